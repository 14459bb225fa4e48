// Puts what a judgement changed into the world that is shown, without asking for all of it again.
import { dayOf } from './days'
import { type Ready, ready } from './world'
import type { Patch, World } from './words'

type Columns = Record<string, unknown[]>

/** The world with the patch in it; null when the patch is for another world, which must then be asked for anew. */
export function patched(at: Ready, patch: Patch | null, version: string): Ready | null {
  if (!patch || patch.build !== at.world.build || patch.base > at.world.entities.id.length) return null
  const gone = new Set(patch.gone)
  const incidents = spliced(at.world.incidents, patch.incidents, gone)
  const world: World = {
    ...at.world,
    version,
    entities: cutAt(at.world.entities, patch.base, patch.entities),
    incidents: ordered(incidents, orderOf(incidents)),
    ties: spliced(at.world.ties, patch.ties, gone),
  }
  return ready(world)
}

function cutAt<T extends { id: string[] }>(had: T, base: number, come: T): T {
  return each(had, (name) => [...column(had, name).slice(0, base), ...column(come, name)])
}

/** Rows put in take the place of those with their id; the rest is appended. */
function spliced<T extends { id: string[] }>(had: T, come: T, gone: ReadonlySet<string>): T {
  const put = new Map(come.id.map((id, n) => [id, n]))
  const from: number[] = [] // index of a row that stays, or -1 - index of one that is put in
  had.id.forEach((id, n) => {
    const other = put.get(id)
    if (other !== undefined) {
      from.push(-1 - other)
      put.delete(id)
    } else if (!gone.has(id)) from.push(n)
  })
  for (const n of put.values()) from.push(-1 - n)
  return each(had, (name) => {
    const old = column(had, name)
    const fresh = column(come, name)
    return from.map((n) => (n >= 0 ? old[n] : fresh[-1 - n]))
  })
}

/** The first day first; what has no date last; the rest as it was. */
function orderOf(incidents: World['incidents']): number[] {
  const days = incidents.id.map((_, n) => {
    const day = incidents.first[n] ?? incidents.last[n]
    return day ? dayOf(day) : Infinity
  })
  return days.map((_, n) => n).sort((a, b) => (days[a]! === days[b]! ? a - b : days[a]! - days[b]!))
}

function ordered<T extends { id: string[] }>(had: T, order: readonly number[]): T {
  return each(had, (name) => {
    const old = column(had, name)
    return order.map((n) => old[n])
  })
}

function each<T extends object>(of: T, make: (name: string) => unknown[]): T {
  return Object.fromEntries(Object.keys(of).map((name) => [name, make(name)])) as T
}

function column(of: object, name: string): unknown[] {
  return (of as Columns)[name] ?? []
}
