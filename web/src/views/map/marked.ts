// All that the map marks.
import type { Feature } from 'geojson'

import { type Scene, areas, spots } from './features'
import { type TiesShown, tieFeatures } from './ties'

/** By how it is drawn. */
export interface Marked {
  readonly spots: Feature[]
  readonly near: Feature[]
  readonly areas: Feature[]
  readonly edges: Feature[]
  readonly ties: Feature[]
  /** Names of areas and what is said of places. */
  readonly tags: Feature[]
}
export const NOTHING: Marked = { spots: [], near: [], areas: [], edges: [], ties: [], tags: [] }

interface TiesAsked {
  readonly shown: ReadonlyMap<number, 'yes' | 'maybe'>
  readonly touched: ReadonlySet<number> | null
  readonly wanted: TiesShown
}

export function markedOf(scene: Scene, asked: TiesAsked): Marked {
  const dots = spots(scene)
  const wide = areas(scene, dots.alone)
  const tied = tieFeatures({ at: scene.at, ...asked })
  return { spots: dots.spots, near: dots.near, areas: wide.areas, edges: wide.edges, ties: tied.lines, tags: [...wide.names, ...tied.tags] }
}
