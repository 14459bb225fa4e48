// Ties over time, under the incidents: a bar for each while they are few, how many hold when they are many.
import { dayOf, edtfInWords, isoOf } from '../../days'
import { labelOf } from '../../parts/labels'
import type { Ready } from '../../world'
import { drawnAs } from '../modality'
import type { Colours } from './draw'
import type { Span } from './scale'

const ROW = 16
const MOST_ROWS = 6
const STEP = 4
const COUNTS = 46
const TOP = 15

export interface Stretch {
  readonly x0: number
  readonly x1: number
  readonly sure: boolean
}
interface Row {
  readonly tie: number
  readonly words: string
  readonly modality: string
  readonly stretches: readonly Stretch[]
}
export type Band = { readonly height: number; readonly words: string } & (
  | { readonly how: 'rows'; readonly rows: readonly Row[] }
  | { readonly how: 'counts'; readonly yes: Int32Array; readonly maybe: Int32Array; readonly most: number }
)

/** The band of some ties; `chosen` when they are those of the selection. */
export function bandOf(at: Ready, ties: readonly number[], chosen: boolean, span: Span, width: number): Band {
  const words = `${ties.length.toLocaleString('en')} ${ties.length === 1 ? 'tie' : 'ties'}${chosen ? ' of the selection' : ''}`
  if (ties.length > MOST_ROWS) return { ...counted(at, ties, span, width), height: COUNTS, words }
  const rows = ties.map((tie) => ({ tie, words: wordsOf(at, tie), modality: drawnAs(at.world.ties.modality[tie]!), stretches: stretchesOf(at, tie, span, width) }))
  return { how: 'rows', rows, height: TOP + rows.length * ROW + 3, words }
}

export function wordsOf(at: Ready, tie: number): string {
  const { ties, entities } = at.world
  return `\u2068${entities.name[ties.subject[tie]!]!}\u2069 ${labelOf('predicate', ties.predicate[tie]!)} \u2068${entities.name[ties.object[tie]!]!}\u2069`
}

/** "held 3 Dec 2024 to 9 Dec 2024; perhaps since 1 Jan 2025" */
export function heldWhen(at: Ready, tie: number): string {
  const out: string[] = []
  eachStretch(at, tie, (from, to, sure) => {
    const start = from <= dayOf('0001-01-01') ? '..' : isoOf(from)
    const when = start === '..' && to === Infinity ? 'at no told time' : edtfInWords(`${start}/${to === Infinity ? '..' : isoOf(to - 1)}`)
    out.push(`${sure ? 'held' : 'perhaps'} ${when}`)
  })
  return out.slice(0, 4).join('; ')
}

/** When it held or may have, in pixels, within what is seen. */
function stretchesOf(at: Ready, tie: number, span: Span, width: number): Stretch[] {
  const perDay = width / (span.to - span.from)
  const out: Stretch[] = []
  eachStretch(at, tie, (from, to, sure) => {
    const x0 = Math.max((from - span.from) * perDay, -4)
    const x1 = Math.min((to - span.from) * perDay, width + 4)
    if (x1 > 0 && x0 < width) out.push({ x0, x1: Math.max(x1, x0 + 3), sure })
  })
  return out
}

/** From a day to before another, for each time in which it held or may have. */
function eachStretch(at: Ready, tie: number, then: (from: number, to: number, sure: boolean) => void): void {
  const { days, states } = at.turns[tie]!
  for (let k = 0; k < days.length; k++) if (states[k] === 'yes' || states[k] === 'maybe') then(days[k]!, days[k + 1] ?? Infinity, states[k] === 'yes')
}

function counted(at: Ready, ties: readonly number[], span: Span, width: number): { how: 'counts'; yes: Int32Array; maybe: Int32Array; most: number } {
  const columns = Math.max(1, Math.ceil(width / STEP))
  const perColumn = (span.to - span.from) / columns
  const yes = new Int32Array(columns + 1)
  const maybe = new Int32Array(columns + 1)
  const column = (day: number) => Math.min(columns, Math.max(0, Math.ceil((day - span.from) / perColumn - 0.5)))
  for (const tie of ties) {
    eachStretch(at, tie, (from, to, sure) => {
      const of = sure ? yes : maybe
      of[column(from)]!++
      of[column(to)]!--
    })
  }
  let most = 1
  for (let k = 0; k < columns; k++) {
    if (k) yes[k]! += yes[k - 1]!
    if (k) maybe[k]! += maybe[k - 1]!
    most = Math.max(most, yes[k]! + maybe[k]!)
  }
  return { how: 'counts', yes, maybe, most }
}

export function bandHit(band: Band, x: number, y: number): { tie?: number; holds?: { yes: number; maybe: number } } {
  if (band.how === 'counts') {
    const k = Math.min(band.yes.length - 2, Math.max(0, Math.floor(x / STEP)))
    return { holds: { yes: band.yes[k]!, maybe: band.maybe[k]! } }
  }
  const row = band.rows[Math.floor((y - TOP) / ROW)]
  return row && y >= TOP ? { tie: row.tie } : {}
}

export function drawBand(pen: CanvasRenderingContext2D, band: Band, top: number, width: number, strong: number | undefined, colour: Colours): void {
  pen.globalAlpha = 1
  pen.setLineDash([])
  pen.fillStyle = colour('line')
  pen.fillRect(0, top, width, 1)
  if (band.how === 'counts') drawCounts(pen, band, top, colour)
  else for (const [n, row] of band.rows.entries()) drawRow(pen, row, top + TOP + n * ROW, width, row.tie === strong, colour)
  pen.fillStyle = colour('ink-2')
  pen.fillText(band.how === 'counts' ? `${band.words}; at most ${band.most.toLocaleString('en')} at once` : band.words, 4, top + 8)
}

function drawCounts(pen: CanvasRenderingContext2D, band: Extract<Band, { how: 'counts' }>, top: number, colour: Colours): void {
  const each = (COUNTS - TOP - 3) / band.most
  for (let k = 0; k + 1 < band.yes.length; k++) {
    const floor = top + COUNTS - 2
    const sure = band.yes[k]! * each
    pen.fillStyle = colour('place')
    pen.fillRect(k * STEP, floor - sure, STEP, sure)
    pen.globalAlpha = 0.35
    pen.fillRect(k * STEP, floor - sure - band.maybe[k]! * each, STEP, band.maybe[k]! * each)
    pen.globalAlpha = 1
  }
}

function drawRow(pen: CanvasRenderingContext2D, row: Row, y: number, width: number, strong: boolean, colour: Colours): void {
  pen.fillStyle = pen.strokeStyle = strong ? colour('accent') : colour(row.modality)
  for (const { x0, x1, sure } of row.stretches) {
    pen.lineWidth = strong ? 2.5 : 1
    pen.globalAlpha = sure ? 0.3 : 0.1
    pen.fillRect(x0, y + 2, x1 - x0, ROW - 4)
    pen.globalAlpha = 1
    pen.setLineDash(sure ? [] : [2, 3])
    pen.strokeRect(x0 + 0.5, y + 2.5, x1 - x0 - 1, ROW - 5)
  }
  pen.setLineDash([])
  pen.fillStyle = colour('ink')
  const first = row.stretches[0]
  const long = pen.measureText(row.words).width
  const x = Math.max(4, Math.min(Math.max(first?.x0 ?? 0, 0) + 6, width - long - 4))
  pen.fillText(row.words, x, y + ROW / 2)
}
