// The network as a plain drawing, for the moments in which time moves: each look is one path, names and arrows are left out.
import type { Ready } from '../../world'
import { drawnAs } from '../modality'
import type { Palette } from '../palette'
import { Over } from '../rest'
import { NODE_COLOURS, TIE_LOOKS, familyOf, lookOf } from './kinds'
import type { Places } from './places'
import type { Wanted } from './plan'
import { outline } from './shapes'
import { type Marked, nodeSide } from './told'

export interface View {
  readonly zoom: number
  readonly x: number
  readonly y: number
}
type Box = [number, number, number, number]

const PADDING = 18
const PALE = 0.22
const DASHES: Readonly<Record<string, number[]>> = { negated: [12, 3, 2, 3], maybe: [1.5, 4], hedged: [7, 4], sure: [] }

export class Draft {
  readonly over: Over

  constructor(
    box: HTMLElement,
    private readonly at: Ready,
    private readonly places: Places,
  ) {
    this.over = new Over(box)
  }

  draw(wanted: Wanted, marked: Marked, view: View, colours: Palette): void {
    const { width, height } = this.over.begin()
    const { pen } = this.over
    pen.fillStyle = colours.ground
    pen.fillRect(0, 0, width, height)
    const spot = (n: number): [number, number] => {
      const [x, y] = this.places.of(n)
      return [x * view.zoom + view.x, y * view.zoom + view.y]
    }
    const boxes = boxesOf(wanted, spot, (nodeSide(view.zoom) * view.zoom) / 2, PADDING * view.zoom)
    const middle = (n: number): [number, number] => {
      const box = boxes.get(n)
      return box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : spot(n)
    }
    drawBoxes(pen, boxes, colours)
    this.drawTies(wanted, marked, middle, view.zoom, colours)
    this.drawNodes(wanted, marked, boxes, spot, view.zoom, colours)
  }

  private drawTies(wanted: Wanted, { ties: touched }: Marked, middle: (n: number) => [number, number], zoom: number, colours: Palette): void {
    const { pen } = this.over
    const { ties } = this.at.world
    const looks = new Map<string, number[]>()
    for (const [tie, state] of wanted.edges) {
      const said = drawnAs(ties.modality[tie]!)
      const dash = said === 'negated' ? 'negated' : state === 'maybe' ? 'maybe' : said === 'asserted' ? 'sure' : 'hedged'
      const chosen = touched?.has(tie) ?? false
      const colour = chosen ? 'accent' : said === 'negated' ? 'negated' : TIE_LOOKS[familyOf(ties.predicate[tie]!)].colour
      put(looks, `${chosen ? 2 : touched ? 0 : 1}/${colour}/${dash}`, tie)
    }
    for (const [key, which] of [...looks].sort()) {
      const [strength, colour, dash] = key.split('/') as [string, keyof Palette, string]
      pen.globalAlpha = strength === '0' ? PALE : 1
      pen.lineWidth = (strength === '2' ? 3 : 1.6) * Math.max(zoom, 0.7)
      pen.strokeStyle = colours[colour]
      pen.setLineDash(DASHES[dash]!)
      for (const tie of which) {
        // One at a time: many lines in one path are far slower to fill in than each by itself.
        pen.beginPath()
        pen.moveTo(...middle(ties.subject[tie]!))
        pen.lineTo(...middle(ties.object[tie]!))
        pen.stroke()
      }
    }
    pen.setLineDash([])
  }

  private drawNodes(wanted: Wanted, { entities: touched }: Marked, boxes: ReadonlyMap<number, Box>, spot: (n: number) => [number, number], zoom: number, colours: Palette): void {
    const { pen } = this.over
    const { entities } = this.at.world
    const half = (nodeSide(zoom) * zoom) / 2
    const looks = new Map<string, number[]>()
    for (const n of wanted.nodes) {
      if (boxes.has(n)) continue
      const chosen = touched?.has(n) ?? false
      put(looks, `${chosen ? 2 : touched ? 0 : 1}/${lookOf(entities.kind[n]!, entities.place[n]!).family}`, n)
    }
    for (const [key, which] of [...looks].sort()) {
      const [strength, family] = key.split('/') as [string, keyof typeof NODE_COLOURS]
      pen.globalAlpha = strength === '0' ? PALE : 1
      pen.fillStyle = colours[NODE_COLOURS[family]]
      pen.strokeStyle = strength === '2' ? colours.accent : colours.ground
      pen.lineWidth = (strength === '2' ? 3.5 : 1.5) * zoom
      pen.beginPath()
      for (const n of which) outline(pen, lookOf(entities.kind[n]!, entities.place[n]!).shape, ...spot(n), half)
      pen.fill()
      pen.stroke()
    }
  }
}

function put(looks: Map<string, number[]>, key: string, one: number): void {
  const there = looks.get(key)
  if (there) there.push(one)
  else looks.set(key, [one])
}

/** The box around the members of each whole, the outermost first. */
export function boxesOf(wanted: Wanted, spot: (n: number) => [number, number], half: number, padding: number): Map<number, Box> {
  const members = new Map<number, number[]>()
  for (const [one, whole] of wanted.boxes) members.set(whole, [...(members.get(whole) ?? []), one])
  const found = new Map<number, Box>()
  const boxOf = (n: number): Box => {
    const inner = members.get(n)
    if (!inner) {
      const [x, y] = spot(n)
      return [x - half, y - half, x + half, y + half]
    }
    const all = inner.map((one) => found.get(one) ?? boxOf(one))
    const box: Box = [
      Math.min(...all.map((b) => b[0])) - padding, Math.min(...all.map((b) => b[1])) - padding,
      Math.max(...all.map((b) => b[2])) + padding, Math.max(...all.map((b) => b[3])) + padding,
    ]
    found.set(n, box)
    return box
  }
  for (const whole of members.keys()) if (!found.has(whole)) boxOf(whole)
  return new Map([...found].sort(([, a], [, b]) => b[2] - b[0] - (a[2] - a[0])))
}

function drawBoxes(pen: CanvasRenderingContext2D, boxes: ReadonlyMap<number, Box>, colours: Palette): void {
  pen.strokeStyle = colours['line-strong']
  pen.fillStyle = colours['ground-2']
  pen.lineWidth = 1.5
  for (const [left, top, right, bottom] of boxes.values()) {
    pen.globalAlpha = 0.75
    pen.fillRect(left, top, right - left, bottom - top)
    pen.globalAlpha = 1
    pen.strokeRect(left, top, right - left, bottom - top)
  }
}
