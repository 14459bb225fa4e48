import type { Chosen } from '../state'

/** Words that the reader missed become a claim. */
export function MarkMissed({ span }: { readonly span: Chosen }) {
  return <p class="muted small">{span.words}</p>
}
