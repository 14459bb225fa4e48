import { expect, test } from 'vitest'

import { type At, hitOf, within } from './hit'
import { NOTHING } from './marked'
import { feature } from './ground'

const at: At = ([x, y]) => [x!, y!]
const point = (x: number, y: number, said: Record<string, unknown>) => feature({ type: 'Point', coordinates: [x, y] }, said)
const square = (side: number) => [[[-side, -side], [side, -side], [side, side], [-side, side], [-side, -side]]]
const area = (side: number) => feature({ type: 'Polygon', coordinates: square(side) }, { radius: side })
const line = feature({ type: 'LineString', coordinates: [[-50, 30], [50, 30]] }, { tie: 7 })

test('of what lies on one another the topmost is meant: spots, then ties, then the smallest area', () => {
  const marked = { ...NOTHING, areas: [area(60), area(40)], ties: [line], spots: [point(0, 0, { total: 1, marks: '1' }), point(2, 0, { total: 1, marks: '2' })] }
  const found = (x: number, y: number) => hitOf(marked, at, 3, x, y, [x, y])?.feature.properties ?? null
  expect([found(1, 0)?.['marks'], found(0, 32)?.['tie'], found(30, 0)?.['radius'], found(50, 0)?.['radius'], found(80, 80)]).toEqual(['2', 7, 40, 60, null])
})

test('a circle around a place is as large as it is drawn', () => {
  const marked = { ...NOTHING, near: [point(0, 0, { reach: 4 })] }
  expect([hitOf(marked, at, 2, 15, 0, [15, 0]) !== null, hitOf(marked, at, 2, 17, 0, [17, 0])]).toEqual([true, null])
})

test('a point lies within a ring or beside it', () => {
  const ring = square(10)[0]!
  expect([within(ring, [0, 0]), within(ring, [9, -9]), within(ring, [11, 0]), within(ring, [0, 11])]).toEqual([true, true, false, false])
})
