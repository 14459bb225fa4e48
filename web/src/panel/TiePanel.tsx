import { Whole } from '../judge/Whole'
import { Name } from '../parts/Name'
import { Dated, Several } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { labelOf } from '../parts/labels'
import { asOf, mayJudge } from '../state'
import type { TieDetail } from '../words'
import { Part } from './Panel'

/** One tie over time. */
export function TiePanel({ id }: { readonly id: string }) {
  const answer = useAnswer<TieDetail>(`/ties/${encodeURIComponent(id)}`, { as_of: asOf.peek() })
  if (!answer.value) return <Waiting of={answer} />
  const one = answer.value
  return (
    <>
      <p class="muted small">Tie over time</p>
      <h2 class="title" dir="auto">{one.title}</h2>
      <p class="row"><Name of={one.subject} kind /> <span class="muted">{labelOf('predicate', one.predicate)}</span> <Name of={one.object} kind /></p>
      <p class="row small"><span class={`chip ${one.status}`}>{labelOf('status', one.status)}</span></p>
      <dl class="fields">
        <div><dt>Since</dt><dd><Dated edtf={one.since} /></dd></div>
        <div><dt>Until</dt><dd>{one.until ? <Dated edtf={one.until} /> : <span class="muted">no end is told</span>}</dd></div>
      </dl>
      <Part title="What disagrees" count={one.conflicts.length}>
        <ul>{one.conflicts.map((c) => <li key={c}>{c}</li>)}</ul>
      </Part>
      <Part title="Said by" count={one.said.length}><Several quotes={one.said} /></Part>
      <Part title="Began" count={one.began.length}><Several quotes={one.began} /></Part>
      <Part title="Ended" count={one.ended.length}><Several quotes={one.ended} /></Part>
      <Part title="Denied" count={one.denied.length}><Several quotes={one.denied} /></Part>
      {mayJudge.value && <Whole id={one.id} />}
      <p class="muted small">Tie {one.id}</p>
    </>
  )
}
