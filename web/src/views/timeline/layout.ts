// What is drawn where: a bar for each incident while they fit, counts in bins when they do not.
import { OPEN_END, OPEN_START, type Ready } from '../../world'
import { type Span, type Unit, edges, unitFor } from './scale'

export const LANE = 20
export const AXIS = 22
export const MARK = 10
export const FONT = '12px system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif'
export const MODALITIES = ['asserted', 'hedged', 'planned', 'conditional', 'negated', 'question', 'generic']
const LONGEST = 260
const MOST_BARS = 1200

export interface Bar {
  readonly i: number
  readonly lane: number
  readonly x0: number
  readonly x1: number
  /** One day: a mark, not a bar. */
  readonly mark: boolean
  readonly openStart: boolean
  readonly openEnd: boolean
  readonly label: string
  readonly labelX: number
  readonly end: number
}
export interface Bin {
  readonly from: number
  readonly to: number
  /** Incidents that lie wholly in it. */
  readonly here: number[]
  /** How many reach across its edge: told more loosely than the bin, or longer. */
  across: number
}
export type Layout =
  | { readonly how: 'bars'; readonly bars: readonly Bar[]; readonly seen: readonly number[] }
  | { readonly how: 'bins'; readonly bins: readonly Bin[]; readonly unit: Unit; readonly most: number; readonly seen: readonly number[]; readonly across: readonly number[] }

let pen: CanvasRenderingContext2D | null = null

function wide(text: string): number {
  pen ??= document.createElement('canvas').getContext('2d')!
  pen.font = FONT
  return pen.measureText(text).width
}

export function layOut(at: Ready, shown: readonly number[], span: Span, width: number, height: number): Layout {
  const seen = shown.filter((i) => at.dated[i] === 1 && at.first[i]! < span.to && at.last[i]! + 1 > span.from)
  const lanes = Math.max(1, Math.floor((height - AXIS - 4) / LANE))
  if (seen.length <= MOST_BARS) {
    const inOrder = [...seen].sort((a, b) => at.first[a]! - at.first[b]! || at.last[b]! - at.last[a]!)
    const bars = pack(at, inOrder, span, width, lanes, true) ?? pack(at, inOrder, span, width, lanes, false)
    if (bars) return { how: 'bars', bars, seen }
  }
  return inBins(at, seen, span, width)
}

function pack(at: Ready, seen: readonly number[], span: Span, width: number, lanes: number, labels: boolean): Bar[] | null {
  const perDay = width / (span.to - span.from)
  const ends = new Float64Array(lanes).fill(-Infinity)
  const out: Bar[] = []
  for (const i of seen) {
    const openStart = at.first[i]! === OPEN_START
    const openEnd = at.last[i]! === OPEN_END
    const mark = at.first[i] === at.last[i]
    let x0 = Math.max((at.first[i]! - span.from) * perDay, -20)
    let x1 = Math.min((at.last[i]! + 1 - span.from) * perDay, width + 20)
    if (mark && x1 - x0 < MARK) {
      const middle = (x0 + x1) / 2
      x0 = middle - MARK / 2
      x1 = middle + MARK / 2
    } else if (x1 - x0 < 4) x1 = x0 + 4
    const label = labels ? labelOf(at, i) : ''
    const length = label ? wide(label) : 0
    const left = Math.max(x0, 0)
    const inside = !mark && length + 8 <= Math.min(x1, width) - left
    const fits = label !== '' && (inside || x1 + 4 + length <= width)
    const labelX = inside ? left + 4 : x1 + 4
    const end = fits && !inside ? labelX + length : x1
    const lane = ends.findIndex((taken) => taken + 4 <= x0)
    if (lane < 0) return null
    ends[lane] = end
    out.push({ i, lane, x0, x1, mark, openStart, openEnd, label: fits ? label : '', labelX, end })
  }
  return out
}

function labelOf(at: Ready, i: number): string {
  const { title, origins, clashes } = at.world.incidents
  let name = title[i]!
  if (wide(name) > LONGEST) {
    const letters = [...name]
    name = `${letters.slice(0, Math.floor((letters.length * LONGEST) / wide(name))).join('').trimEnd()}…`
  }
  // Isolated, so that a right-to-left title does not turn the notes after it.
  return `\u2068${name}\u2069${origins[i]! > 1 ? ` ×${origins[i]}` : ''}${clashes[i]! > 0 ? ' ≠' : ''}`
}

function inBins(at: Ready, seen: readonly number[], span: Span, width: number): Layout {
  const unit = unitFor(span, width, () => 14)
  const at0 = edges(unit, span)
  const bins: Bin[] = []
  for (let k = 0; k + 1 < at0.length; k++) bins.push({ from: at0[k]!, to: at0[k + 1]!, here: [], across: 0 })
  const across: number[] = []
  for (const i of seen) {
    const a = binOf(at0, at.first[i]!)
    const b = binOf(at0, at.last[i]!)
    if (a === b && bins[a]) {
      bins[a].here.push(i)
      continue
    }
    across.push(i)
    for (let k = Math.max(a, 0); k <= Math.min(b, bins.length - 1); k++) bins[k]!.across++
  }
  return { how: 'bins', bins, unit, most: bins.reduce((n, bin) => Math.max(n, bin.here.length), 1), seen, across }
}

/** The bin of a day: -1 before the first, and the number of bins after the last. */
export function binOf(starts: readonly number[], day: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= day) low = middle + 1
    else high = middle
  }
  return low - 1
}
