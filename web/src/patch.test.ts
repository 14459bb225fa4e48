import { expect, test } from 'vitest'

import { patched } from './patch'
import { worldOf } from './testing'
import type { Patch } from './words'
import { ready } from './world'

const at = ready(
  worldOf({
    entities: ['a', 'b'],
    incidents: [{ id: 'i1', first: '2024-01-01', claims: ['c1'] }, { id: 'i2', first: '2024-02-01', claims: ['c2'], doers: [1] }, { id: 'i3', claims: ['c3'] }],
    ties: [{ id: 't1', subject: 0, object: 1 }],
  }),
)

function patch(change: Parameters<typeof worldOf>[0], more: Partial<Patch> = {}): Patch {
  const { entities, incidents, ties } = worldOf(change)
  return { build: 'b', base: 2, gone: [], entities, incidents, ties, ...more }
}

test('a row that comes takes the place of the one with its id', () => {
  const next = patched(at, patch({ incidents: [{ id: 'i2', first: '2024-02-03', claims: ['c2', 'c9'], doers: [0] }] }), '2')!
  expect([next.world.incidents.id, next.world.incidents.first[1], next.world.version]).toEqual([['i1', 'i2', 'i3'], '2024-02-03', '2'])
  expect([next.incidentOfClaim.get('c9'), next.incidentsOf]).toEqual([1, [[1], []]])
})

test('a new incident stands where its day puts it, and one without a day last', () => {
  const next = patched(at, patch({ incidents: [{ id: 'i4', first: '2024-01-15' }, { id: 'i0', first: '0622-07-16' }] }), '2')!
  expect(next.world.incidents.id).toEqual(['i0', 'i1', 'i4', 'i2', 'i3'])
})

test('what is gone is in no column and no index', () => {
  const next = patched(at, patch({}, { gone: ['i1', 't1'] }), '2')!
  expect([next.world.incidents.id, next.world.ties.id, next.incidentAt.has('i1'), next.tiesOf]).toEqual([['i2', 'i3'], [], false, [[], []]])
  expect(Object.values(next.world.incidents).every((column) => (column as unknown[]).length === 2)).toBe(true)
})

test('entities that come stand after those of the first world, in place of those of an earlier patch', () => {
  const first = patched(at, patch({ entities: ['c'] }), '2')!
  const second = patched(first, patch({ entities: ['d', 'e'] }), '3')!
  expect([first.world.entities.id, second.world.entities.id]).toEqual([['a', 'b', 'c'], ['a', 'b', 'd', 'e']])
})

test('the world that was shown is not changed', () => {
  const before = JSON.stringify(at.world)
  patched(at, patch({ incidents: [{ id: 'i1', first: '2020-01-01' }] }, { gone: ['t1'] }), '2')
  expect(JSON.stringify(at.world)).toBe(before)
})

test('a patch for another world is refused', () => {
  expect([patched(at, null, '2'), patched(at, patch({}, { build: 'other' }), '2'), patched(at, patch({}, { base: 3 }), '2')]).toEqual([null, null, null])
})
