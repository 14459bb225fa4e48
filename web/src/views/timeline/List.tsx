import { book, hovered, select, selected, touched } from '../../state'
import { indexOf, notesOf, whenOf } from './seen'

const MOST = 500

/** The same incidents as plain words. */
export function List({ of, title }: { readonly of: readonly number[]; readonly title: string }) {
  const at = book.value
  if (!at) return null
  const chosen = indexOf(at, selected.value)
  const near = touched.value?.incidents
  return (
    <div class="incidents">
      {of.length > MOST && <p class="muted small">The first {MOST} of {of.length.toLocaleString('en')}: zoom in or filter to see the others.</p>}
      {!of.length && <p class="empty">None here.</p>}
      <ul class="list" aria-label={title}>
        {of.slice(0, MOST).map((i) => {
          const one = { sort: 'incident', id: at.world.incidents.id[i]! } as const
          return (
            <li key={one.id}>
              <button
                class={`plain name ${near?.has(i) ? 'near' : ''}`} aria-current={i === chosen ? 'true' : undefined}
                onClick={() => select(one)} onPointerEnter={() => (hovered.value = one)} onPointerLeave={() => (hovered.value = null)}
              >
                <span class="muted small">{whenOf(at, i)} </span>
                <bdi>{at.world.incidents.title[i]}</bdi>
                <span class="muted small"> {notesOf(at, i)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
