import { edtfInWords } from '../days'
import { Lookup } from '../parts/Lookup'
import { about } from '../state'
import type { Field } from '../words'

export interface Draft {
  readonly value: unknown
  /** Names of the ids in it. */
  readonly names: Readonly<Record<string, string>>
}
interface Props {
  readonly field: Pick<Field, 'name' | 'label' | 'sort'>
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
}

const LISTS_OF_PLACES = ['origin', 'destination']
const ONE_NAME = ['subject', 'object'] // "actors" of a tie, one each
const NEEDED = ['type', 'predicate', 'modality', 'stance']

/** A field to be filled in, as its sort asks. */
export function Editor(props: Props) {
  const { field, draft, onDraft } = props
  const text = typeof draft.value === 'string' ? draft.value : ''
  const put = (value: unknown) => onDraft({ ...draft, value: value === '' ? null : value })
  if (LISTS_OF_PLACES.includes(field.name)) return <People {...props} sort="place" />
  switch (field.sort) {
    case 'choice': return <Choice name={field.name} label={field.label} value={text} empty={!NEEDED.includes(field.name)} onValue={put} />
    case 'actors': return ONE_NAME.includes(field.name) ? <One {...props} /> : <People {...props} sort="actor" />
    case 'place': return <Place {...props} />
    case 'toll': return <Count {...props} />
    case 'flag': return <label class="row"><input type="checkbox" checked={draft.value === true} onChange={(e) => put(e.currentTarget.checked)} />{field.label}</label>
    case 'texts': return <Lines {...props} />
    case 'date': return (
      <label>
        {field.label}
        <input dir="ltr" value={text} placeholder="2024-03-05, 2024-03 or 2024-03-01/2024-03-04" onInput={(e) => put(e.currentTarget.value.trim())} />
        <span class="muted small">{inWords(text)}</span>
      </label>
    )
    default: return <label>{field.label}<input dir="auto" value={text} onInput={(e) => put(e.currentTarget.value)} /></label>
  }
}

function inWords(edtf: string): string {
  try {
    return edtf ? edtfInWords(edtf) : 'year, month and day; empty when nothing is told'
  } catch {
    return 'not a date yet'
  }
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly empty?: boolean
  readonly onValue: (value: string) => void
}

export function Choice({ name, label, value, empty = false, onValue }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(e) => onValue(e.currentTarget.value)}>
        {(empty || !value) && <option value="">nothing</option>}
        {(about.value?.choices[name] ?? []).map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
      </select>
    </label>
  )
}

function One({ field, draft, onDraft }: Props) {
  const id = typeof draft.value === 'string' ? draft.value : null
  const value = id ? { id, name: draft.names[id] ?? id, kind: null, place: false } : null
  return <Lookup label={field.label} sort={null} value={value} onPick={(one) => onDraft(one ? { value: one.id, names: { [one.id]: one.name } } : { value: null, names: {} })} />
}

function People({ field, draft, onDraft, sort }: Props & { readonly sort: 'actor' | 'place' }) {
  const ids = Array.isArray(draft.value) ? (draft.value as string[]) : []
  return (
    <div>
      {ids.length > 0 && (
        <p class="row">
          {ids.map((id) => (
            <span key={id} class="chip">
              <bdi>{draft.names[id] ?? id}</bdi>
              <button type="button" class="plain small" aria-label={`Take ${draft.names[id] ?? id} out`} onClick={() => onDraft({ ...draft, value: ids.filter((other) => other !== id) })}>×</button>
            </span>
          ))}
        </p>
      )}
      <Lookup
        label={`${field.label}: add`}
        sort={sort}
        value={null}
        clears
        onPick={(one) => one && !ids.includes(one.id) && onDraft({ value: [...ids, one.id], names: { ...draft.names, [one.id]: one.name } })}
      />
    </div>
  )
}

function Place({ field, draft, onDraft }: Props) {
  const held = draft.value as { place: string; fineness: string } | null
  const value = held ? { id: held.place, name: draft.names[held.place] ?? held.place, kind: null, place: true } : null
  return (
    <>
      <Lookup
        label={field.label}
        sort="place"
        value={value}
        onPick={(one) => onDraft(one ? { value: { place: one.id, fineness: held?.fineness ?? 'exact' }, names: { [one.id]: one.name } } : { value: null, names: {} })}
      />
      {held && <Choice name="fineness" label="how finely it is known" value={held.fineness} onValue={(fineness) => onDraft({ ...draft, value: { ...held, fineness } })} />}
    </>
  )
}

const NUMBERS = [['low', 'at least'], ['best', 'number'], ['high', 'at most']] as const

function Count({ field, draft, onDraft }: Props) {
  const held = (draft.value ?? {}) as Record<string, number | string | null>
  const put = (name: string, value: number | string | null) => {
    const next: Record<string, number | string | null> = { low: null, best: null, high: null, expression: 'exact', ...held, [name]: value }
    const empty = NUMBERS.every(([n]) => next[n] === null)
    onDraft({ ...draft, value: empty ? null : next })
  }
  return (
    <fieldset class="row">
      <legend>{field.label}</legend>
      {NUMBERS.map(([name, label]) => (
        <label key={name} class="number">
          {label}
          <input type="number" min="0" step="1" value={held[name] ?? ''} onInput={(e) => put(name, e.currentTarget.value === '' ? null : Math.trunc(Number(e.currentTarget.value)))} />
        </label>
      ))}
      <Choice name="expression" label="said as" value={String(held['expression'] ?? 'exact')} onValue={(value) => put('expression', value)} />
    </fieldset>
  )
}

function Lines({ field, draft, onDraft }: Props) {
  const lines = Array.isArray(draft.value) ? (draft.value as string[]) : []
  return (
    <label>
      {field.label}, one a line
      <textarea dir="auto" rows={Math.max(2, lines.length)} value={lines.join('\n')} onChange={(e) => onDraft({ ...draft, value: e.currentTarget.value.split('\n').map((l) => l.trim()).filter(Boolean) })} />
    </label>
  )
}
