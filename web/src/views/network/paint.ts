// Puts boxes, lines and nodes on a canvas. Plain functions of what lies where; what is chosen is drawn once more on top.
import type { Ready } from '../../world'
import { drawnAs } from '../modality'
import type { Colour, Palette } from '../palette'
import { head, unequal } from './arrows'
import { type Box, type Geometry, type Line, along } from './geometry'
import { NODE_COLOURS, TIE_LOOKS, type TieLook, bothWays, familyOf, lookOf } from './kinds'
import { outline } from './shapes'

type Pen = CanvasRenderingContext2D

export interface Scene {
  readonly at: Ready
  readonly geometry: Geometry
  readonly lines: readonly Line[]
  readonly confusable: ReadonlySet<number>
  readonly colours: Palette
  /** Pixels of the page. */
  readonly sheet: { readonly width: number; readonly height: number }
  /** Time moves: lines of a tangle have no heads, and are paler where else they are dashed. */
  readonly moving: boolean
}

/** Dashes of lines, in pixels. */
export const DASHES = { negated: [12, 3, 2, 3], maybe: [1.5, 4], hedged: [7, 4], sure: [] } as const
const ALIKE_DASH = [1.5, 3]
const THIN = 0.7
const HEAD = 9
/** From a node to the dots around it. */
const AROUND = 2.5
/** Shorter lines have no heads. */
const SHORT = 14

interface TieDrawn {
  readonly colour: Colour
  readonly dash: keyof typeof DASHES
  readonly look: TieLook
  readonly both: boolean
  readonly from: boolean
  readonly clash: boolean
}

const kept = new WeakMap<Ready, TieDrawn[]>()

/** How each tie of a book is drawn while it holds, found once. */
function tieLooks(at: Ready): TieDrawn[] {
  let found = kept.get(at)
  if (!found) {
    const { predicate, modality, conflicts } = at.world.ties
    found = predicate.map((name, n) => {
      const family = familyOf(name)
      const said = drawnAs(modality[n]!)
      const both = bothWays(name)
      return {
        colour: said === 'negated' ? 'negated' : TIE_LOOKS[family].colour, dash: said === 'negated' ? 'negated' : said === 'asserted' ? 'sure' : 'hedged',
        look: TIE_LOOKS[family], both: both && (family === 'back' || family === 'place'), from: both && (family === 'against' || family === 'talks'), clash: Boolean(conflicts[n]),
      }
    })
    kept.set(at, found)
  }
  return found
}

export function drawBoxes(pen: Pen, boxes: Iterable<Box>, colours: Palette, chosen: boolean): void {
  pen.strokeStyle = chosen ? colours.accent : colours['line-strong']
  pen.fillStyle = colours['ground-2']
  pen.lineWidth = chosen ? 3 : 1.5
  for (const [left, top, right, bottom] of boxes) {
    pen.beginPath()
    pen.roundRect(left, top, right - left, bottom - top, 6)
    pen.globalAlpha = 0.75
    if (!chosen) pen.fill()
    pen.globalAlpha = 1
    pen.stroke()
  }
}

/** Of so many lines each is as thin as the screen allows, which is drawn many times faster, and no tangle is helped by thicker ones. */
const MANY = 250
const PLAIN = 0.55

/** Lines by their look, so that the pen is seldom changed. */
export function drawLines(pen: Pen, { at, geometry, lines, colours, moving }: Scene, chosen: boolean): void {
  const looks = tieLooks(at)
  const zoom = Math.max(geometry.view.zoom, THIN)
  const many = lines.length > MANY
  for (const [key, which] of byLook(lines, looks)) {
    const [colour, dash] = key.split('/') as [Colour, string]
    const dashes = dash === 'alike' ? ALIKE_DASH : DASHES[dash as keyof typeof DASHES]
    pen.strokeStyle = pen.fillStyle = chosen && dash !== 'alike' ? colours.accent : colours[colour]
    pen.lineWidth = many || dash === 'alike' ? 1 : (chosen ? 3 : 1.6) * zoom
    pen.lineCap = dash === 'maybe' ? 'round' : 'butt'
    const plain = many && moving
    pen.setLineDash(plain ? [] : dashes.map((one) => one * zoom))
    pen.globalAlpha = plain && dashes.length ? PLAIN : 1
    if (many) drawTogether(pen, geometry, which)
    else for (const one of which) drawTogether(pen, geometry, [one])
    pen.setLineDash([])
    pen.globalAlpha = 1
    if (plain) continue
    for (const one of which) drawEnds(pen, geometry.follow(one), one.alike ? null : looks[one.n]!, colours, HEAD * zoom)
  }
  pen.lineCap = 'butt'
}

