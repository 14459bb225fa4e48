// The drawing: colours are those of the page's theme, read when it changes.
import { isoOf, dayInWords } from '../../days'
import type { Ready } from '../../world'
import { type Band, drawBand } from './band'
import { AXIS, type Bar, type Bin, FONT, LANE, type Layout, MARK, MODALITIES } from './layout'
import { type Span, inUnit, tickUnit, ticks } from './scale'

export type Colours = (name: string) => string

export interface Scene {
  readonly at: Ready
  readonly layout: Layout
  readonly span: Span
  readonly width: number
  /** Of what the incidents have; the band of ties lies under it, down to `whole`. */
  readonly height: number
  readonly whole: number
  readonly band: Band | null
  readonly touched: ReadonlySet<number> | null
  readonly selected: number | undefined
  readonly hovered: number | undefined
  /** The tie that is selected or pointed at. */
  readonly tie: number | undefined
  readonly asOf: number | null
}

const DASH: Record<string, number[]> = { asserted: [], hedged: [4, 2], planned: [1, 2], conditional: [6, 2, 1, 2], negated: [2, 2], generic: [1, 3], question: [1, 3] }
const PALE = 0.25

export function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement)
  const known = new Map<string, string>()
  return (name) => {
    if (!known.has(name)) known.set(name, style.getPropertyValue(`--${name}`).trim() || style.getPropertyValue('--generic').trim())
    return known.get(name)!
  }
}

export function draw(pen: CanvasRenderingContext2D, scene: Scene, colour: Colours): void {
  const { width, height, whole, layout, band } = scene
  pen.clearRect(0, 0, width, whole)
  pen.font = FONT
  pen.textBaseline = 'middle'
  drawAxis(pen, scene, colour)
  if (layout.how === 'bars') for (const bar of layout.bars) drawBar(pen, scene, bar, colour)
  else for (const bin of layout.bins) drawBin(pen, scene, bin, layout.most, colour)
  pen.globalAlpha = 1
  if (layout.how === 'bins') {
    pen.fillStyle = colour('ink-2')
    pen.fillText(layout.most.toLocaleString('en'), 4, AXIS + 10)
  }
  if (band) drawBand(pen, band, height, width, scene.tie, colour)
  drawAsOf(pen, scene, colour)
}

function drawAxis(pen: CanvasRenderingContext2D, { span, width, whole: height }: Scene, colour: Colours): void {
  const unit = tickUnit(span, width)
  const perDay = width / (span.to - span.from)
  pen.lineWidth = 1
  pen.setLineDash([])
  for (const day of ticks(span, width)) {
    const x = Math.round((day - span.from) * perDay) + 0.5
    if (x < 0 || x > width) continue
    pen.strokeStyle = colour('ground-3')
    pen.beginPath()
    pen.moveTo(x, 0)
    pen.lineTo(x, height)
    pen.stroke()
    const words = inUnit(unit, day)
    pen.fillStyle = colour('ink-2')
    if (x + 4 + pen.measureText(words).width <= width) pen.fillText(words, x + 4, AXIS / 2)
  }
  pen.strokeStyle = colour('line')
  pen.beginPath()
  pen.moveTo(0, AXIS - 0.5)
  pen.lineTo(width, AXIS - 0.5)
  pen.stroke()
}

function drawBar(pen: CanvasRenderingContext2D, scene: Scene, bar: Bar, colour: Colours): void {
  const { incidents } = scene.at.world
  const modality = incidents.modality[bar.i]!
  const status = incidents.status[bar.i]!
  const chosen = scene.selected === bar.i
  const strong = chosen || scene.hovered === bar.i
  const paint = chosen ? colour('accent') : colour(modality)
  const y = AXIS + 3 + bar.lane * LANE
  const high = LANE - 4
  const settled = status === 'accepted' || status === 'corrected'
  pen.globalAlpha = scene.touched && !scene.touched.has(bar.i) && !strong ? PALE : 1
  pen.lineWidth = strong ? 3 : settled ? 2 : 1
  pen.setLineDash(DASH[modality] ?? [])
  const faded = bar.openStart || bar.openEnd ? fade(pen, bar, scene.width, paint) : paint
  pen.strokeStyle = faded
  pen.fillStyle = faded
  pen.beginPath()
  if (bar.mark && bar.x1 - bar.x0 <= MARK) pen.arc((bar.x0 + bar.x1) / 2, y + high / 2, MARK / 2 - 1, 0, 7)
  else pen.roundRect(bar.x0 + 0.5, y + 0.5, bar.x1 - bar.x0 - 1, high - 1, 3)
  const whole = pen.globalAlpha
  pen.globalAlpha = whole * (bar.mark && modality === 'asserted' && bar.x1 - bar.x0 <= MARK ? 1 : chosen ? 0.4 : 0.22)
  pen.fill()
  pen.globalAlpha = whole
  pen.stroke()
  pen.setLineDash([])
  if (status === 'rejected') {
    pen.beginPath()
    pen.moveTo(bar.x0 - 2, y + high / 2)
    pen.lineTo(bar.end, y + high / 2)
    pen.stroke()
  }
  if (!bar.label) return
  pen.globalAlpha = whole < 1 ? 0.45 : 1
  pen.fillStyle = chosen && bar.labelX >= bar.x1 ? colour('accent') : colour('ink')
  pen.fillText(bar.label, bar.labelX, y + high / 2 + 0.5)
}

