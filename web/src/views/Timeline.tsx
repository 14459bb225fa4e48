import { useSignal } from '@preact/signals'

import { Pane } from '../parts/Pane'
import { labelOf } from '../parts/labels'
import { book, shownIncidents } from '../state'
import '../style/timeline.css'
import { Chart, counted } from './timeline/Chart'
import { List } from './timeline/List'
import { MODALITIES } from './timeline/layout'
import { dated, layout, seeAll, undated, zoom } from './timeline/seen'

type How = 'drawn' | 'dated' | 'undated'

/** Incidents in time, each as long as what is known of its date. */
export default function Timeline({ front = false }: { readonly front?: boolean }) {
  const how = useSignal<How>('drawn')
  const tools = (
    <>
      <button class="plain" aria-label="Zoom out" title="Zoom out" disabled={how.value !== 'drawn'} onClick={() => zoom(0.5)}>−</button>
      <button class="plain" aria-label="Zoom in" title="Zoom in" disabled={how.value !== 'drawn'} onClick={() => zoom(2)}>+</button>
      <button class="plain" disabled={how.value !== 'drawn'} onClick={seeAll}>All</button>
      <button class="plain" aria-pressed={how.value !== 'drawn'} onClick={() => (how.value = how.value === 'drawn' ? 'dated' : 'drawn')}>List</button>
    </>
  )
  return (
    <Pane name="timeline" title="Timeline" front={front} tools={tools}>
      <Inside how={how.value} turn={(to) => (how.value = to)} />
    </Pane>
  )
}

function Inside({ how, turn }: { readonly how: How; readonly turn: (to: How) => void }) {
  if (!book.value) return <p class="empty" aria-busy="true">Loading …</p>
  if (!book.value.world.incidents.id.length) return <p class="empty">This book has no incidents yet.</p>
  return (
    <div class="timeline">
      {how === 'drawn' ? <Chart /> : <List of={how === 'dated' ? (layout.value?.seen ?? dated.value) : undated.value} title={how === 'dated' ? 'Incidents in time' : 'Incidents without a date'} />}
      <div class="foot small muted row">
        <p>{words(how)}</p>
        {undated.value.length > 0 && (
          <button class="plain small" aria-pressed={how === 'undated'} onClick={() => turn(how === 'undated' ? 'drawn' : 'undated')}>
            {undated.value.length.toLocaleString('en')} without a date
          </button>
        )}
        <Key />
      </div>
    </div>
  )
}

function words(how: How): string {
  if (how === 'undated') return `${counted(undated.value.length)} without a date`
  if (!shownIncidents.value.length) return 'No incident passes the filter by this day.'
  const now = layout.value
  if (!now) return counted(dated.value.length)
  const seen = `${counted(now.seen.length)} in sight`
  if (how === 'dated' || now.how === 'bars') return seen
  const across = now.across.length ? `; ${now.across.length.toLocaleString('en')} span several (strip below)` : ''
  return `${seen}, counted by ${now.unit}${across}`
}

function Key() {
  const incidents = book.value!.world.incidents
  const there = new Set(shownIncidents.value.map((i) => incidents.modality[i]!))
  return (
    <span class="row" aria-label="What the colours mean">
      {MODALITIES.filter((one) => there.has(one)).map((one) => (
        <span key={one}><i class="key" style={{ background: `var(--${one})` }} /> {labelOf('modality', one)}</span>
      ))}
    </span>
  )
}
