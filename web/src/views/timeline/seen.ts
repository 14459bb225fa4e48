// What part of time is seen; kept while other views are looked at.
import { computed, signal } from '@preact/signals'

import { asOf, book, hovered, keptTies, selected, shownIncidents, touched } from '../../state'
import type { Ref } from '../../state'
import { dayOf, edtfInWords, dayInWords } from '../../days'
import type { Ready } from '../../world'
import { labelOf } from '../../parts/labels'
import { type Band, bandOf } from './band'
import { type Layout, layOut } from './layout'
import { type Span, within, zoomed } from './scale'

export const size = signal({ width: 0, height: 0 })
/** Null shows the whole book. */
const chosen = signal<Span | null>(null)

/** All of the book, with some room at both ends. */
export const whole = computed<Span>(() => {
  const [low, high] = book.value?.span ?? [0, 365]
  const room = Math.max(2, (high - low) * 0.02)
  return { from: low - room, to: high + 1 + room }
})
export const span = computed<Span>(() => (chosen.value ? within(chosen.value, whole.value) : whole.value))

/** Where there is room for more than incidents. */
const ROOM = 170

/** The ties of the selection, or all, under the incidents. */
export const band = computed<Band | null>(() => {
  const { width, height } = size.value
  if (!book.value || width < 40 || height < ROOM || !keptTies.value.length) return null
  const near = touched.value?.ties
  const those = near?.size ? keptTies.value.filter((t) => near.has(t)) : []
  return bandOf(book.value, those.length ? those : keptTies.value, those.length > 0, span.value, width)
})
/** Height of what the incidents have. */
export const upper = computed(() => size.value.height - (band.value?.height ?? 0))

export const layout = computed<Layout | null>(() => {
  const { width, height } = size.value
  if (!book.value || width < 40 || height < 40) return null
  return layOut(book.value, shownIncidents.value, span.value, width, upper.value)
})

export const dated = computed(() => shownIncidents.value.filter((i) => book.value?.dated[i] === 1))
export const undated = computed(() => shownIncidents.value.filter((i) => book.value?.dated[i] === 0))

export const scene = computed(() => {
  const at = book.value
  if (!at || !layout.value) return null
  return {
    at, layout: layout.value, band: band.value, span: span.value, width: size.value.width, height: upper.value, whole: size.value.height,
    touched: touched.value ? touched.value.incidents : null,
    selected: indexOf(at, selected.value),
    hovered: indexOf(at, hovered.value),
    tie: tieOf(at, selected.value) ?? tieOf(at, hovered.value),
    asOf: asOf.value ? dayOf(asOf.value) : null,
  }
})

function tieOf(at: Ready, one: Ref | null): number | undefined {
  if (one?.sort === 'tie') return at.tieAt.get(one.id)
  return one?.sort === 'claim' ? at.tieOfClaim.get(one.id) : undefined
}

export function indexOf(at: Ready, one: Ref | null): number | undefined {
  if (one?.sort === 'incident') return at.incidentAt.get(one.id)
  return one?.sort === 'claim' ? at.incidentOfClaim.get(one.id) : undefined
}

export function zoom(by: number, around = (span.value.from + span.value.to) / 2): void {
  chosen.value = zoomed(span.value, whole.value, by, around)
}

export function seeAll(): void {
  chosen.value = null
}

export function see(next: Span): void {
  chosen.value = within(next, whole.value)
}

/** Moves what is seen until the incident is in it. */
export function reveal(i: number): void {
  const at = book.value
  if (!at || at.dated[i] !== 1) return
  const { from, to } = span.peek()
  if (at.last[i]! + 1 > from && at.first[i]! < to) return
  const day = Math.min(Math.max(at.first[i]!, at.span[0]), at.span[1])
  see({ from: day - (to - from) / 2, to: day + (to - from) / 2 })
}

/** "Dec 2024", "3 Dec 2024 to 9 Dec 2024", "since 2019", "no date" */
export function whenOf(at: Ready, i: number): string {
  const first = at.world.incidents.first[i]
  const last = at.world.incidents.last[i]
  if (!first && !last) return 'no date'
  if (!first || !last) return edtfInWords(`${first ?? '..'}/${last ?? '..'}`)
  if (first === last) return dayInWords(first)
  const precision = at.world.incidents.precision[i]
  if (precision === 'month' && first.slice(0, 7) === last.slice(0, 7)) return `${dayInWords(first.slice(0, 7))}, day not told`
  if (precision === 'year' && first.slice(0, 4) === last.slice(0, 4)) return `${Number(first.slice(0, 4))}, day not told`
  return `${dayInWords(first)} to ${dayInWords(last)}`
}

export function notesOf(at: Ready, i: number): string {
  const { modality, status, origins, clashes } = at.world.incidents
  const notes = [labelOf('modality', modality[i]!), labelOf('status', status[i]!)]
  if (origins[i]! > 1) notes.push(`${origins[i]} independent origins`)
  if (clashes[i]! > 0) notes.push(clashes[i] === 1 ? '1 contradiction' : `${clashes[i]} contradictions`)
  return notes.join(', ')
}
