import { type Signal, useSignal } from '@preact/signals'

import '../style/judge.css'
import type { ClaimDetail, ClaimRow } from '../words'
import { type Draft, Editor } from './Editor'
import { Signed } from './Signed'
import { post } from './outbox'

/** Send a verdict on one claim. */
export function judge(row: ClaimRow, verdict: 'accept' | 'reject', note: string): Promise<unknown> {
  return post('/judgements', { verdict, claim: row.id, note: note.trim() || null, seen: row.version, field: null, value: null, other: null }, `${verdict}: ${row.title}`)
}

interface Props {
  readonly claim: ClaimDetail
  /** Held outside where keys open the editor and fill in the note. */
  readonly correcting?: Signal<boolean>
  readonly note?: Signal<string>
  readonly onVerdict?: (verdict: 'accept' | 'reject') => void
}

/** Accept, reject or correct a claim. */
export function Judge({ claim, correcting, note, onVerdict }: Props) {
  const own = useSignal('')
  const ownOpen = useSignal(claim.again)
  const why = note ?? own
  const open = correcting ?? ownOpen
  const { row } = claim
  const give = (verdict: 'accept' | 'reject') => {
    if (onVerdict) return onVerdict(verdict)
    void judge(row, verdict, why.value)
    why.value = ''
  }
  return (
    <Signed>
      <section class="judge" aria-label="Judge this claim">
        <div class="row">
          <button class="yes" onClick={() => give('accept')} aria-pressed={row.status === 'accepted'}>✓ Accept</button>
          <button class="no" onClick={() => give('reject')} aria-pressed={row.status === 'rejected'}>✗ Reject</button>
          <button onClick={() => (open.value = !open.value)} aria-expanded={open.value}>✎ Correct</button>
        </div>
        <label>
          Note
          <input data-note dir="auto" placeholder="why, if you like" value={why.value} onInput={(e) => (why.value = e.currentTarget.value)} />
        </label>
        {open.value && <Correct claim={claim} note={why} />}
      </section>
    </Signed>
  )
}

function Correct({ claim, note }: { readonly claim: ClaimDetail; readonly note: Signal<string> }) {
  const { row, fields } = claim
  const picked = useSignal('') // the fields may come later than the key that opens this
  const draft = useSignal<Draft | null>(null)
  const field = fields.find((f) => f.name === picked.value) ?? fields.find((f) => f.shown !== '') ?? fields[0]
  if (!field) return null
  const now = draft.value ?? { value: field.value, names: field.names }
  const same = JSON.stringify(now.value) === JSON.stringify(field.value)
  const save = (event: Event) => {
    event.preventDefault()
    const title = `correct ${field.label}: ${row.title}`
    void post('/judgements', { verdict: 'correct', claim: row.id, field: field.name, value: now.value, note: note.value.trim() || null, seen: row.version, other: null }, title)
    draft.value = null
    note.value = ''
  }
  return (
    <form class="correct" onSubmit={save}>
      <label>
        Which field
        <select
          value={field.name}
          onChange={(e) => {
            picked.value = e.currentTarget.value
            draft.value = null
          }}
        >
          {fields.map((f) => <option key={f.name} value={f.name}>{f.label}{f.shown ? `: ${f.shown}` : ''}</option>)}
        </select>
      </label>
      <Editor key={field.name} field={field} draft={now} onDraft={(next) => (draft.value = next)} />
      <button class="primary" disabled={same}>Save the correction</button>
    </form>
  )
}
