import type { Change } from '../words'
import { Part } from './Panel'

/** Who judged, when and why. */
export function Past({ history, title = 'Judgements' }: { readonly history: readonly Change[]; readonly title?: string }) {
  return (
    <Part title={title} count={history.length}>
      <ul class="list">
        {history.map((one) => (
          <li key={one.n} class={one.undone ? 'undone' : ''}>
            <bdi>{one.words}</bdi> <span class="muted small">
              <bdi>{one.by}</bdi>, {one.at.slice(0, 16).replace('T', ' ')}{one.note && <>: “<bdi>{one.note}</bdi>”</>}{one.undone && ' (taken back)'}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
