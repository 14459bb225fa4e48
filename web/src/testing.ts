// What tests need: a small world, a store and a server that answer as told.
import type { World } from './words'

export interface Told {
  readonly places?: readonly (readonly [number | null, boolean])[]
  readonly incidents?: readonly { readonly id: string; readonly first?: string; readonly last?: string; readonly claims?: readonly string[]; readonly doers?: readonly number[]; readonly where?: number | null }[]
  readonly ties?: readonly { readonly id: string; readonly subject: number; readonly object: number; readonly states?: readonly string[]; readonly predicate?: string }[]
  readonly entities?: readonly string[]
}

export function worldOf(told: Told): World {
  const { incidents = [], ties = [], entities = [] } = told
  const each = <T>(of: readonly unknown[], value: T) => of.map(() => value)
  return {
    version: '1', build: 'b', partial: false, lookalikes: [], umbrellas: [],
    entities: {
      id: entities, name: entities, kind: each(entities, 'state'), place: each(entities, false), country: each(entities, null), lat: each(entities, null), lon: each(entities, null),
      radius_km: each(entities, null), area: each(entities, false), line: each(entities, null), claims: each(entities, 1),
    },
    incidents: {
      id: incidents.map((one) => one.id), claims: incidents.map((one) => one.claims ?? []), reports: each(incidents, []), type: each(incidents, 'ASSAULT'), mode: each(incidents, null),
      title: incidents.map((one) => one.id), first: incidents.map((one) => one.first ?? null), last: incidents.map((one) => one.last ?? one.first ?? null), precision: each(incidents, null),
      where: incidents.map((one) => one.where ?? null), fineness: each(incidents, null), doers: incidents.map((one) => one.doers ?? []), targets: each(incidents, []), modality: each(incidents, 'asserted'),
      status: each(incidents, 'candidate'), origins: each(incidents, 1), clashes: each(incidents, 0), low: each(incidents, null), best: each(incidents, null), high: each(incidents, null),
    },
    ties: {
      id: ties.map((one) => one.id), subject: ties.map((one) => one.subject), predicate: ties.map((one) => one.predicate ?? 'allied_with'), object: ties.map((one) => one.object), claims: each(ties, []), reports: each(ties, []),
      states: ties.map((one) => one.states ?? ['0001-01-01', 'yes']), modality: each(ties, 'asserted'), status: each(ties, 'candidate'), conflicts: each(ties, 0), since: each(ties, null), until: each(ties, null),
    },
    reports: { id: [], label: [], title: [], publisher: [], published: [], origin: [], claims: [] },
  } as unknown as World
}

/** A store as browsers have it; what is kept is an own property, as there. */
export function storeOf(kept: Readonly<Record<string, string>> = {}): Storage {
  const store = { ...kept } as Record<string, string>
  const methods = {
    getItem: (name: string) => store[name] ?? null,
    setItem: (name: string, value: string) => void (store[name] = value),
    removeItem: (name: string) => void delete store[name],
  }
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(store, name, { value, enumerable: false })
  return store as unknown as Storage
}
