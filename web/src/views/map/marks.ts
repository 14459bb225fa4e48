// What the map marks: each place in up to three ways, by how finely the incidents there are placed.
import type { Ready } from '../../world'
import { MODALITIES, drawnAs } from '../modality'

/** A spot is exact, near is within some kilometres of it, an area is somewhere in a country, region, sea. */
export type MarkSort = 'spot' | 'near' | 'area'

export interface Mark {
  readonly place: number
  readonly sort: MarkSort
  readonly crossing: boolean
  readonly lat: number
  readonly lon: number
  /** Kilometres. */
  readonly radius: number
  readonly line: readonly number[] | null
  /** Incidents of the whole book here. */
  readonly all: number
}

/** All marks of a book; `of` gives each incident's mark, NOWHERE or NO_POINT. */
export interface Marks {
  readonly marks: readonly Mark[]
  readonly of: Int32Array
}
export const NOWHERE = -1
export const NO_POINT = -2

/** Kilometres, where the place itself does not say how large it is. */
const USUAL: Readonly<Record<string, number>> = { near: 25, admin2: 30, admin1: 70, line_or_region: 80, country: 250, sea_air: 200 }
const KINDS = MODALITIES.length

export function marksOf(at: Ready): Marks {
  const { entities, incidents } = at.world
  const index = new Map<string, number>()
  const drafts: { place: number; fineness: string; sort: MarkSort; all: number }[] = []
  const of = new Int32Array(incidents.id.length)
  for (let i = 0; i < of.length; i++) {
    const place = incidents.where[i] ?? null
    of[i] = place === null ? NOWHERE : NO_POINT
    if (place === null || (typeof entities.lat[place] !== 'number' && !entities.line[place])) continue
    const fineness = incidents.fineness[i] ?? 'exact'
    const sort: MarkSort = entities.area[place] || !['exact', 'near'].includes(fineness) ? 'area' : fineness === 'near' ? 'near' : 'spot'
    const key = `${place}/${sort}`
    let n = index.get(key)
    if (n === undefined) index.set(key, (n = drafts.push({ place, fineness, sort, all: 0 }) - 1))
    drafts[n]!.all++
    of[i] = n
  }
  return { marks: drafts.map((one) => markOf(at, one)), of }
}

function markOf(at: Ready, one: { place: number; fineness: string; sort: MarkSort; all: number }): Mark {
  const { entities } = at.world
  const line = entities.line[one.place] ?? null
  const told = entities.radius_km[one.place] ?? 0
  const usual = USUAL[one.fineness] ?? USUAL['line_or_region']!
  const own = Boolean(entities.area[one.place])
  return {
    place: one.place, sort: one.sort, line: one.sort === 'area' ? line : null, all: one.all,
    crossing: entities.kind[one.place] === 'crossing',
    lat: entities.lat[one.place] ?? ((line?.[0] ?? 0) + (line?.[2] ?? 0)) / 2,
    lon: entities.lon[one.place] ?? ((line?.[1] ?? 0) + (line?.[3] ?? 0)) / 2,
    radius: own && told ? told : Math.max(told, usual),
  }
}

/** What is shown now, by mark: incidents by modality, of them those that the selection touches, the only one. */
export interface Tally {
  readonly total: Int32Array
  readonly byModality: Int32Array
  readonly touched: Int32Array
  /** Index of the last incident counted: the only one where `total` is 1. */
  readonly one: Int32Array
  readonly nowhere: number
  readonly noPoint: number
}

/** Whether the selection is anywhere on the map, so that the rest may be paled for it. */
export function standsOut({ marks }: Marks, { touched }: Tally, chosen: number): boolean {
  return touched.some((n) => n > 0) || (chosen >= 0 && marks.some((one) => one.place === chosen))
}

export function tally(at: Ready, marks: Marks, shown: readonly number[], touched: ReadonlySet<number> | null): Tally {
  const n = marks.marks.length
  const out = { total: new Int32Array(n), byModality: new Int32Array(n * KINDS), touched: new Int32Array(n), one: new Int32Array(n).fill(-1), nowhere: 0, noPoint: 0 }
  const kinds = modalities(at)
  for (const i of shown) {
    const mark = marks.of[i]!
    if (mark === NOWHERE) out.nowhere++
    else if (mark === NO_POINT) out.noPoint++
    if (mark < 0) continue
    out.total[mark]!++
    out.byModality[mark * KINDS + kinds[i]!]!++
    out.one[mark] = i
    if (touched?.has(i)) out.touched[mark]!++
  }
  return out
}

const kept = new WeakMap<Ready, Uint8Array>()

function modalities(at: Ready): Uint8Array {
  let found = kept.get(at)
  if (!found) {
    found = Uint8Array.from(at.world.incidents.modality, (one) => MODALITIES.indexOf(drawnAs(one)))
    kept.set(at, found)
  }
  return found
}

/** Counts by modality of some marks together. */
export function shares(counts: Tally, which: readonly number[]): number[] {
  const out = new Array<number>(KINDS).fill(0)
  for (const mark of which) for (let k = 0; k < KINDS; k++) out[k]! += counts.byModality[mark * KINDS + k]!
  return out
}

/** The modality that most have. */
export function mostly(counts: readonly number[]): number {
  return counts.indexOf(Math.max(...counts))
}
