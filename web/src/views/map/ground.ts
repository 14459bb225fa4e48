// The ground of the map as GeoJSON, from the whole numbers that web/scripts/map.py writes.
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'

interface Land {
  readonly countries: readonly { name: string; at: [number, number]; rank: number; polygons: number[][][] }[]
}
interface Borders {
  readonly solid: number[][]
  readonly dashed: number[][]
  readonly disputed: number[][][]
}
interface Water {
  readonly rivers: readonly { rank: number; lines: number[][] }[]
  readonly lakes: number[][][]
}
interface Names {
  readonly cities: readonly [string, number, number, number, number][]
}

export interface Ground {
  readonly land: FeatureCollection
  readonly labels: FeatureCollection
  readonly borders: FeatureCollection
  readonly water: FeatureCollection
}

const UNITS = 100

let asked: Promise<Ground> | null = null

/** Loaded once and kept; asked for again after a failure. */
export function ground(): Promise<Ground> {
  asked ??= fetchGround().catch((error: unknown) => {
    asked = null
    throw error
  })
  return asked
}

async function fetchGround(): Promise<Ground> {
  const [land, borders, water, names] = await Promise.all([file<Land>('land'), file<Borders>('borders'), file<Water>('water'), file<Names>('names')])
  return {
    land: collect(land.countries.map((one) => feature({ type: 'MultiPolygon', coordinates: polygons(one.polygons) }))),
    labels: collect([
      ...land.countries.map((one) => label(one.name, one.at[0], one.at[1], 'country', one.rank)),
      ...names.cities.map(([name, x, y, capital, rank]) => label(name, x, y, capital ? 'capital' : 'city', rank)),
    ]),
    borders: collect([
      feature({ type: 'MultiPolygon', coordinates: polygons(borders.disputed) }, { sort: 'area' }),
      feature({ type: 'MultiLineString', coordinates: borders.solid.map(points) }, { sort: 'solid' }),
      feature({ type: 'MultiLineString', coordinates: borders.dashed.map(points) }, { sort: 'dashed' }),
    ]),
    water: collect([
      feature({ type: 'MultiPolygon', coordinates: polygons(water.lakes) }, { sort: 'lake', rank: 0 }),
      ...water.rivers.map((one) => feature({ type: 'MultiLineString', coordinates: one.lines.map(points) }, { sort: 'river', rank: one.rank })),
    ]),
  }
}

async function file<T>(name: string): Promise<T> {
  const response = await fetch(`${import.meta.env.BASE_URL}map/${name}.json`)
  if (!response.ok) throw new Error(`The map's file ${name}.json cannot be read (${response.status}).`)
  return (await response.json()) as T
}

function points(steps: readonly number[]): Position[] {
  const out: Position[] = []
  let x = 0
  let y = 0
  for (let k = 0; k + 1 < steps.length; k += 2) {
    x += steps[k]!
    y += steps[k + 1]!
    out.push([x / UNITS, y / UNITS])
  }
  return out
}

function polygons(all: readonly number[][][]): Position[][][] {
  return all.map((rings) => rings.map(points))
}

function label(name: string, x: number, y: number, sort: string, rank: number): Feature {
  return feature({ type: 'Point', coordinates: [x / UNITS, y / UNITS] }, { name, sort, rank })
}

export function feature(geometry: Geometry, properties: Record<string, unknown> = {}): Feature {
  return { type: 'Feature', geometry, properties }
}

export function collect(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features }
}
