import { edtfInWords, isoOf } from '../days'
import { Lookup } from '../parts/Lookup'
import { Several } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { asked, book, select, selected, show } from '../state'
import type { Diff as Answer, DiffLine } from '../words'
import { useNamed } from './named'
import '../style/ask.css'

const SORTS: readonly (readonly [string, string, string])[] = [
  ['happened', 'Happened', 'What turned things between the two days'],
  ['began', 'Began', 'Ties that hold after and not before'],
  ['ended', 'Ended', 'Ties that held before and not after'],
  ['confirmed', 'Confirmed', 'Only possible before, said outright since'],
  ['denied', 'Denied', 'Said by some and denied by others'],
  ['contradicted', 'Contradicted', 'What reports disagree on since'],
]

/** What changed between two days, with the words. */
export default function Diff() {
  const { from = '', to = '', name = '' } = asked.value
  const ready = from !== '' && to !== '' && from <= to
  const answer = useAnswer<Answer>(ready ? '/diff' : null, { from, to, name })
  return (
    <section class="ask" aria-label="Before and after">
      <Asking />
      {!ready && <p class="empty">{from && to ? 'The first day lies after the last.' : 'Choose two days: what began, ended, was confirmed, denied or contradicted between them is shown with its words.'}</p>}
      {ready && !answer.value && <Waiting of={answer} />}
      {answer.value && <Lines of={answer.value} />}
    </section>
  )
}

function Asking() {
  const { from = '', to = '', name = '' } = asked.value
  const held = useNamed(name)
  const put = (change: Record<string, string>) => show('diff', { ...asked.value, ...change })
  return (
    <form class="row asking" onSubmit={(e) => e.preventDefault()}>
      <label>From <input type="date" value={from} onChange={(e) => put({ from: e.currentTarget.value })} /></label>
      <label>To <input type="date" value={to} onChange={(e) => put({ to: e.currentTarget.value })} /></label>
      <Lookup label="Only about" sort={null} value={held} onPick={(one) => put({ name: one?.id ?? '' })} placeholder="anybody" />
      <Around put={put} />
    </form>
  )
}

/** The days before and after what is selected. */
function Around({ put }: { readonly put: (change: Record<string, string>) => void }) {
  const at = book.value
  const one = selected.value
  const n = at && one?.sort === 'incident' ? at.incidentAt.get(one.id) : at && one?.sort === 'claim' ? at.incidentOfClaim.get(one.id) : undefined
  if (!at || n === undefined || !at.dated[n]) return null
  const [low, high] = [at.first[n]!, at.last[n]!]
  if (low < -1_000_000 || high > 3_000_000) return null
  return <button type="button" onClick={() => put({ from: isoOf(low - 1), to: isoOf(high + 23) })}>Around the selected incident</button>
}

function Lines({ of }: { readonly of: Answer }) {
  if (!of.lines.length) return <p class="empty">Nothing in this book changed between {edtfInWords(of.first)} and {edtfInWords(of.last)}.</p>
  return (
    <>
      {SORTS.map(([sort, title, why]) => {
        const lines = of.lines.filter((l) => l.sort === sort)
        if (!lines.length) return null
        return (
          <section key={sort} class={`sort ${sort}`}>
            <h3>{title} <span class="muted">{lines.length}</span> <span class="muted small">{why}</span></h3>
            {lines.map((line, n) => <Line key={n} of={line} />)}
          </section>
        )
      })}
    </>
  )
}

function Line({ of }: { readonly of: DiffLine }) {
  const open = () => {
    if (of.tie) select({ sort: 'tie', id: of.tie })
    else if (of.incident) select({ sort: 'incident', id: of.incident })
    else if (of.said[0]) select({ sort: 'claim', id: of.said[0].claim })
  }
  return (
    <div class="change">
      <p class="row">
        <span class="when muted">{of.when ? edtfInWords(of.when) : 'undated'}</span>
        <button class="plain name grow" dir="auto" onClick={open}>{of.title}</button>
      </p>
      <Several quotes={of.said} first={1} />
    </div>
  )
}
