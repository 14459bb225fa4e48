import { useSignal } from '@preact/signals'

import '../style/judge.css'
import { Lookup } from '../parts/Lookup'
import type { EntityDetail, Named } from '../words'
import { Signed } from './Signed'
import { post } from './outbox'

const RULINGS = { merge: 'is one and the same as', distinct: 'is somebody else than', split: 'is two: in some reports it is' } as const
type Ruling = keyof typeof RULINGS

/** Say that two actors are one, or one is two. */
export function Split({ entity }: { readonly entity: EntityDetail }) {
  return (
    <details>
      <summary>Who is who</summary>
      <Signed><Decide entity={entity} /></Signed>
    </details>
  )
}

function Decide({ entity }: { readonly entity: EntityDetail }) {
  const { entity: one, lookalikes } = entity
  const ruling = useSignal<Ruling>('merge')
  const other = useSignal<Named | null>(null)
  const typed = useSignal('')
  const inThese = useSignal<readonly string[]>([])
  const note = useSignal('')
  const overrule = useSignal('')
  const split = ruling.value === 'split'
  const whom = other.value?.id ?? (split ? typed.value.trim() : '')
  const whole = whom && whom !== one.id && (!split || inThese.value.length > 0)
  const send = (event: Event) => {
    event.preventDefault()
    const words = `${one.name} ${RULINGS[ruling.value]} ${other.value?.name ?? whom}`
    void post('/decisions', {
      ruling: ruling.value, actor: one.id, other: whom, reports: split ? [...inThese.value] : [],
      note: note.value.trim() || null, overrule: ruling.value === 'merge' ? overrule.value.trim() || null : null,
    }, words)
    other.value = null
    typed.value = note.value = overrule.value = ''
    inThese.value = []
  }
  const turn = (id: string) => (inThese.value = inThese.value.includes(id) ? inThese.value.filter((r) => r !== id) : [...inThese.value, id])
  return (
    <form class="judge" onSubmit={send}>
      <label>
        <bdi>{one.name}</bdi>
        <select value={ruling.value} onChange={(e) => (ruling.value = e.currentTarget.value as Ruling)}>
          {Object.entries(RULINGS).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
        </select>
      </label>
      <Lookup label={split ? 'Whom: a name, new or known' : 'Whom'} sort="actor" but={one.id} value={other.value} onPick={(named) => (other.value = named)} onText={(text) => (typed.value = text)} />
      {split && (
        <fieldset>
          <legend>In which reports</legend>
          {Object.entries(entity.reports).map(([id, label]) => (
            <label key={id} class="row">
              <input type="checkbox" checked={inThese.value.includes(id)} onChange={() => turn(id)} /><bdi>{label}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      {ruling.value === 'merge' && lookalikes.length > 0 && (
        <label>Why, although a warning keeps them apart<input dir="auto" value={overrule.value} onInput={(e) => (overrule.value = e.currentTarget.value)} /></label>
      )}
      <label>Note<input dir="auto" value={note.value} onInput={(e) => (note.value = e.currentTarget.value)} /></label>
      <button class="primary" disabled={!whole}>Decide</button>
    </form>
  )
}
