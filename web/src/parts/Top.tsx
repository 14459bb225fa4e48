import { type View, about, show, view } from '../state'

const PLACES: readonly (readonly [View, string])[] = [
  ['overview', 'Overview'],
  ['queue', 'Judge'],
  ['diff', 'Before and after'],
  ['posture', 'Posture'],
  ['reach', 'Reach'],
  ['add', 'Add reports'],
  ['history', 'History'],
]

/** Name of the book, the ways through the page, one box that searches everything. */
export function Top() {
  return (
    <header class="top row">
      <h1 class="cut" title={about.value?.book}>{about.value?.book ?? 'sourcebook'}</h1>
      <nav aria-label="Views">
        {PLACES.map(([name, label]) => (
          <button key={name} class="plain" aria-current={view.value === name ? 'page' : undefined} onClick={() => show(name)}>
            {label}
          </button>
        ))}
      </nav>
    </header>
  )
}
