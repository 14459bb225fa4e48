import { describe, expect, test } from 'vitest'

import type { World } from '../words'
import { ready } from '../world'
import { clustersAt, pixel } from './map/clusters'
import { NOWHERE, NO_POINT, marksOf, tally } from './map/marks'
import { placed } from './labels'
import { MANY, planOf, wantedOf } from './network/plan'

function world(change: { places?: [number | null, boolean][]; incidents?: [number | null, string | null][]; ties?: [number, string, number][]; umbrellas?: [number, number][] }): World {
  const places = change.places ?? []
  const incidents = change.incidents ?? []
  const ties = change.ties ?? []
  const n = Math.max(places.length, ...ties.flatMap(([a, , b]) => [a + 1, b + 1]), 0)
  const each = <T>(length: number, of: (k: number) => T) => Array.from({ length }, (_, k) => of(k))
  return {
    version: '1', partial: false, lookalikes: [], umbrellas: change.umbrellas ?? [],
    entities: {
      id: each(n, (k) => `e${k}`), name: each(n, (k) => `E${k}`), kind: each(n, () => 'settlement'), place: each(n, (k) => k < places.length), country: each(n, () => null),
      lat: each(n, (k) => places[k]?.[0] ?? null), lon: each(n, (k) => places[k]?.[0] ?? null), radius_km: each(n, () => 5), area: each(n, (k) => places[k]?.[1] ?? false), line: each(n, () => null), claims: each(n, () => 1),
    },
    incidents: {
      id: incidents.map((_, k) => `i${k}`), claims: incidents.map(() => []), reports: incidents.map(() => []), type: incidents.map(() => 'ASSAULT'), mode: incidents.map(() => null), title: incidents.map(() => ''),
      first: incidents.map(() => null), last: incidents.map(() => null), precision: incidents.map(() => null), where: incidents.map(([where]) => where), fineness: incidents.map(([, fineness]) => fineness),
      doers: incidents.map(() => []), targets: incidents.map(() => []), modality: incidents.map(() => 'asserted'), status: incidents.map(() => 'candidate'), origins: incidents.map(() => 1), clashes: incidents.map(() => 0),
      low: incidents.map(() => null), best: incidents.map(() => null), high: incidents.map(() => null),
    },
    ties: {
      id: ties.map((_, k) => `t${k}`), subject: ties.map(([a]) => a), predicate: ties.map(([, p]) => p), object: ties.map(([, , b]) => b), claims: ties.map(() => []), reports: ties.map(() => []), states: ties.map(() => ['0001-01-01', 'yes']),
      modality: ties.map(() => 'asserted'), status: ties.map(() => 'candidate'), conflicts: ties.map(() => 0), since: ties.map(() => null), until: ties.map(() => null),
    },
    reports: { id: [], label: [], title: [], publisher: [], published: [], origin: [], claims: [] },
  } as unknown as World
}

describe('marks', () => {
  const at = ready(world({ places: [[33, false], [35, true], [null, false]], incidents: [[0, 'exact'], [0, 'near'], [0, 'admin1'], [1, 'exact'], [2, 'exact'], [null, null]] }))
  const marks = marksOf(at)

  test('an area never gets a spot, however finely the incident is placed', () => {
    expect(marks.marks.filter((one) => one.place === 1).map((one) => one.sort)).toEqual(['area'])
  })
  test('a town is marked apart for what is exact, near and coarse', () => {
    expect(marks.marks.filter((one) => one.place === 0).map((one) => one.sort)).toEqual(['spot', 'near', 'area'])
  })
  test('incidents without a place, and with a place without a point, are counted apart', () => {
    expect([...marks.of].slice(4)).toEqual([NO_POINT, NOWHERE])
    const counts = tally(at, marks, [0, 1, 2, 3, 4, 5], new Set([3]))
    expect([counts.nowhere, counts.noPoint, [...counts.total], [...counts.touched]]).toEqual([1, 1, [1, 1, 1, 1], [0, 0, 0, 1]])
  })
})