/** Thin lines are quickest in one path, thick ones each by itself. */
function drawTogether(pen: Pen, geometry: Geometry, lines: readonly Line[]): void {
  pen.beginPath()
  for (const one of lines) {
    const course = geometry.follow(one)
    pen.moveTo(course[0]!, course[1]!)
    if (one.bend) pen.quadraticCurveTo(course[2]!, course[3]!, course[4]!, course[5]!)
    else pen.lineTo(course[4]!, course[5]!)
  }
  pen.stroke()
}

function byLook(lines: readonly Line[], looks: readonly TieDrawn[]): [string, Line[]][] {
  const out = new Map<string, Line[]>()
  for (const one of lines) {
    const look = one.alike ? null : looks[one.n]!
    const key = look ? `${look.colour}/${one.maybe && look.dash !== 'negated' ? 'maybe' : look.dash}` : 'warn/alike'
    const there = out.get(key)
    if (there) there.push(one)
    else out.set(key, [one])
  }
  return [...out].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Heads at the ends, a dot in the middle where reports disagree, and the sign between look-alikes. */
function drawEnds(pen: Pen, course: Float64Array, look: TieDrawn | null, colours: Palette, size: number): void {
  const [fromX, fromY, byX, byY, toX, toY] = course as unknown as [number, number, number, number, number, number]
  const [x, y] = along(course, 0.5)
  if (!look) {
    pen.lineWidth = 1.6
    return unequal(pen, x, y, 11)
  }
  if (Math.hypot(toX - fromX, toY - fromY) > SHORT) {
    if (!look.both) head(pen, look.look.arrow, toX, toY, byX, byY, size)
    if (look.from) head(pen, look.look.arrow, fromX, fromY, byX, byY, size)
  }
  if (!look.clash) return
  const before = pen.fillStyle
  pen.fillStyle = colours.bad
  pen.beginPath()
  pen.arc(x, y, size * 0.45, 0, 2 * Math.PI)
  pen.fill()
  pen.fillStyle = before
}

/** Nodes that are no boxes. */
export function drawNodes(pen: Pen, { at, geometry, confusable, colours, sheet }: Scene, which: Iterable<number>, ring: Colour | null): void {
  const { kind, place } = at.world.entities
  const { half, boxes, view } = geometry
  const thick = Math.min(1, Math.max(0.6, view.zoom))
  for (const n of which) {
    if (boxes.has(n)) continue
    const { family, shape } = lookOf(kind[n]!, place[n]!)
    const [x, y] = geometry.spot(n)
    if (x < -half || y < -half || x > sheet.width + half || y > sheet.height + half) continue
    const alike = confusable.has(n) && !ring
    pen.beginPath()
    outline(pen, shape, x, y, half)
    pen.fillStyle = colours[NODE_COLOURS[family]]
    pen.fill()
    pen.strokeStyle = ring ? colours[ring] : colours.ground
    pen.lineWidth = (ring ? 3.5 : 1.5) * thick
    pen.stroke()
    if (alike) drawDots(pen, shape, x, y, half + AROUND * thick, colours)
  }
}

/** A dotted line around who is easily taken for another. */
function drawDots(pen: Pen, shape: string, x: number, y: number, half: number, colours: Palette): void {
  pen.beginPath()
  outline(pen, shape, x, y, half)
  pen.strokeStyle = colours.warn
  pen.lineWidth = 1.5
  pen.setLineDash([2, 2])
  pen.stroke()
  pen.setLineDash([])
}
