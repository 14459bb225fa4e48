import { Lookup } from '../parts/Lookup'
import { Name } from '../parts/Name'
import { Several } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { asOf, asked, reached, select, show } from '../state'
import type { HingeLine, Hop, Reach as Answer } from '../words'
import { useEffect } from 'preact/hooks'
import { useNamed } from './named'
import '../style/ask.css'

/** Where an actor can get by the ways that reports tell of, and what it loses without something. */
export default function Reach() {
  const { actor = '', without = '', members = '' } = asked.value
  const away = without ? without.split('|') : []
  const answer = useAnswer<Answer>(actor ? '/reach' : null, { actor, without: away, with_members: members === 'yes', as_of: asOf.value })
  const put = (change: Record<string, string>) => show('reach', { ...asked.value, ...change })
  useDrawn(answer.value)
  return (
    <section class="ask" aria-label="Reach">
      <form class="row asking" onSubmit={(e) => e.preventDefault()}>
        <Lookup label="Where can it get" sort="actor" value={useNamed(actor)} onPick={(one) => put({ actor: one?.id ?? '' })} />
        <Lookup key={without} label="without" sort={null} value={null} clears placeholder="a crossing, place or body" onPick={(one) => one && put({ without: [...away, one.id].join('|') })} />
        {away.map((id) => <Away key={id} id={id} drop={() => put({ without: away.filter((a) => a !== id).join('|') })} />)}
        <label class="row"><input type="checkbox" checked={members === 'yes'} onChange={(e) => put({ members: e.currentTarget.checked ? 'yes' : '' })} /> also its parts and fronts</label>
      </form>
      {!actor && <Hinges />}
      {actor && !answer.value && <Waiting of={answer} />}
      {answer.value && <Found of={answer.value} />}
    </section>
  )
}

/** Lets the map and the network draw the same answer while it is shown. */
function useDrawn(answer: Answer | null): void {
  useEffect(() => {
    if (!answer) return
    reached.value = {
      places: new Set(answer.hops.map((h) => h.place.id)),
      lost: new Set(answer.lost.map((h) => h.place.id)),
      ties: new Set([...answer.hops, ...answer.lost].flatMap((h) => h.ties)),
    }
    return () => void (reached.value = null)
  }, [answer])
}

function Away({ id, drop }: { readonly id: string; readonly drop: () => void }) {
  const named = useNamed(id)
  return (
    <span class="chip">
      without <bdi>{named?.name ?? id}</bdi>
      <button type="button" class="plain small" aria-label={`Keep ${named?.name ?? id}`} onClick={drop}>×</button>
    </span>
  )
}

function Found({ of }: { readonly of: Answer }) {
  return (
    <>
      {of.lost.length > 0 && (
        <section class="lost">
          <h3>Lost <span class="muted">{of.lost.length}</span></h3>
          {of.lost.map((hop) => <Line key={hop.place.id} of={hop} />)}
        </section>
      )}
      {of.without.length > 0 && !of.lost.length && <p>Nothing is lost without {of.without.map((w) => <Name key={w.id} of={w} />)}: another way that reports name remains, or none led through it.</p>}
      {of.without.length > 0 && (
        <section>
          <h3>What the reports themselves say was lost</h3>
          {of.said_lost.length ? <Several quotes={of.said_lost} /> : <p class="muted">None of them says so.</p>}
        </section>
      )}
      <section>
        <h3>{of.without.length ? 'Still reached' : 'Reached'} <span class="muted">{of.hops.length}</span></h3>
        {!of.hops.length && <p class="empty">No report of this book says where it is at home or sits.</p>}
        {of.hops.map((hop) => <Line key={hop.place.id} of={hop} />)}
      </section>
      {of.closed.length > 0 && <p>Closed on the day: {of.closed.map((c) => <Name key={c.id} of={c} />)}</p>}
      {of.apart.length > 0 && <p>It acts there though no report names a way: {of.apart.map((c) => <Name key={c.id} of={c} />)}</p>}
      <p class="muted small">Only ways that reports name count; distances play no part. This describes what is reported, and follows no person.</p>
    </>
  )
}

function Line({ of }: { readonly of: Hop }) {
  return (
    <div class="hop value">
      <span class="way">
        {of.start ? <><Name of={of.start} /> <span class="muted">{of.way} →</span> </> : <span class="muted">{of.way} </span>}
        <Name of={of.place} kind />
      </span>
      {of.partly && <span class="chip">in part</span>}
      {of.doubt && <span class="chip hedged">doubtful</span>}
      <details>
        <summary class="muted small">why</summary>
        {of.known.map((words) => <p key={words} class="small muted">{words}</p>)}
        <Several quotes={of.said} />
        {of.ties.map((tie) => <button key={tie} class="plain small" onClick={() => select({ sort: 'tie', id: tie })}>Open the tie</button>)}
      </details>
    </div>
  )
}

/** Before an actor is chosen: what the network hangs on. */
function Hinges() {
  const answer = useAnswer<HingeLine[]>('/hinges', { as_of: asOf.value })
  if (!answer.value) return <Waiting of={answer} />
  return (
    <>
      <p class="empty">Choose an actor to see where it can get, hop by hop, and think a crossing or sponsor away to see what is lost.</p>
      {answer.value.length > 0 && <h3>What the network hangs on</h3>}
      <ul class="list">
        {answer.value.map((hinge, n) => (
          <li key={n} class="change">
            {hinge.entity ? <Name of={hinge.entity} kind /> : <button class="plain name" onClick={() => hinge.tie && select({ sort: 'tie', id: hinge.tie })}>{hinge.title}</button>}
            <span class="muted small"> without it {hinge.parts.length} groups fall apart: {hinge.parts.map((p) => p.slice(0, 3).map((one) => one.name).join(', ') + (p.length > 3 ? ` and ${p.length - 3} more` : '')).join(' | ')}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
