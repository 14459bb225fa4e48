/** The day as of which everything is shown, and the filter. */
export function Bar() {
  return <div class="bar row" role="toolbar" aria-label="Day and filter" />
}
