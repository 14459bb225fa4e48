import type { Answer } from './answer'

/** Words for an answer that is not there (yet). */
export function Waiting({ of }: { readonly of: Answer<unknown> }) {
  if (of.refused) return <p class="empty" role="alert">{of.refused}</p>
  return <p class="empty" aria-busy="true">Loading …</p>
}
