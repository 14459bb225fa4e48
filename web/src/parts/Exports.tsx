import { address } from '../api'
import { about, asOf, clock, filter } from '../state'
import { Popup } from './Popup'

/** What is shown, as a file in each format that there is. */
export function Exports() {
  const names = about.value?.exports ?? []
  if (!names.length) return null
  return (
    <Popup label="Export">
      <ul class="list choices">
        {names.map((name) => (
          <li key={name}>
            <a href={address(`/export/${name}`, asks())} download={name}>{name}</a>
          </li>
        ))}
      </ul>
      <p class="muted small">With the filter and day that are shown; of several values of one field, the first.</p>
    </Popup>
  )
}

function asks() {
  const f = filter.value
  const place = f.entities.find((id) => id.startsWith('place:'))
  const actor = f.entities.find((id) => !id.startsWith('place:'))
  return {
    ...clock.value, as_of: asOf.value, type: f.types[0], predicate: f.predicates[0], modality: f.modalities[0],
    status: f.statuses[0], report: f.reports[0], actor, place, first: f.first, last: f.last,
  }
}
