import { about, filter, setFilter } from '../state'
import { Popup } from './Popup'

const CHOICES = { types: 'type', predicates: 'predicate', modalities: 'modality', statuses: 'status' } as const

interface Props {
  readonly name: keyof typeof CHOICES
  readonly label: string
}

/** Values of one field, several of which may be asked for; none asked for shows all. */
export function Choices({ name, label }: Props) {
  const every = about.value?.choices[CHOICES[name]] ?? []
  const chosen = filter.value[name]
  const turn = (value: string) =>
    setFilter({ [name]: chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value] })
  return (
    <Popup label={label} note={chosen.length ? String(chosen.length) : undefined}>
      <fieldset class="choices">
        <legend class="hidden">{label}</legend>
        {every.map((one) => (
          <label key={one.value} class="row">
            <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => turn(one.value)} />
            {one.label}
          </label>
        ))}
        {chosen.length > 0 && <button onClick={() => setFilter({ [name]: [] })}>All of them</button>}
      </fieldset>
    </Popup>
  )
}
