import { about, knownBy, release } from '../state'
import { turnClock } from './Bar'
import { Popup } from './Popup'

/** The second clock: the book as it was known by a day, or as it was released. */
export function Clock() {
  const releases = about.value?.releases ?? []
  const note = release.value ? 'release' : knownBy.value ? 'past' : undefined
  return (
    <Popup label="Known by" note={note}>
      <div class="choices">
        <label>
          What had been read and judged by
          <input type="date" value={knownBy.value ?? ''} onChange={(e) => turnClock({ knownBy: e.currentTarget.value || null, release: null })} />
        </label>
        {releases.length > 0 && (
          <label>
            or as released
            <select value={release.value ?? ''} onChange={(e) => turnClock({ release: e.currentTarget.value || null, knownBy: null })}>
              <option value="">not a release</option>
              {releases.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.name} ({one.claims.toLocaleString('en')} claims)
                </option>
              ))}
            </select>
          </label>
        )}
        {note && <button onClick={() => turnClock({ knownBy: null, release: null })}>Back to now</button>}
        <p class="muted small">The past can be read and cited; judging is for now.</p>
      </div>
    </Popup>
  )
}
