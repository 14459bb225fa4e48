// Where things of the network lie on the screen: nodes, the boxes around members, and the course of each line.
import type { Ready } from '../../world'
import { lookOf } from './kinds'
import type { Places } from './places'
import type { Plan, Wanted } from './plan'
import { rim } from './shapes'

export interface View {
  readonly zoom: number
  readonly x: number
  readonly y: number
}
/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number]

const PADDING = 18
/** Pixels between the tops of lines that join the same two, at zoom 1. */
const STEP = 14
const SMALLEST = 13
const USUAL = 24

/** Half the side of a node in pixels of the screen: never too small to hit. */
export function halfOf(zoom: number): number {
  return Math.max(USUAL * zoom, SMALLEST) / 2
}

/** A line: a tie, or a pair of look-alikes. */
export interface Line {
  /** Index of the tie, or of the pair. */
  readonly n: number
  readonly alike: boolean
  readonly a: number
  readonly b: number
  /** How far it bends away from the straight way, in steps; lines between the same two bend apart. */
  bend: number
  readonly maybe: boolean
}

/** Lines drawn now; those that join the same two are spread. */
export function linesOf(at: Ready, plan: Plan, wanted: Wanted): Line[] {
  const { subject, object } = at.world.ties
  const out: Line[] = []
  for (const [n, [a, b]] of plan.lookalikes.entries()) if (wanted.nodes.has(a) && wanted.nodes.has(b)) out.push({ n, alike: true, a, b, bend: 0, maybe: false })
  for (const [n, state] of wanted.edges) out.push({ n, alike: false, a: subject[n]!, b: object[n]!, bend: 0, maybe: state === 'maybe' })
  spread(out, at.world.entities.id.length)
  return out
}

function spread(lines: readonly Line[], entities: number): void {
  const together = new Map<number, Line[]>()
  for (const one of lines) {
    const key = Math.min(one.a, one.b) * entities + Math.max(one.a, one.b)
    const there = together.get(key)
    if (there) there.push(one)
    else together.set(key, [one])
  }
  for (const all of together.values()) {
    if (all.length > 1) all.forEach((one, k) => (one.bend = (k - (all.length - 1) / 2) * (one.a < one.b ? 1 : -1)))
  }
}

/** All places at one view. */
export class Geometry {
  readonly half: number
  readonly boxes: ReadonlyMap<number, Box>
  /** The last course asked for: from, by way of, to. */
  readonly course = new Float64Array(6)

  constructor(
    private readonly at: Ready,
    private readonly places: Places,
    readonly wanted: Wanted,
    readonly view: View,
  ) {
    this.half = halfOf(view.zoom)
    this.boxes = boxesOf(wanted, (n) => this.spot(n), this.half, PADDING * view.zoom)
  }

  /** Where a node stands by itself. */
  spot(n: number): [number, number] {
    const [x, y] = this.places.of(n)
    return [x * this.view.zoom + this.view.x, y * this.view.zoom + this.view.y]
  }

  /** The middle of a node, or of its box. */
  middle(n: number): [number, number] {
    const box = this.boxes.get(n)
    return box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : this.spot(n)
  }

  /** The course of a line into `course`; its ends lie on the outlines. */
  follow({ a, b, bend }: Line): Float64Array {
    const { course } = this
    const [ax, ay] = this.middle(a)
    const [bx, by] = this.middle(b)
    const far = Math.hypot(bx - ax, by - ay) || 1
    const off = (bend * STEP * 2 * Math.max(this.view.zoom, 0.4)) / far
    course[2] = (ax + bx) / 2 - (by - ay) * off
    course[3] = (ay + by) / 2 + (bx - ax) * off
    this.end(a, ax, ay, course[2], course[3], 0)
    this.end(b, bx, by, course[2], course[3], 4)
    if (inside(this.boxes.get(a), bx, by)) this.out(this.boxes.get(a)!, bx, by, 0)
    else if (inside(this.boxes.get(b), ax, ay)) this.out(this.boxes.get(b)!, ax, ay, 4)
    return course
  }

