import { useSignal } from '@preact/signals'

import { Session } from '../judge/Session'
import { Exports } from './Exports'
import { type View, about, asked, keep, mayJudge, show, theme, view, who } from '../state'

const PLACES: readonly (readonly [View, string])[] = [
  ['overview', 'Overview'],
  ['queue', 'Judge'],
  ['diff', 'Before and after'],
  ['posture', 'Posture'],
  ['reach', 'Reach'],
  ['add', 'Add reports'],
  ['history', 'History'],
]

/** Where there is room for one view only. */
const NARROW: readonly (readonly [View, string])[] = [
  ['reader', 'Report'],
  ['timeline', 'Timeline'],
  ['map', 'Map'],
  ['network', 'Network'],
]

/** Name of the book, the ways through the page, one box that searches everything. */
export function Top() {
  const open = PLACES.filter(([name]) => name !== 'add' || mayJudge.value)
  return (
    <header class="top row">
      <h1 class="cut" title={about.value?.book}>{about.value?.book ?? 'sourcebook'}</h1>
      <nav aria-label="Views">
        {open.map(([name, label]) => (
          <button key={name} class="plain" aria-current={view.value === name ? 'page' : undefined} onClick={() => show(name)}>
            {label}
          </button>
        ))}
        {who.value?.accounts && who.value.role === 'admin' && (
          <button class="plain" aria-current={view.value === 'team' ? 'page' : undefined} onClick={() => show('team')}>Team</button>
        )}
      </nav>
      <div class="tabs" role="group" aria-label="One view at a time">
        {NARROW.map(([name, label]) => (
          <button key={name} class="plain" aria-current={view.value === name ? 'page' : undefined} onClick={() => show(name)}>
            {label}
          </button>
        ))}
      </div>
      <Find />
      <Exports />
      <Theme />
      <Session />
    </header>
  )
}

function Find() {
  const typed = useSignal(view.peek() === 'search' ? (asked.peek()['q'] ?? '') : '')
  const go = (event: Event) => {
    event.preventDefault()
    if (typed.value.trim()) show('search', { q: typed.value.trim() })
  }
  return (
    <form class="grow row find" role="search" onSubmit={go}>
      <input class="grow" type="search" placeholder="Search" aria-label="Search words, actors, places" value={typed.value} onInput={(e) => (typed.value = e.currentTarget.value)} />
    </form>
  )
}

const THEMES = { system: ['◐', 'light or dark as the system'], light: ['☀', 'light'], dark: ['☾', 'dark'] } as const

function Theme() {
  const next = { system: 'light', light: 'dark', dark: 'system' } as const
  const [sign, words] = THEMES[theme.value]
  const turn = () => {
    theme.value = next[theme.value]
    keep('theme', theme.value)
  }
  return (
    <button class="plain" onClick={turn} aria-label={`Colours: ${words}; change`} title={`Colours: ${words}`}>
      {sign}
    </button>
  )
}