function fade(pen: CanvasRenderingContext2D, bar: Bar, width: number, paint: string): CanvasGradient {
  const left = Math.max(bar.x0, 0)
  const right = Math.max(Math.min(bar.x1, width), left + 1)
  const run = pen.createLinearGradient(left, 0, right, 0)
  const clear = `${paint}00`
  run.addColorStop(0, bar.openStart ? clear : paint)
  run.addColorStop(bar.openStart ? 0.5 : 0, paint)
  run.addColorStop(bar.openEnd ? 0.5 : 1, paint)
  run.addColorStop(1, bar.openEnd ? clear : paint)
  return run
}

const STRIP = 8

function drawBin(pen: CanvasRenderingContext2D, scene: Scene, bin: Bin, most: number, colour: Colours): void {
  const perDay = scene.width / (scene.span.to - scene.span.from)
  const x0 = (bin.from - scene.span.from) * perDay + 1
  const wide = Math.max((bin.to - bin.from) * perDay - 2, 1)
  const floor = scene.height - STRIP - 4
  const each = (floor - AXIS - 18) / most
  const { touched } = scene
  if (bin.across) {
    pen.globalAlpha = Math.min(0.2 + bin.across / 50, 0.9)
    pen.fillStyle = colour('ink-3')
    pen.fillRect(x0 - 1, scene.height - STRIP, wide + 2, STRIP - 2)
  }
  stack(pen, scene, bin.here, x0, wide, floor, each, touched ? PALE : 1, colour)
  if (touched) stack(pen, scene, bin.here.filter((i) => touched.has(i)), x0, wide, floor, each, 1, colour)
  const marked = [scene.selected, scene.hovered].filter((i) => i !== undefined && bin.here.includes(i))
  if (!marked.length) return
  pen.globalAlpha = 1
  pen.strokeStyle = colour('accent')
  pen.lineWidth = 2
  const top = Math.min(floor - bin.here.length * each, floor - 4)
  pen.strokeRect(x0 - 1, top - 2, wide + 2, floor - top + 3)
}

function stack(pen: CanvasRenderingContext2D, scene: Scene, here: readonly number[], x: number, wide: number, floor: number, each: number, alpha: number, colour: Colours): void {
  if (!here.length) return
  const counts = new Map<string, number>()
  for (const i of here) {
    const modality = scene.at.world.incidents.modality[i]!
    counts.set(modality, (counts.get(modality) ?? 0) + 1)
  }
  pen.globalAlpha = alpha
  let y = floor
  for (const modality of MODALITIES) {
    const n = counts.get(modality)
    if (!n) continue
    const high = Math.max(n * each, 1.5)
    pen.fillStyle = colour(modality)
    pen.fillRect(x, y - high, wide, Math.max(high - 0.5, 1))
    y -= high
  }
}

function drawAsOf(pen: CanvasRenderingContext2D, { span, width, whole: height, asOf }: Scene, colour: Colours): void {
  if (asOf === null) return
  const x = Math.round(((asOf + 1 - span.from) * width) / (span.to - span.from))
  if (x < width) {
    pen.globalAlpha = 0.6
    pen.fillStyle = colour('ground-2')
    pen.fillRect(Math.max(x, 0), 0, width, height)
    pen.globalAlpha = 1
  }
  if (x < 0 || x > width) return
  pen.fillStyle = colour('accent')
  pen.fillRect(x - 1, 0, 2, height)
  const words = `as of ${dayInWords(isoOf(asOf))}`
  const long = pen.measureText(words).width
  const left = x + 8 + long > width ? x - 8 - long : x
  pen.fillRect(left, height - 18, long + 8, 18)
  pen.fillStyle = colour('accent-ink')
  pen.fillText(words, left + 4, height - 9)
}
