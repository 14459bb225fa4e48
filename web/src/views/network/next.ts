// The node that an arrow key leads to.
import type { Geometry } from './geometry'

/** Of nodes that lie more that way than aside, the nearest, those straight ahead preferred; from the middle just the nearest. */
export function next(geometry: Pick<Geometry, 'wanted' | 'middle'>, from: number | null, [wayX, wayY]: readonly [number, number], middle: readonly [number, number]): number | null {
  const [x, y] = from === null ? middle : geometry.middle(from)
  let found: number | null = null
  let least = Infinity
  for (const n of geometry.wanted.nodes) {
    if (n === from) continue
    const [nx, ny] = geometry.middle(n)
    const far = Math.hypot(nx - x, ny - y)
    const ahead = ((nx - x) * wayX + (ny - y) * wayY) / (far || 1)
    if (from !== null && ahead < 0.5) continue
    const weight = from === null ? far : far / ahead ** 2
    if (weight < least) [found, least] = [n, weight]
  }
  return found
}