  private end(n: number, x: number, y: number, toX: number, toY: number, at: number): void {
    const [dx, dy] = [toX - x, toY - y]
    const far = Math.hypot(dx, dy) || 1
    const box = this.boxes.get(n)
    const { kind, place } = this.at.world.entities
    const by = box ? toRim(box, dx / far, dy / far) : rim(lookOf(kind[n]!, place[n]!).shape, Math.atan2(dy, dx)) * this.half + 1
    this.course[at] = x + (dx / far) * Math.min(by, far)
    this.course[at + 1] = y + (dy / far) * Math.min(by, far)
  }

  /** A line from within a box to the box goes straight to its nearest side. */
  private out([left, top, right, bottom]: Box, x: number, y: number, at: number): void {
    const { course } = this
    const ways: [number, number, number][] = [[x - left, left, y], [right - x, right, y], [y - top, x, top], [bottom - y, x, bottom]]
    const [, toX, toY] = ways.sort((p, q) => p[0] - q[0])[0]!
    const other = 4 - at
    const far = Math.hypot(toX - x, toY - y) || 1
    course[at] = toX
    course[at + 1] = toY
    course[other] = x + ((toX - x) / far) * Math.min(this.half, far)
    course[other + 1] = y + ((toY - y) / far) * Math.min(this.half, far)
    course[2] = (course[0]! + course[4]!) / 2
    course[3] = (course[1]! + course[5]!) / 2
  }

  /** Around everything drawn; null when nothing is. */
  bounds(): Box | null {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const n of this.wanted.nodes) {
      const [x, y] = this.spot(n)
      const box = this.boxes.get(n) ?? [x - this.half, y - this.half, x + this.half, y + this.half]
      left = Math.min(left, box[0])
      top = Math.min(top, box[1])
      right = Math.max(right, box[2])
      bottom = Math.max(bottom, box[3])
    }
    return left <= right ? [left, top, right, bottom] : null
  }
}

function inside(box: Box | undefined, x: number, y: number): boolean {
  return box !== undefined && x > box[0] && x < box[2] && y > box[1] && y < box[3]
}

/** How far from the middle of a box its side lies in a direction. */
export function toRim([left, top, right, bottom]: Box, ux: number, uy: number): number {
  const across = ux ? (right - left) / 2 / Math.abs(ux) : Infinity
  const down = uy ? (bottom - top) / 2 / Math.abs(uy) : Infinity
  return Math.min(across, down)
}

/** The box around the members of each whole, the widest first. */
export function boxesOf(wanted: Pick<Wanted, 'boxes'>, spot: (n: number) => readonly [number, number], half: number, padding: number): Map<number, Box> {
  const members = new Map<number, number[]>()
  for (const [one, whole] of wanted.boxes) {
    const there = members.get(whole)
    if (there) there.push(one)
    else members.set(whole, [one])
  }
  const found = new Map<number, Box>()
  const boxOf = (n: number): Box => {
    const known = found.get(n)
    if (known) return known
    const inner = members.get(n)
    const [x, y] = spot(n)
    if (!inner) return [x - half, y - half, x + half, y + half]
    const all = inner.map(boxOf)
    const box: Box = [
      Math.min(...all.map((b) => b[0])) - padding, Math.min(...all.map((b) => b[1])) - padding,
      Math.max(...all.map((b) => b[2])) + padding, Math.max(...all.map((b) => b[3])) + padding,
    ]
    found.set(n, box)
    return box
  }
  for (const whole of members.keys()) boxOf(whole)
  return new Map([...found].sort(([, a], [, b]) => b[2] - b[0] - (a[2] - a[0])))
}

/** A point of a bent line, from 0 at its beginning to 1 at its end. */
export function along(course: Float64Array, t: number): [number, number] {
  const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t * t]
  return [p * course[0]! + q * course[2]! + r * course[4]!, p * course[1]! + q * course[3]! + r * course[5]!]
}
