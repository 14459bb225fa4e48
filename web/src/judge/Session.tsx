/** Who is here, and the way out. */
export function Session() {
  return <span />
}
