import { useSignal } from '@preact/signals'

import '../style/judge.css'
import { type Chosen, about, chosen, select } from '../state'
import { Choice, type Draft, Editor } from './Editor'
import { Signed } from './Signed'
import { post } from './outbox'

type Kind = 'event' | 'relation'
const FIELDS: Readonly<Record<Kind, readonly (readonly [name: string, label: string, sort: string])[]>> = {
  event: [
    ['actor', 'who', 'actors'], ['recipient', 'to whom', 'actors'], ['when', 'when', 'date'], ['where', 'where', 'place'],
    ['killed', 'killed', 'toll'], ['wounded', 'wounded', 'toll'], ['modality', 'how surely', 'choice'],
  ],
  relation: [
    ['subject', 'who', 'actors'], ['object', 'whom or what', 'actors'], ['since', 'since', 'date'], ['until', 'until', 'date'],
    ['modality', 'how surely', 'choice'],
  ],
}
const EMPTY: Draft = { value: null, names: {} }

/** Words that the reader missed become a claim. */
export function MarkMissed({ span }: { readonly span: Chosen }) {
  return <Signed><Form key={`${span.report} ${span.start} ${span.end}`} span={span} /></Signed>
}

function Form({ span }: { readonly span: Chosen }) {
  const kind = useSignal<Kind>('event')
  const type = useSignal('')
  const drafts = useSignal<Readonly<Record<string, Draft>>>({})
  const note = useSignal('')
  const named = (name: string) => typeof drafts.value[name]?.value === 'string'
  const whole = type.value && (kind.value === 'event' || (named('subject') && named('object')))
  const send = async (event: Event) => {
    event.preventDefault()
    const told = FIELDS[kind.value].map(([name]) => [name, drafts.value[name]?.value ?? null] as const).filter(([, value]) => value !== null && !(Array.isArray(value) && !value.length))
    const hope = post('/claims', {
      report: span.report, start: span.start, end: span.end, kind: kind.value, type: type.value,
      fields: Object.fromEntries(told), note: note.value.trim() || null,
    }, `a missed claim: “${span.words}”`)
    chosen.value = null
    const made = (await hope)?.claims[0]
    if (made) select({ sort: 'claim', id: made.id })
  }
  return (
    <form class="judge" onSubmit={(e) => void send(e)} aria-label="Add a claim that was missed">
      <p dir="auto">Missed here: “{span.words}”</p>
      <label>
        What it is
        <select
          value={kind.value}
          onChange={(e) => {
            kind.value = e.currentTarget.value as Kind
            type.value = ''
          }}
        >
          <option value="event">something that happened</option>
          <option value="relation">a tie between two</option>
        </select>
      </label>
      <Choice key={kind.value} name={kind.value === 'event' ? 'type' : 'predicate'} label="Which" value={type.value} onValue={(value) => (type.value = value)} />
      {about.value && FIELDS[kind.value].map(([name, label, sort]) => (
        <Editor key={`${kind.value} ${name}`} field={{ name, label, sort }} draft={drafts.value[name] ?? EMPTY} onDraft={(next) => (drafts.value = { ...drafts.value, [name]: next })} />
      ))}
      <label>Note<input dir="auto" value={note.value} onInput={(e) => (note.value = e.currentTarget.value)} /></label>
      <p class="row">
        <button class="primary" disabled={!whole}>Add the claim</button>
        <button type="button" onClick={() => (chosen.value = null)}>Never mind</button>
      </p>
    </form>
  )
}
