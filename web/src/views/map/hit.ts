// What lies under the pointer on the map, the topmost first; of areas the smallest.
import type { Feature, LineString, Point, Polygon, Position } from 'geojson'

import { radiusOf } from './icons'
import type { Marked } from './marked'

/** From degrees to pixels of the drawing. */
export type At = (where: Position) => readonly [number, number]

const NEAR_LINE = 5
const NEAR_EDGE = 7
const LEAST_REACH = 8

export interface Hit {
  readonly feature: Feature
  readonly x: number
  readonly y: number
}

/** @param here the pointer in degrees. */
export function hitOf(marked: Marked, at: At, zoom: number, x: number, y: number, here: Position): Hit | null {
  const spot = marked.spots.findLast((one) => apart(at(pointOf(one)), x, y) <= radiusOf(Number(one.properties!['total'])) + 4)
  const near = spot ?? marked.near.findLast((one) => apart(at(pointOf(one)), x, y) <= Math.max(LEAST_REACH, Number(one.properties!['reach']) * 2 ** zoom))
  if (near) {
    const [px, py] = at(pointOf(near))
    return { feature: near, x: px, y: py }
  }
  const found = line(marked.ties, at, x, y, NEAR_LINE) ?? area(marked.areas, here) ?? line(marked.edges, at, x, y, NEAR_EDGE)
  return found && { feature: found, x, y }
}

function pointOf(one: Feature): Position {
  return (one.geometry as Point).coordinates
}

function apart([px, py]: readonly [number, number], x: number, y: number): number {
  return Math.hypot(px - x, py - y)
}

function line(all: readonly Feature[], at: At, x: number, y: number, within: number): Feature | null {
  let found: Feature | null = null
  let least = within
  for (const one of all) {
    const [a, b] = (one.geometry as LineString).coordinates.map(at) as [readonly [number, number], readonly [number, number]]
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)))
    const far = Math.hypot(a[0] + t * dx - x, a[1] + t * dy - y)
    if (far <= least) [found, least] = [one, far]
  }
  return found
}

function area(all: readonly Feature[], here: Position): Feature | null {
  const inside = all.filter((one) => within((one.geometry as Polygon).coordinates[0]!, here))
  return inside.sort((a, b) => Number(a.properties!['radius']) - Number(b.properties!['radius']))[0] ?? null
}

/** Whether a ring goes around a point: how often a way to the east crosses it. */
export function within(ring: readonly Position[], [x, y]: Position): boolean {
  let odd = false
  for (let k = 1; k < ring.length; k++) {
    const [ax, ay] = ring[k - 1]! as [number, number]
    const [bx, by] = ring[k]! as [number, number]
    if (ay > y! !== by > y! && x! < ax + ((y! - ay) / (by - ay)) * (bx - ax)) odd = !odd
  }
  return odd
}
