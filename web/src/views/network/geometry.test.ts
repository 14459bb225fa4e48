import { describe, expect, test } from 'vitest'

import { worldOf } from '../../testing'
import { ready } from '../../world'
import { type Box, Geometry, type Line, along, boxesOf, halfOf, linesOf, toRim } from './geometry'
import { Under } from './hit'
import { next } from './next'
import { Places } from './places'
import { planOf, wantedOf } from './plan'
import { rim } from './shapes'

type Tie = readonly [number, string, number]

/** Five in a cross, the first in the middle, 100 apart. */
const CROSS: Record<string, [number, number]> = { 0: [0, 0], 1: [100, 0], 2: [0, 100], 3: [-100, 0], 4: [0, -100] }

function drawn(ties: readonly Tie[], { zoom = 1, umbrellas = [] as [number, number][], places = CROSS } = {}) {
  const told = worldOf({ entities: Object.keys(places).map((k) => `e${k}`), ties: ties.map(([subject, predicate, object], k) => ({ id: `t${k}`, subject, predicate, object })) })
  const at = ready({ ...told, umbrellas })
  const plan = planOf(at)
  const wanted = wantedOf(at, plan, new Map(ties.map((_, k) => [k, 'yes'] as const)), true)
  const geometry = new Geometry(at, new Places(at, places), wanted, { zoom, x: 200, y: 200 })
  const lines = linesOf(at, plan, wanted)
  return { geometry, lines, under: new Under(geometry, lines) }
}

const SPOKES: Tie[] = [1, 2, 3, 4].map((k) => [0, 'allied_with', k])

describe('lines', () => {
  test('end on the outlines of what they join, whichever way they go', () => {
    const { geometry, lines } = drawn(SPOKES)
    for (const one of lines) {
      const course = [...geometry.follow(one)]
      for (const [end, n] of [[0, one.a], [4, one.b]] as const) {
        const [x, y] = geometry.middle(n)
        const far = Math.hypot(course[end]! - x, course[end + 1]! - y)
        expect(far).toBeGreaterThanOrEqual(geometry.half * 0.9)
        expect(far).toBeLessThanOrEqual(geometry.half * 1.5 + 1)
      }
    }
  })

  test('between the same two bend apart, and nowhere meet between their ends', () => {
    const { geometry, lines } = drawn([[0, 'allied_with', 1], [1, 'backed_by', 0], [0, 'opposed_to', 1]])
    const tops = lines.map((one) => along(geometry.follow(one), 0.5)[1]).sort((a, b) => a - b)
    expect(tops.slice(1).every((one, k) => one - tops[k]! > 10)).toBe(true)
  })

  test('from within a box to the box end on its nearest side', () => {
    const { geometry, lines } = drawn([[1, 'part_of', 0], [2, 'part_of', 0], [0, 'led_by', 2]], { umbrellas: [[1, 0], [2, 0]] })
    const box = geometry.boxes.get(0)!
    const course = geometry.follow(lines.find((one) => one.n === 2)!)
    const sides = [course[0]! - box[0], course[0]! - box[2], course[1]! - box[1], course[1]! - box[3]].map(Math.abs)
    expect(Math.min(...sides)).toBeLessThan(1e-9)
  })
})

describe('boxes', () => {
  const spot = (n: number): [number, number] => [n * 50, 0]

  test('hold their members, and boxes within them, with room', () => {
    const found = boxesOf({ boxes: new Map([[1, 10], [2, 10], [10, 20], [3, 20]]) }, spot, 5, 8)
    const holds = (outer: Box, inner: Box) => outer[0] <= inner[0] - 8 && outer[1] <= inner[1] - 8 && outer[2] >= inner[2] + 8 && outer[3] >= inner[3] + 8
    expect(holds(found.get(20)!, found.get(10)!)).toBe(true)
    for (const n of [1, 2]) expect(holds(found.get(10)!, [n * 50 - 5, -5, n * 50 + 5, 5])).toBe(true)
    expect([...found.keys()]).toEqual([20, 10])
  })

  test('are left where their sides are', () => {
    expect([toRim([0, 0, 20, 10], 1, 0), toRim([0, 0, 20, 10], 0, -1)]).toEqual([10, 5])
  })
})

test('a node is never too small to hit', () => {
  for (const zoom of [0.05, 0.3, 1, 3]) expect(2 * halfOf(zoom)).toBeGreaterThanOrEqual(13)
})

test('the rim of a circle is round and that of a square is farther at its corners', () => {
  expect([rim('ellipse', 1), rim('rectangle', 0)]).toEqual([1, 1])
  expect(rim('rectangle', Math.PI / 4)).toBeCloseTo(Math.SQRT2, 5)
})

describe('the pointer', () => {
  test('finds each node at its middle, near and far', () => {
    for (const zoom of [0.2, 1, 3]) {
      const { geometry, under } = drawn(SPOKES, { zoom })
      for (const n of geometry.wanted.nodes) expect(under.at(...geometry.middle(n))).toBe(`n${n}`)
    }
  })

  test('finds each line along its way and nothing beside it', () => {
    const { geometry, lines, under } = drawn([...SPOKES, [0, 'backed_by', 1]])
    const middle = (one: Line) => along(geometry.follow(one), 0.5)
    for (const one of lines) expect(under.at(...middle(one))).toBe(`t${one.n}`)
    expect(under.at(250, 250)).toBe(null)
  })

  test('finds what lies in a box before the box, and of boxes the inner', () => {
    const places = { ...CROSS, 5: [300, 300] as [number, number] }
    const { geometry, under } = drawn([[1, 'part_of', 0], [2, 'part_of', 0], [0, 'part_of', 5]], { umbrellas: [[1, 0], [2, 0], [0, 5]], places })
    const inner = geometry.boxes.get(0)!
    const outer = geometry.boxes.get(5)!
    expect([under.at(...geometry.spot(1)), under.at(inner[0] + 2, inner[1] + 2), under.at(outer[0] + 2, outer[1] + 2)]).toEqual(['n1', 'n0', 'n5'])
  })
})

test('arrow keys go to the neighbour that way, and from nowhere to the one in the middle', () => {
  const { geometry } = drawn(SPOKES)
  const ways = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const
  expect(ways.map((way) => next(geometry, 0, way, [0, 0]))).toEqual([1, 2, 3, 4])
  expect([next(geometry, null, [1, 0], [200, 200]), next(geometry, 1, [1, 0], [0, 0])]).toEqual([0, null])
})
