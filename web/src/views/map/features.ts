// Marks and counts as GeoJSON.
import type { Feature, Position } from 'geojson'

import { MODALITIES } from '../modality'
import type { Palette } from '../palette'
import type { Ready } from '../../world'
import type { Cluster } from './clusters'
import { feature } from './ground'
import { iconName, radiusOf } from './icons'
import { type Mark, type Marks, type Tally, mostly, shares } from './marks'

export interface Scene {
  readonly at: Ready
  readonly marks: Marks
  readonly counts: Tally
  readonly clusters: readonly Cluster[]
  /** Whether something is selected, so that what it leaves alone is paled. */
  readonly selecting: boolean
  /** Entity that is selected itself. */
  readonly chosen: number
  readonly colours: Palette
  /** Ids of places that an actor reaches or lost, while that is asked: they stand out in place of the selection. */
  readonly reach: { readonly places: ReadonlySet<string>; readonly lost: ReadonlySet<string> } | null
}

const KM_PER_DEGREE = 111.2

function common(scene: Scene, which: readonly number[]): Record<string, unknown> {
  const { counts } = scene
  const total = which.reduce((sum, n) => sum + counts.total[n]!, 0)
  const ids = which.map((n) => scene.at.world.entities.id[scene.marks.marks[n]!.place]!)
  const lost = ids.some((id) => scene.reach?.lost.has(id))
  const selected = which.some((n) => counts.touched[n]! > 0 || scene.marks.marks[n]!.place === scene.chosen)
  const touched = scene.reach ? lost || ids.some((id) => scene.reach?.places.has(id)) : selected
  return {
    lost: lost ? 1 : 0, total, chosen: touched ? 1 : 0, pale: scene.selecting && !touched ? 1 : 0, marks: which.join(' '),
    modality: MODALITIES[mostly(shares(counts, which))],
  }
}

export function nameOf(scene: Scene, mark: number): string {
  return scene.at.world.entities.name[scene.marks.marks[mark]!.place]!
}

/** Spots, clusters and crossings; and near marks, which stand alone where they are not in a cluster. */
export function spots(scene: Scene): { spots: Feature[]; near: Feature[]; alone: Set<number> } {
  const out = { spots: [] as Feature[], near: [] as Feature[], alone: new Set<number>() }
  const { marks, counts, colours } = scene
  for (const cluster of [...scene.clusters, ...crossings(marks.marks)]) {
    const here = cluster.marks.filter((n) => counts.total[n]! > 0)
    if (!here.length) continue
    const same = here.every((n) => marks.marks[n]!.place === marks.marks[here[0]!]!.place)
    const one = marks.marks[here[0]!]!
    const said = common(scene, here)
    const total = said['total'] as number
    if (here.length === 1 && one.sort === 'near') {
      const reach = one.radius / ((40_075 * Math.cos((one.lat * Math.PI) / 180)) / 512)
      out.alone.add(here[0]!)
      out.near.push(feature({ type: 'Point', coordinates: [one.lon, one.lat] }, { ...said, reach }))
      continue
    }
    const sort = one.crossing && same ? 'crossing' : same ? 'spot' : 'cluster'
    const [lon, lat] = same ? [one.lon, one.lat] : [cluster.lon, cluster.lat]
    out.spots.push(
      feature({ type: 'Point', coordinates: [lon, lat] }, {
        ...said,
        icon: iconName(sort, total, shares(counts, here), said['lost'] ? 2 : said['chosen'] ? 1 : 0, colours.theme),
        number: total > 1 ? String(total) : '',
        name: same ? nameOf(scene, here[0]!) : '',
        offset: (radiusOf(total) + 8) / 12,
      }),
    )
  }
  return out
}

function crossings(marks: readonly Mark[]): Cluster[] {
  const byPlace = new Map<number, number[]>()
  marks.forEach((one, n) => {
    if (one.crossing && one.sort !== 'area') byPlace.set(one.place, [...(byPlace.get(one.place) ?? []), n])
  })
  return [...byPlace.values()].map((which) => ({ marks: which, lat: marks[which[0]!]!.lat, lon: marks[which[0]!]!.lon }))
}

/** Areas as circles, borders and stretches as lines, and their names at the upper edge. */
export function areas(scene: Scene, alone: ReadonlySet<number>): { areas: Feature[]; edges: Feature[]; names: Feature[] } {
  const out = { areas: [] as Feature[], edges: [] as Feature[], names: [] as Feature[] }
  scene.marks.marks.forEach((one, n) => {
    const total = scene.counts.total[n]!
    if (one.sort === 'spot' || !total) return
    const said = { ...common(scene, [n]), radius: one.radius }
    const name = `${nameOf(scene, n)} (${total}${one.sort === 'near' ? ' near' : ''})`
    const top: Position = [one.lon, Math.min(84, one.lat + (one.line ? 0 : one.radius / KM_PER_DEGREE))]
    const named = one.sort === 'area' || alone.has(n)
    if (named) out.names.push(feature({ type: 'Point', coordinates: top }, { ...said, name, sort: 'area' }))
    if (one.sort === 'near') return
    if (one.line) out.edges.push(feature({ type: 'LineString', coordinates: [[one.line[1]!, one.line[0]!], [one.line[3]!, one.line[2]!]] }, said))
    else out.areas.push(feature({ type: 'Polygon', coordinates: [circle(one)] }, said))
  })
  return out
}

const rings = new WeakMap<Mark, Position[]>()

function circle(one: Mark): Position[] {
  let ring = rings.get(one)
  if (!ring) rings.set(one, (ring = drawn(one)))
  return ring
}

function drawn(one: Mark): Position[] {
  const corners = one.radius < 120 ? 32 : 72
  const up = one.radius / KM_PER_DEGREE
  const out: Position[] = []
  for (let k = 0; k <= corners; k++) {
    const turn = (k / corners) * 2 * Math.PI
    const lat = one.lat + up * Math.sin(turn)
    out.push([one.lon + (up * Math.cos(turn)) / Math.cos((one.lat * Math.PI) / 180), Math.max(-84, Math.min(84, lat))])
  }
  return out
}

/** West, south, east, north of some marks; null without any. */
export function bounds(marks: readonly Mark[], which: Iterable<number>): [number, number, number, number] | null {
  let found: [number, number, number, number] | null = null
  for (const n of which) {
    const one = marks[n]!
    const up = one.sort === 'spot' || one.line ? 0 : one.radius / KM_PER_DEGREE
    const lons = one.line ? [one.line[1]!, one.line[3]!] : [one.lon - up, one.lon + up]
    const lats = one.line ? [one.line[0]!, one.line[2]!] : [one.lat - up, one.lat + up]
    const old: [number, number, number, number] = found ?? [180, 85, -180, -85]
    found = [Math.min(old[0], ...lons), Math.min(old[1], ...lats), Math.max(old[2], ...lons), Math.max(old[3], ...lats)]
  }
  return found && [Math.max(-180, found[0]), Math.max(-85, found[1]), Math.min(180, found[2]), Math.min(85, found[3])]
}
