import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { labelOf } from '../parts/labels'
import { filter, select, setFilter } from '../state'
import type { ReportText } from '../words'
import { Part } from './Panel'

/** One report: where it comes from, and its claims as a list. */
export function ReportPanel({ id }: { readonly id: string }) {
  const answer = useAnswer<ReportText>(`/reports/${encodeURIComponent(id)}`)
  if (!answer.value) return <Waiting of={answer} />
  const one = answer.value
  const narrowed = filter.value.reports.includes(id)
  return (
    <>
      <p class="muted small">Report</p>
      <h2 class="title" dir="auto">{one.title ?? one.label}</h2>
      <p class="small"><bdi>{one.label}</bdi>{one.author && <>, <bdi>{one.author}</bdi></>}</p>
      {one.address && <p class="small muted cut" title={one.address}><bdi>{one.address}</bdi></p>}
      {one.origin && <p class="small">A copy: its words were printed first by <bdi>{one.origin}</bdi>, and do not count twice.</p>}
      <Part title="Copies" count={one.copies.length}><ul class="list">{one.copies.map((c) => <li key={c}><bdi>{c}</bdi></li>)}</ul></Part>
      <p>
        <button aria-pressed={narrowed} onClick={() => setFilter({ reports: narrowed ? filter.value.reports.filter((r) => r !== id) : [...filter.value.reports, id] })}>
          {narrowed ? 'Show all reports again' : 'Only this report'}
        </button>
      </p>
      <Part title="Claims" count={one.marks.length}>
        <ul class="list">
          {one.marks.map((m) => (
            <li key={m.claim}>
              <button class={`plain name ${m.status}`} onClick={() => select({ sort: 'claim', id: m.claim })}>
                <span class={`chip ${m.modality}`}>{labelOf(m.kind === 'event' ? 'type' : 'predicate', m.type)}</span> <bdi>{m.title}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </Part>
      <p class="muted small">Read by {one.reader}. Report {one.id}</p>
    </>
  )
}
