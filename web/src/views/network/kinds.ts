// How kinds of actors and kinds of ties are told apart: by shape and by colour, never by colour alone.
import type { Colour } from '../palette'

export interface NodeLook {
  readonly shape: string
  readonly family: NodeFamily
}
export type NodeFamily = 'state' | 'armed' | 'person' | 'body' | 'people' | 'place'
export const NODE_COLOURS: Readonly<Record<NodeFamily, Colour>> = {
  state: 'asserted', armed: 'hedged', person: 'planned', body: 'warn', people: 'generic', place: 'place',
}

const LOOKS: Readonly<Record<string, NodeLook>> = {
  state: { shape: 'rectangle', family: 'state' },
  state_body: { shape: 'round-rectangle', family: 'state' },
  office: { shape: 'cut-rectangle', family: 'state' },
  armed_group: { shape: 'diamond', family: 'armed' },
  front_name: { shape: 'round-diamond', family: 'armed' },
  coalition: { shape: 'octagon', family: 'armed' },
  person: { shape: 'ellipse', family: 'person' },
  party: { shape: 'pentagon', family: 'body' },
  intl_org: { shape: 'hexagon', family: 'body' },
  civil_org: { shape: 'round-hexagon', family: 'body' },
  media: { shape: 'rhomboid', family: 'body' },
  business: { shape: 'barrel', family: 'body' },
  population: { shape: 'concave-hexagon', family: 'people' },
  conflict: { shape: 'star', family: 'people' },
  unidentified: { shape: 'vee', family: 'people' },
}
const PLACE: NodeLook = { shape: 'round-triangle', family: 'place' }
const OTHER: NodeLook = { shape: 'heptagon', family: 'people' }

export function lookOf(kind: string, place: boolean): NodeLook {
  if (place) return kind === 'crossing' ? { shape: 'tag', family: 'place' } : PLACE
  return LOOKS[kind] ?? OTHER
}

export type TieFamily = 'within' | 'lead' | 'back' | 'against' | 'talks' | 'change' | 'place' | 'apart'
export interface TieLook {
  readonly colour: Colour
  readonly arrow: string
  readonly words: string
}
export const TIE_LOOKS: Readonly<Record<TieFamily, TieLook>> = {
  within: { colour: 'ink-3', arrow: 'triangle', words: 'belongs to, holds office in' },
  lead: { colour: 'planned', arrow: 'diamond', words: 'led or founded by' },
  back: { colour: 'asserted', arrow: 'vee', words: 'backed by, allied or affiliated with' },
  against: { colour: 'bad', arrow: 'tee', words: 'opposed to' },
  talks: { colour: 'good', arrow: 'circle', words: 'negotiates with' },
  change: { colour: 'warn', arrow: 'chevron', words: 'split from, merged into, succeeds' },
  place: { colour: 'place', arrow: 'square', words: 'is or acts at a place' },
  apart: { colour: 'generic', arrow: 'none', words: 'is not the same as, is listed by' },
}

const FAMILIES: Readonly<Record<string, TieFamily>> = {
  led_by: 'lead', founded_by: 'lead',
  backed_by: 'back', pledged_to: 'back', allied_with: 'back', front_for: 'back', party_to: 'back', affiliated_with: 'back',
  opposed_to: 'against', negotiates_with: 'talks',
  split_from: 'change', merged_into: 'change', succeeds: 'change',
  based_at: 'place', operates_in: 'place', controls: 'place', located_in: 'place', adjoins: 'place', connects: 'place',
  distinct_from: 'apart', designated_by: 'apart',
}

export function familyOf(predicate: string): TieFamily {
  return FAMILIES[predicate] ?? 'within'
}

const BOTH_WAYS = new Set(['allied_with', 'opposed_to', 'negotiates_with', 'adjoins', 'distinct_from', 'affiliated_with', 'connects'])

export function bothWays(predicate: string): boolean {
  return BOTH_WAYS.has(predicate)
}
