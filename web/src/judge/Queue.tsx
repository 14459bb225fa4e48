import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

import '../style/judge.css'
import { Fields } from '../parts/Fields'
import { Dated, Said, Several } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { keep, mayJudge, select } from '../state'
import type { ClaimDetail, Queue as Items, Wanted } from '../words'
import { Judge, judge } from './Judge'
import { Keys, keyOf, keysOn } from './Keys'
import { Barred } from './Signed'
import { claimOf, undoLast, waiting } from './outbox'

/** What to judge first, one after the other. */
export default function Queue() {
  const answer = useAnswer<Items>('/queue', { limit: 50 })
  const given = useSignal<ReadonlySet<string>>(new Set())
  const at = useSignal<Wanted | null>(null)
  const place = useRef(0)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at.value])
  if (!answer.value) return <Waiting of={answer} />
  const unsent = new Set(waiting.value.filter((one) => !one.takenBack).map(claimOf))
  const items = answer.value.items.filter((one) => !given.value.has(one.claim.id) && !unsent.has(one.claim.id))
  const now = at.value ?? items[0] ?? null
  const here = now ? items.findIndex((one) => one.claim.id === now.claim.id) : -1
  if (here >= 0) place.current = here
  const go = (n: number) => (at.value = items[Math.max(0, Math.min(items.length - 1, n))] ?? null)
  const step = (by: number) => go(here >= 0 ? here + by : place.current)
  const gave = (id: string) => {
    given.value = new Set(given.value).add(id)
    const left = items.filter((one) => one.claim.id !== id)
    at.value = left[Math.min(place.current, left.length - 1)] ?? null
  }
  const every = answer.value.items
  const back = () => {
    const undone = undoLast()
    if (!undone) return
    given.value = new Set([...given.value].filter((id) => id !== undone.claim))
    at.value = every.find((one) => one.claim.id === undone.claim) ?? at.value
  }
  return (
    <div class="queue">
      <nav aria-label="What to judge">
        <label class="small">
          {answer.value.judged} of {answer.value.total} claims judged
          <progress max={Math.max(1, answer.value.total)} value={answer.value.judged} />
        </label>
        <ul ref={list} class="list" role="listbox" aria-label="Claims to judge" tabIndex={0} aria-activedescendant={here >= 0 ? `wanted-${here}` : undefined}>
          {items.map((one, n) => (
            <li key={one.claim.id} id={`wanted-${n}`} role="option" aria-selected={n === here} onClick={() => (at.value = one)}>
              <span dir="auto">{one.claim.title}</span>
              <div class="muted small">{one.reasons.join('; ')}</div>
            </li>
          ))}
        </ul>
      </nav>
      <section class="desk" aria-label="Claim to judge">
        {now ? <Card key={now.claim.id} item={now} onGiven={gave} onStep={step} onUndo={back} /> : <p class="empty">Every claim that wanted a look has been judged.</p>}
      </section>
    </div>
  )
}

interface CardProps {
  readonly item: Wanted
  readonly onGiven: (id: string) => void
  readonly onStep: (by: number) => void
  readonly onUndo: () => void
}

function Card({ item, onGiven, onStep, onUndo }: CardProps) {
  const answer = useAnswer<ClaimDetail>(`/claims/${encodeURIComponent(item.claim.id)}`)
  const row = answer.value?.row ?? item.claim
  const claim: ClaimDetail = answer.value ?? { row, fields: [], stage: '', cue: null, holders: [], history: [], others: [], again: false }
  const correcting = useSignal(false)
  const note = useSignal('')
  const help = useSignal(false)
  const box = useRef<HTMLElement>(null)
  const give = (verdict: 'accept' | 'reject') => {
    void judge(row, verdict, note.value)
    note.value = ''
    onGiven(row.id)
  }
  const writeNote = () => box.current?.querySelector<HTMLInputElement>('[data-note]')?.focus()
  const acts: Record<string, () => void> = {
    next: () => onStep(1), previous: () => onStep(-1), undo: onUndo, help: () => (help.value = !help.value),
    ...(mayJudge.value && { accept: () => press('.yes'), reject: () => press('.no'), correct: () => (correcting.value = !correcting.value), note: writeNote }),
  }
  const press = (button: string) => box.current?.querySelector<HTMLButtonElement>(button)?.click()
  useLayoutEffect(() => { // at once, so that no key is lost between one claim and the next
    const pressed = (event: KeyboardEvent) => {
      const act = acts[keyOf(event) ?? '']
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
  return (
    <article class="card" ref={box}>
      <p class="row small">{item.reasons.map((why) => <span key={why} class="chip">{why}</span>)}</p>
      <h2 dir="auto">{row.title}</h2>
      <Said quote={row.quote} />
      <p class="row small"><Dated edtf={row.when} />{row.where && <bdi>{row.where}</bdi>}</p>
      {mayJudge.value ? <Judge claim={claim} correcting={correcting} note={note} onVerdict={give} /> : <Barred />}
      <Fields of={claim.fields} />
      {claim.others.length > 0 && <h3>Also told by</h3>}
      <Several quotes={claim.others} />
      <p class="row">
        <button onClick={() => onStep(-1)}>Previous</button>
        <button onClick={() => onStep(1)}>Next</button>
        {mayJudge.value && <button onClick={onUndo}>Undo the last</button>}
        <button onClick={() => select({ sort: 'claim', id: row.id })}>Show it in its report</button>
        <button aria-expanded={help.value} onClick={() => (help.value = !help.value)}>Keys</button>
        <label class="row small">
          <input
            type="checkbox"
            checked={keysOn.value}
            onChange={(e) => {
              keysOn.value = e.currentTarget.checked
              keep('keys', keysOn.value ? 'on' : 'off')
            }}
          />
          single keys
        </label>
      </p>
      {help.value && <Keys />}
    </article>
  )
}
