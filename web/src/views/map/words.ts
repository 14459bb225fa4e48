// What the map says in words: titles under the pointer, lines of its list, what it cannot show.
import { type Ref, book, selected } from '../../state'
import type { Line } from '../Listed'
import { MODALITIES, MODALITY_WORDS } from '../modality'
import type { Pointed } from './chart'
import { counted } from './counted'
import { shares } from './marks'

const FINE = { spot: '', near: 'near it', area: 'somewhere in it' } as const

function some(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`
}

/** Entity or incident or tie that a click selects; null for a cluster of several places. */
export function refOf(where: Pointed): Ref | null {
  const at = book.value
  const now = counted.value
  if (!at || !now) return null
  if (where.tie !== null) return { sort: 'tie', id: at.world.ties.id[where.tie]! }
  const places = new Set(where.marks.map((n) => now.marks.marks[n]!.place))
  if (places.size !== 1) return null
  const total = where.marks.reduce((sum, n) => sum + now.counts.total[n]!, 0)
  const only = now.counts.one[where.marks.find((n) => now.counts.total[n]) ?? -1] ?? -1
  if (total === 1 && only >= 0) return { sort: 'incident', id: at.world.incidents.id[only]! }
  return { sort: 'entity', id: at.world.entities.id[[...places][0]!]! }
}

export function titled(where: Pointed): { title: string; notes: string[] } | null {
  const at = book.value
  const now = counted.value
  if (!at || !now) return null
  const { entities, incidents, ties } = at.world
  if (where.tie !== null) {
    const t = where.tie
    return { title: `${entities.name[ties.subject[t]!]!} ${ties.predicate[t]!.replaceAll('_', ' ')} ${entities.name[ties.object[t]!]!}`, notes: [] }
  }
  const here = where.marks.filter((n) => now.counts.total[n])
  const first = here[0]
  if (first === undefined) return null
  const places = [...new Set(here.map((n) => now.marks.marks[n]!.place))]
  const total = here.reduce((sum, n) => sum + now.counts.total[n]!, 0)
  const title = places.length > 1 ? `${places.length} places` : entities.name[places[0]!]!
  if (total === 1) return { title: incidents.title[now.counts.one[first]!]!, notes: [[title, FINE[now.marks.marks[first]!.sort]].filter(Boolean).join(', ')] }
  const fine = here.length === 1 ? FINE[now.marks.marks[first]!.sort] : ''
  const named = places.length > 1 ? [`${places.slice(0, 5).map((n) => entities.name[n]!).join(', ')}${places.length > 5 ? ' …' : ''}`] : []
  const kinds = shares(now.counts, here).flatMap((n, k) => (n ? [`${n} ${MODALITY_WORDS[MODALITIES[k]!]}`] : []))
  return { title, notes: [[some(total, 'incident'), fine].filter(Boolean).join(' '), ...named, kinds.join(', ')] }
}

/** Places shown, those with most incidents first. */
export function lines(): Line[] {
  const at = book.value
  const now = counted.value
  if (!at || !now) return []
  const totals = new Map<number, number>()
  now.marks.marks.forEach((one, n) => {
    if (now.counts.total[n]) totals.set(one.place, (totals.get(one.place) ?? 0) + now.counts.total[n]!)
  })
  const rows = [...totals].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return rows.map(([place, n]) => {
    const id = at.world.entities.id[place]!
    return { id, name: at.world.entities.name[place]!, note: String(n), chosen: selected.value?.id === id }
  })
}

/** "12 of 120 incidents have no place." */
export function missing(shown: number): string {
  const counts = counted.value?.counts
  if (!counts) return ''
  if (!shown) return 'No incident is shown.'
  const said: string[] = []
  if (counts.nowhere) said.push(`${some(counts.nowhere, 'incident has', 'incidents have')} no place`)
  if (counts.noPoint) said.push(`${some(counts.noPoint, 'has', 'have')} a place that no map knows`)
  return said.length ? `Of ${some(shown, 'incident')}, ${said.map((one) => one.replace(/ incidents?/, '')).join(', ')}.` : `Every one of ${some(shown, 'incident')} has a place.`
}
