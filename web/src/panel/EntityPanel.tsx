import { Split } from '../judge/Split'
import { Name } from '../parts/Name'
import { Said } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { labelOf } from '../parts/labels'
import { asOf, book, filter, mayJudge, select, setFilter, shownTies, show } from '../state'
import type { EntityDetail } from '../words'
import { Incidents } from './Incidents'
import { Part } from './Panel'
import { Past } from './Past'

/** One actor or place: its names, for whom it is easily taken, its ties on the day, its incidents. */
export function EntityPanel({ id }: { readonly id: string }) {
  const answer = useAnswer<EntityDetail>(`/entities/${encodeURIComponent(id)}`, { as_of: asOf.peek() })
  if (!answer.value) return <Waiting of={answer} />
  const one = answer.value
  const { entity } = one
  const narrowed = filter.value.entities.includes(id)
  return (
    <>
      <p class="muted small">
        {entity.kind ? labelOf(entity.place ? 'place_kind' : 'kind', entity.kind) : entity.place ? 'Place' : 'Actor'}
        {one.state && <>, <bdi>{one.state}</bdi></>}
        {!one.known && ', named only in reports'}
      </p>
      <h2 class="title" dir="auto">{entity.name}</h2>
      {one.names.length > 1 && <p class="small">also <bdi>{one.names.filter((n) => n !== entity.name).slice(0, 12).join(', ')}</bdi></p>}
      {one.about.map((words) => <p key={words} class="small" dir="auto">{words}</p>)}
      <p class="row">
        <button aria-pressed={narrowed} onClick={() => setFilter({ entities: narrowed ? filter.value.entities.filter((e) => e !== id) : [...filter.value.entities, id] })}>
          {narrowed ? 'Show all again' : 'Only this'}
        </button>
        {!entity.place && entity.kind !== 'person' && <button onClick={() => show('reach', { actor: id })}>Reach</button>}
        {!entity.place && <button onClick={() => show('posture', { actor: id })}>Posture</button>}
      </p>
      <Part title="Not to be confused with" count={one.lookalikes.length}>
        {one.lookalikes.map((l) => (
          <div key={l.other.id}>
            <Name of={l.other} kind />
            {l.why && <p class="small" dir="auto">{l.why}</p>}
            {l.quote && <Said quote={l.quote} />}
          </div>
        ))}
      </Part>
      <Part title="Members" count={one.members.length}><p class="row">{one.members.map((m) => <Name key={m.id} of={m} />)}</p></Part>
      <Ties id={id} />
      <Incidents of={id} />
      <Part title="Reports that name it" count={Object.keys(one.reports).length}>
        <ul class="list">
          {Object.entries(one.reports).map(([report, label]) => (
            <li key={report}><button class="plain name" dir="auto" onClick={() => select({ sort: 'report', id: report })}>{label}</button></li>
          ))}
        </ul>
      </Part>
      {mayJudge.value && !entity.place && <Split entity={one} />}
      <Past history={one.decisions} title="Decisions" />
    </>
  )
}

/** Its ties as they stand on the day, from the book in columns. */
function Ties({ id }: { readonly id: string }) {
  const at = book.value
  const index = at?.entityAt.get(id)
  if (!at || index === undefined) return null
  const { ties, entities } = at.world
  const here = at.tiesOf[index]!.filter((t) => shownTies.value.has(t))
  return (
    <Part title={asOf.value ? 'Ties on the day' : 'Ties'} count={here.length}>
      <ul class="list">
        {here.slice(0, 200).map((t) => (
          <li key={ties.id[t]}>
            <button class="plain name" onClick={() => select({ sort: 'tie', id: ties.id[t]! })}>
              <bdi>{entities.name[ties.subject[t]!]}</bdi> <span class="muted">{labelOf('predicate', ties.predicate[t]!)}</span> <bdi>{entities.name[ties.object[t]!]}</bdi>
              {shownTies.value.get(t) === 'maybe' && <span class="muted"> (perhaps)</span>}
            </button>
          </li>
        ))}
      </ul>
    </Part>
  )
}
