// What the network draws now; shared by the drawing, its list and its words.
import { computed, signal } from '@preact/signals'

import { type Ref, book, selected, shownTies } from '../../state'
import type { Line } from '../Listed'
import { MANY, planOf, wantedOf } from './plan'
import { nameless } from './told'
import { labelOf } from '../../parts/labels'

/** Whether places are drawn; null leaves it to their number. */
export const placesAsked = signal<boolean | null>(null)
export const plan = computed(() => (book.value ? planOf(book.value) : null))

const placesUsual = computed(() => {
  const at = book.value
  return at !== null && plan.value !== null && plan.value.degree.reduce((sum, ties) => sum + (ties ? 1 : 0), 0) <= MANY
})
export const places = computed(() => placesAsked.value ?? placesUsual.value)

export const wanted = computed(() => {
  const at = book.value
  return at && plan.value ? wantedOf(at, plan.value, shownTies.value, places.value) : null
})

/** "n12" is entity 12, "t3" tie 3, "l0" the first pair of look-alikes. */
export function refOf(id: string): Ref | null {
  const at = book.value
  const n = Number(id.slice(1))
  if (!at) return null
  if (id.startsWith('n')) return { sort: 'entity', id: at.world.entities.id[n]! }
  if (id.startsWith('t')) return { sort: 'tie', id: at.world.ties.id[n]! }
  return { sort: 'entity', id: at.world.entities.id[plan.value?.lookalikes[n]?.[0] ?? 0]! }
}

export function idOf(one: Ref): string | null {
  const at = book.value
  if (!at) return null
  const n = one.sort === 'entity' ? at.entityAt.get(one.id) : one.sort === 'tie' ? at.tieAt.get(one.id) : undefined
  return n === undefined ? null : `${one.sort === 'tie' ? 't' : 'n'}${n}`
}

export function titled(id: string): { title: string; note: string } | null {
  const at = book.value
  const n = Number(id.slice(1))
  if (!at) return null
  const { entities, ties } = at.world
  if (id.startsWith('n')) return { title: entities.name[n]!, note: labelOf(entities.place[n] ? 'place_kind' : 'kind', entities.kind[n]!) }
  if (id.startsWith('l')) return { title: (plan.value?.lookalikes[n] ?? []).map((e) => entities.name[e]!).join(' ≠ '), note: 'easily taken for each other' }
  const note = [labelOf('modality', ties.modality[n]!), shownTies.value.get(n) === 'maybe' ? 'may hold' : '', ties.conflicts[n] ? 'reports disagree' : '', ties.status[n]!]
  return { title: `${entities.name[ties.subject[n]!]!} ${labelOf('predicate', ties.predicate[n]!)} ${entities.name[ties.object[n]!]!}`, note: note.filter(Boolean).join(', ') }
}

/** Those drawn, the most tied now first. */
export function lines(): Line[] {
  const at = book.value
  const now = wanted.value
  if (!at || !now) return []
  const counts = new Map<number, number>()
  const { subject, object } = at.world.ties
  for (const tie of shownTies.value.keys()) for (const n of new Set([subject[tie]!, object[tie]!])) counts.set(n, (counts.get(n) ?? 0) + 1)
  const order = [...now.nodes].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b)
  return order.map((n) => {
    const id = at.world.entities.id[n]!
    return { id, name: at.world.entities.name[n]!, note: `${counts.get(n) ?? 0}`, chosen: selected.value?.id === id }
  })
}

export function words(): string {
  const now = wanted.value
  const at = book.value
  if (!now || !at) return ''
  if (!now.nodes.size) return shownTies.value.size ? 'All ties shown are to places; switch places on to see them.' : 'No tie is shown on this day with this filter.'
  const most = now.found > now.nodes.size ? `The ${now.nodes.size} most tied of ${now.found.toLocaleString('en')} are drawn; filter to see others.` : `${now.nodes.size} actors${places.value ? ' and places' : ''}.`
  const room = nameless.value ? ` No room for ${nameless.value === 1 ? 'one name' : `${nameless.value} names`}; go nearer.` : ''
  return `${most}${places.value ? '' : ' Places are left out.'}${room}`
}
