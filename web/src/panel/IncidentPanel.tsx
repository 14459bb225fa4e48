import { Whole } from '../judge/Whole'
import { Name } from '../parts/Name'
import { Dated, Said, Several } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { labelOf } from '../parts/labels'
import { mayJudge, select } from '../state'
import type { Contradiction, IncidentDetail, Value } from '../words'
import { Part } from './Panel'

/** One incident: what its claims agree on, the ranges, and the contradictions side by side. */
export function IncidentPanel({ id }: { readonly id: string }) {
  const answer = useAnswer<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`)
  if (!answer.value) return <Waiting of={answer} />
  const one = answer.value
  return (
    <>
      <p class="muted small">
        Incident: {labelOf('type', one.type)}
        {one.aggregate && ', a total over several'}
      </p>
      <h2 class="title" dir="auto">{one.title}</h2>
      <p class="row small">
        <span class={`chip ${one.status}`}>{labelOf('status', one.status)}</span>
        <span class="chip" title="Independent origins; copies of one text count once">
          {one.origins} {one.origins === 1 ? 'origin' : 'origins'}, {one.said.length} {one.said.length === 1 ? 'claim' : 'claims'}
        </span>
        {one.contradictions.some((c) => !c.update) && <span class="chip negated">contradicted</span>}
        {one.denied.length > 0 && <span class="chip negated">denied</span>}
        {one.hedged.length === one.said.length && <span class="chip hedged">only hedged</span>}
      </p>
      <dl class="fields">
        <div>
          <dt>When</dt>
          <dd><Dated edtf={one.when} />{!one.when_agreed && <span class="chip hedged">days differ</span>}</dd>
        </div>
        <div>
          <dt>Where</dt>
          <dd>{one.where ? <Name of={one.where} kind /> : <span class="muted">no place is told</span>}{!one.where_agreed && <span class="chip hedged">places differ</span>}</dd>
        </div>
      </dl>
      <Values title="Who" of={one.doers} place={false} />
      <Values title="To whom" of={one.targets} place={false} />
      <Part title="How many" count={one.figures.length}>
        {one.figures.map((f) => (
          <details key={f.field}>
            <summary>{f.field}: <strong>{f.shown}</strong></summary>
            <Several quotes={f.said} />
          </details>
        ))}
      </Part>
      <Part title="Contradictions" count={one.contradictions.length}>
        {one.contradictions.map((c, n) => <Side key={n} of={c} />)}
      </Part>
      <Part title="In the words of the reports" count={one.said.length}><Several quotes={one.said} first={6} /></Part>
      {mayJudge.value && <Whole id={one.id} />}
      <p class="muted small">Incident {one.id}</p>
    </>
  )
}

function Values({ title, of, place }: { readonly title: string; readonly of: readonly Value[]; readonly place: boolean }) {
  return (
    <Part title={title} count={of.length}>
      {of.map((v) => (
        <div key={v.shown} class="value">
          {v.entity ? <Name of={{ id: v.entity, name: v.shown, kind: null, place }} /> : <bdi>{v.shown}</bdi>}
          <details>
            <summary class="muted small">{v.said.length} {v.said.length === 1 ? 'claim' : 'claims'}</summary>
            <Several quotes={v.said} />
          </details>
        </div>
      ))}
    </Part>
  )
}

function Side({ of }: { readonly of: Contradiction }) {
  return (
    <div class="sides">
      <p class="small">
        {of.field}: <strong>{of.one_says}</strong> or <strong>{of.other_says}</strong>
        {of.update && <span class="muted"> (the newer report has the newer number)</span>}
      </p>
      <div class="two">
        <Said quote={of.one} />
        <Said quote={of.other} />
      </div>
      <button class="plain small" onClick={() => select({ sort: 'claim', id: of.other.claim })}>Open the second</button>
    </div>
  )
}
