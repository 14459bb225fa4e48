import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

import { dayInWords, dayOf, isoOf } from '../days'
import { NO_FILTER, about, asOf, book, filter, knownBy, load, release, say, setFilter, shownIncidents, shownTies } from '../state'
import { Choices } from './Choices'
import { Clock } from './Clock'

/** The day as of which everything is shown, and the filter. */
export function Bar() {
  const at = book.value
  if (!at) return <div class="bar" />
  return (
    <div class="bar row" role="toolbar" aria-label="Day and filter">
      <Slider />
      <Choices name="types" label="Events" />
      <Choices name="predicates" label="Ties" />
      <Choices name="modalities" label="How sure" />
      <Choices name="statuses" label="Judged" />
      <Named />
      <Clock />
      <Count />
    </div>
  )
}

/** By itself, since it changes with every day. */
function Count() {
  return (
    <output class="muted small">
      {shownIncidents.value.length.toLocaleString('en')} of {book.value!.world.incidents.id.length.toLocaleString('en')} incidents, {shownTies.value.size.toLocaleString('en')} ties
    </output>
  )
}

/** Steps through the days of the book; drawn once for every frame, however fast it is dragged. */
function Slider() {
  const at = book.value!
  const playing = useSignal(false)
  const [low, high] = at.span
  const day = asOf.value ? dayOf(asOf.value) : high
  useEffect(() => (playing.value ? play(low, high, () => (playing.value = false)) : undefined), [playing.value])
  return (
    <div class="row slider grow">
      <button
        aria-label={playing.value ? 'Stop' : 'Play the time'}
        title={playing.value ? 'Stop' : 'Play the time'}
        onClick={() => (playing.value = !playing.value)}
      >
        {playing.value ? '❚❚' : '▶'}
      </button>
      <label class="row grow">
        <span>As of</span>
        <input
          class="grow"
          type="range"
          min={low}
          max={high}
          value={Math.min(Math.max(day, low), high)}
          aria-valuetext={asOf.value ? dayInWords(asOf.value) : 'all days'}
          onInput={(e) => frame(Number(e.currentTarget.value))}
        />
      </label>
      <input
        type="date"
        aria-label="As of which day"
        value={asOf.value ?? ''}
        onChange={(e) => (asOf.value = e.currentTarget.value || null)}
      />
      <button disabled={!asOf.value} onClick={() => (asOf.value = null)}>
        All days
      </button>
    </div>
  )
}

let waiting: number | null = null

function frame(day: number): void {
  if (waiting === null) requestAnimationFrame(() => put())
  waiting = day
}

function put(): void {
  if (waiting !== null) asOf.value = isoOf(waiting)
  waiting = null
}

/** From the chosen day, or the first, to the last in about twenty seconds; gives back what stops it. */
function play(low: number, high: number, done: () => void): () => void {
  const start = asOf.value && dayOf(asOf.value) < high ? dayOf(asOf.value) : low
  const began = performance.now()
  let asked = requestAnimationFrame(step)
  function step(now: number): void {
    const day = Math.round(start + ((high - low) * (now - began)) / 20_000)
    asOf.value = isoOf(Math.min(day, high))
    if (day >= high) done()
    else asked = requestAnimationFrame(step)
  }
  return () => cancelAnimationFrame(asked)
}

/** Actors, places and reports that the views are narrowed to, each to be taken away again. */
function Named() {
  const at = book.value!
  const f = filter.value
  const some = Object.entries(f).some(([name, value]) => (Array.isArray(value) ? value.length : value) && name in NO_FILTER)
  return (
    <>
      {f.entities.map((id) => (
        <Taken key={id} words={at.world.entities.name[at.entityAt.get(id) ?? -1] ?? id} drop={() => setFilter({ entities: f.entities.filter((e) => e !== id) })} />
      ))}
      {f.reports.map((id) => (
        <Taken key={id} words={at.world.reports.label[at.reportAt.get(id) ?? -1] ?? id} drop={() => setFilter({ reports: f.reports.filter((r) => r !== id) })} />
      ))}
      {some && <button onClick={() => (filter.value = NO_FILTER)}>Show everything</button>}
      {release.value && <span class="chip">release {release.value}</span>}
      {knownBy.value && <span class="chip">known by {dayInWords(knownBy.value)}</span>}
      {about.value?.reading && <span class="chip">reading …</span>}
    </>
  )
}

function Taken({ words, drop }: { readonly words: string; readonly drop: () => void }) {
  return (
    <span class="chip">
      <bdi>{words}</bdi>
      <button class="plain small" aria-label={`Do not narrow to ${words}`} onClick={drop}>
        ×
      </button>
    </span>
  )
}

/** Ask the book of another moment. */
export function turnClock(change: { knownBy?: string | null; release?: string | null }): void {
  if (change.knownBy !== undefined) knownBy.value = change.knownBy
  if (change.release !== undefined) release.value = change.release
  void load().catch(say)
}
