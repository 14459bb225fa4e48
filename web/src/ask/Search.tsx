import { edtfInWords } from '../days'
import { Name } from '../parts/Name'
import { Said } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { asked, select } from '../state'
import type { Found } from '../words'
import '../style/ask.css'

/** Actors and places by name, claims and reports by their words. */
export default function Search() {
  const q = asked.value['q'] ?? ''
  const answer = useAnswer<Found>(q ? '/search' : null, { q, limit: 30 })
  if (!q) return <p class="empty">Type into the box above: a name, or words of a report.</p>
  if (!answer.value) return <Waiting of={answer} />
  const { entities, claims, reports } = answer.value
  return (
    <section class="ask" aria-label="What was found">
      <h2>“<bdi>{q}</bdi>”</h2>
      {!entities.length && !claims.length && !reports.length && <p class="empty">Nothing in this book has that name or these words.</p>}
      {entities.length > 0 && <h3>Actors and places</h3>}
      <ul class="list">{entities.map((one) => <li key={one.id}><Name of={one} kind /></li>)}</ul>
      {claims.length > 0 && <h3>Claims</h3>}
      {claims.map((one) => (
        <div key={one.id}>
          <p class="row"><strong dir="auto">{one.title}</strong>{one.when && <span class="muted">{edtfInWords(one.when)}</span>}</p>
          <Said quote={one.quote} />
        </div>
      ))}
      {reports.length > 0 && <h3>Reports</h3>}
      <ul class="list">
        {reports.map((one) => (
          <li key={one.id}>
            <button class="plain name" dir="auto" onClick={() => select({ sort: 'report', id: one.id })}>{one.title ?? one.label}</button>
            <span class="muted small"> <bdi>{one.label}</bdi>, {one.claims} claims, {one.judged} judged</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
