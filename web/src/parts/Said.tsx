import { edtfInWords } from '../days'
import { select } from '../state'
import type { Quote } from '../words'
import { labelOf } from './labels'

/** Words of a report with what stands around them; a click opens them in the report. */
export function Said({ quote, verdict = true }: { readonly quote: Quote; readonly verdict?: boolean }) {
  return (
    <article class={`said ${quote.status}`}>
      <button class="plain words" dir="auto" onClick={() => select({ sort: 'claim', id: quote.claim })} title="Open these words in the report">
        {quote.before}
        <mark class={quote.modality}>{quote.words}</mark>
        {quote.after}
      </button>
      <footer class="row small muted">
        <bdi>{quote.label}</bdi>
        {quote.speaker && (
          <span>
            says <bdi>{quote.speaker}</bdi>
          </span>
        )}
        {verdict && quote.modality !== 'asserted' && <span class={`chip ${quote.modality}`}>{labelOf('modality', quote.modality)}</span>}
        {quote.stance !== 'states' && <span class="chip">{labelOf('stance', quote.stance)}</span>}
        {quote.status !== 'candidate' && <span class={`chip ${quote.status}`}>{labelOf('status', quote.status)}</span>}
        {quote.copy_of && (
          <span class="chip" title="These words were printed first elsewhere; they do not count twice">
            copy of <bdi>{quote.copy_of}</bdi>
          </span>
        )}
        {quote.score !== null && <span title="How sure the reader is, from 0 to 1">score {quote.score.toFixed(2)}</span>}
      </footer>
    </article>
  )
}

/** Several, the first few open. */
export function Several({ quotes, first = 3 }: { readonly quotes: readonly Quote[]; readonly first?: number }) {
  const rest = quotes.slice(first)
  return (
    <>
      {quotes.slice(0, first).map((q) => <Said key={q.claim} quote={q} />)}
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          {rest.map((q) => <Said key={q.claim} quote={q} />)}
        </details>
      )}
    </>
  )
}

/** A date in words; "no date is told" when there is none. */
export function Dated({ edtf }: { readonly edtf: string | null }) {
  return edtf ? <time dateTime={edtf}>{edtfInWords(edtf)}</time> : <span class="muted">no date is told</span>
}
