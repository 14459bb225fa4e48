// Marks that would lie on one another, put together. By the places of the whole book, so that nothing jumps with the day.
import type { Mark } from './marks'

export interface Cluster {
  /** Indexes of marks, the one with most incidents first. */
  readonly marks: readonly number[]
  readonly lat: number
  readonly lon: number
}

export const LAST_CLUSTERED = 9
const APART = 38

/** Pixels from the western edge and from the top of a Mercator map at a zoom. */
export function pixel(lat: number, lon: number, zoom: number): [number, number] {
  const size = 512 * 2 ** zoom
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180)
  return [((lon + 180) / 360) * size, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size]
}

/** Clusters of spots and near marks at a whole zoom; areas and crossings stay by themselves. */
export function clustersAt(marks: readonly Mark[], zoom: number): Cluster[] {
  const order = marks.flatMap((one, n) => (one.sort === 'area' || one.crossing ? [] : [n]))
  order.sort((a, b) => marks[b]!.all - marks[a]!.all || marks[a]!.place - marks[b]!.place)
  const cells = new Map<string, number[]>()
  const spots = new Map(order.map((n) => [n, pixel(marks[n]!.lat, marks[n]!.lon, zoom)]))
  const apart = zoom >= LAST_CLUSTERED ? 12 : APART
  const cell = (x: number, y: number) => `${Math.floor(x / apart)}/${Math.floor(y / apart)}`
  for (const [n, [x, y]] of spots) {
    const key = cell(x, y)
    const there = cells.get(key)
    if (there) there.push(n)
    else cells.set(key, [n])
  }
  const taken = new Set<number>()
  return order.flatMap((seed) => {
    if (taken.has(seed)) return []
    const [x, y] = spots.get(seed)!
    const members: number[] = []
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const n of cells.get(cell(x + dx * apart, y + dy * apart)) ?? []) {
          const [px, py] = spots.get(n)!
          if (!taken.has(n) && Math.hypot(px - x, py - y) <= apart) members.push(n)
        }
      }
    }
    for (const n of members) taken.add(n)
    members.sort((a, b) => (a === seed ? -1 : b === seed ? 1 : a - b))
    return [{ marks: members, ...middle(marks, members) }]
  })
}

function middle(marks: readonly Mark[], members: readonly number[]): { lat: number; lon: number } {
  let lat = 0
  let lon = 0
  let weight = 0
  for (const n of members) {
    const one = marks[n]!
    lat += one.lat * one.all
    lon += one.lon * one.all
    weight += one.all
  }
  return { lat: lat / weight, lon: lon / weight }
}
