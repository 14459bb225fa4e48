// Ties to places. A line leads from an actor's seat to where it is active; who has no known seat gets none, only its name there.
import type { Feature } from 'geojson'

import type { Ready } from '../../world'
import { drawnAs } from '../modality'
import { feature } from './ground'

export type TiesShown = 'none' | 'selected' | 'all'

const PLACED = new Set(['operates_in', 'based_at', 'controls'])
const SUBTLE = new Set(['connects', 'adjoins'])
const NAMED = 3

interface Wish {
  readonly at: Ready
  readonly shown: ReadonlyMap<number, 'yes' | 'maybe'>
  readonly touched: ReadonlySet<number> | null
  readonly wanted: TiesShown
}

export function tieFeatures({ at, shown, touched, wanted }: Wish): { lines: Feature[]; tags: Feature[] } {
  const { ties, entities } = at.world
  const seats = seatsOf(at, shown)
  const lines: Feature[] = []
  const tags = new Map<number, { words: string[]; chosen: boolean }>()
  for (const [tie, state] of shown) {
    const predicate = ties.predicate[tie]!
    const subtle = SUBTLE.has(predicate)
    const chosen = touched?.has(tie) ?? false
    const asked = wanted === 'all' || (wanted === 'selected' && chosen)
    if (!subtle && !(PLACED.has(predicate) && asked)) continue
    const place = ties.object[tie]!
    const from = subtle ? ties.subject[tie]! : seats.get(ties.subject[tie]!)
    const said = {
      tie, chosen: chosen ? 1 : 0, pale: touched && !chosen ? 1 : 0, subtle: subtle ? 1 : 0, modality: drawnAs(ties.modality[tie]!),
      unsure: state === 'maybe' || ties.modality[tie] !== 'asserted' ? 1 : 0,
    }
    const a = from === undefined ? null : point(at, from)
    const b = point(at, place)
    if (!b) continue
    if (a && from !== place) lines.push(feature({ type: 'LineString', coordinates: [a, b] }, said))
    if (subtle) continue
    const tag = tags.get(place) ?? { words: [], chosen: false }
    tag.words.push(`${entities.name[ties.subject[tie]!]!} ${predicate.replaceAll('_', ' ')}${predicate === 'controls' ? ' it' : ' here'}`)
    tags.set(place, { words: tag.words, chosen: tag.chosen || chosen })
  }
  return { lines, tags: [...tags].map(([place, tag]) => tagOf(at, place, tag, touched !== null)) }
}

function tagOf(at: Ready, place: number, tag: { words: string[]; chosen: boolean }, selecting: boolean): Feature {
  const more = tag.words.length - NAMED
  const text = [...tag.words.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
  return feature({ type: 'Point', coordinates: point(at, place)! }, { text, chosen: tag.chosen ? 1 : 0, pale: selecting && !tag.chosen ? 1 : 0 })
}

function point(at: Ready, entity: number): [number, number] | null {
  const { lat, lon } = at.world.entities
  return typeof lat[entity] === 'number' && typeof lon[entity] === 'number' ? [lon[entity], lat[entity]] : null
}

/** Where each actor is based, by the surest tie that says so. */
function seatsOf(at: Ready, shown: ReadonlyMap<number, 'yes' | 'maybe'>): Map<number, number> {
  const out = new Map<number, number>()
  const sure = new Set<number>()
  const { ties } = at.world
  for (const [tie, state] of shown) {
    if (ties.predicate[tie] !== 'based_at' || !point(at, ties.object[tie]!)) continue
    const actor = ties.subject[tie]!
    if (out.has(actor) && (sure.has(actor) || state !== 'yes')) continue
    out.set(actor, ties.object[tie]!)
    if (state === 'yes') sure.add(actor)
  }
  return out
}