test('clusters hold every spot once, and their members lie close together', () => {
  const spots = Array.from({ length: 300 }, (_, k) => ({ place: k, sort: 'spot' as const, crossing: false, lat: (k * 37) % 60, lon: (k * 53) % 170, radius: 5, line: null, all: (k % 7) + 1 }))
  for (const zoom of [0, 3, 6, 9]) {
    const found = clustersAt(spots, zoom)
    expect(found.flatMap((one) => [...one.marks]).sort((a, b) => a - b)).toEqual(spots.map((_, k) => k))
    for (const { marks } of found) {
      const [x, y] = pixel(spots[marks[0]!]!.lat, spots[marks[0]!]!.lon, zoom)
      for (const n of marks) {
        const [px, py] = pixel(spots[n]!.lat, spots[n]!.lon, zoom)
        expect(Math.hypot(px - x, py - y)).toBeLessThanOrEqual(38)
      }
    }
  }
})

describe('the plan of the network', () => {
  test('a box never lies in itself', () => {
    const at = ready(world({ ties: [[0, 'part_of', 1], [1, 'part_of', 2], [2, 'part_of', 0]], umbrellas: [[0, 1], [1, 2], [2, 0]] }))
    expect([...planOf(at).umbrella.keys()]).toEqual([0, 1])
  })
  test('a tie that a box says is no line, and is one again when it is another umbrella', () => {
    const at = ready(world({ ties: [[0, 'part_of', 1], [0, 'member_of', 2]], umbrellas: [[0, 1], [0, 2]] }))
    const wanted = wantedOf(at, planOf(at), new Map([[0, 'yes'], [1, 'yes']] as const), true)
    expect([[...wanted.boxes], [...wanted.edges.keys()]]).toEqual([[[0, 1]], [1]])
  })
  test('a box is not drawn while its tie is not shown', () => {
    const at = ready(world({ ties: [[0, 'part_of', 1], [0, 'allied_with', 1]], umbrellas: [[0, 1]] }))
    const wanted = wantedOf(at, planOf(at), new Map([[1, 'maybe']] as const), true)
    expect([wanted.boxes.size, [...wanted.edges]]).toEqual([0, [[1, 'maybe']]])
  })
})

test('of a tangle the most tied are drawn, so many that their lines can be seen', () => {
  const dense = Array.from({ length: 90 }, (_, a) => Array.from({ length: 90 }, (_, b): [number, string, number] => [a, 'allied_with', b])).flat().filter(([a, , b]) => a < b)
  const at = ready(world({ ties: dense }))
  const wanted = wantedOf(at, planOf(at), new Map(dense.map((_, t) => [t, 'yes'] as const)), true)
  expect([wanted.nodes.size, wanted.edges.size, wanted.found]).toEqual([MANY, (MANY * (MANY - 1)) / 2, 90])
  const some = dense.filter(([a, , b]) => b - a === 1 || a === 0)
  const thin = ready(world({ ties: some }))
  expect(wantedOf(thin, planOf(thin), new Map(some.map((_, t) => [t, 'yes'] as const)), true).nodes.size).toBe(90)
})

test('names in the network never lie on one another, on a node or over the edge', () => {
  const nodes = Array.from({ length: 120 }, (_, k) => ({ n: k, x: 50 + ((k * 71) % 700), y: 40 + ((k * 43) % 500), half: 6, width: 60, height: 16, always: false, first: false, sort: 'node' as const }))
  const drawn = [...placed(nodes, [], { width: 800, height: 600 }).names.values()].filter((box) => box !== null)
  expect(drawn.length).toBeGreaterThan(30)
  for (const [k, a] of drawn.entries()) {
    expect(a[0] >= 0 && a[2] <= 800 && a[1] >= 0 && a[3] <= 600).toBe(true)
    for (const b of drawn.slice(k + 1)) expect(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]).toBe(true)
    for (const { x, y } of nodes) expect(a[2] <= x - 6 || a[0] >= x + 6 || a[3] <= y - 6 || a[1] >= y + 6).toBe(true)
  }
})

test('a name that must be drawn is drawn where there is no room', () => {
  const one = { x: 50, y: 50, half: 6, width: 60, height: 16, first: true, sort: 'node' as const }
  const crowd = Array.from({ length: 9 }, (_, n) => ({ ...one, n, always: n === 8 }))
  const { names } = placed(crowd, [], { width: 110, height: 100 })
  expect([names.get(8) === null, [...names.values()].some((box) => box === null)]).toEqual([false, true])
})
