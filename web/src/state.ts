// What the page shows: one book, one selection, one filter, one day. Every view follows these signals and no other.
import { computed, effect, signal } from '@preact/signals'

import { Refused, get, trust } from './api'
import { dayOf } from './days'
import { type Ready, ready, stateOn } from './world'
import type { About, Who, World } from './words'

export type Sort = 'incident' | 'tie' | 'entity' | 'report' | 'claim'
export interface Ref {
  readonly sort: Sort
  readonly id: string
}

export const VIEWS = ['overview', 'reader', 'timeline', 'map', 'network', 'queue', 'diff', 'posture', 'reach', 'search', 'add', 'history', 'team'] as const
export type View = (typeof VIEWS)[number]

/** What is shown; empty lists show everything. */
export interface Filter {
  readonly types: readonly string[]
  readonly predicates: readonly string[]
  readonly modalities: readonly string[]
  readonly statuses: readonly string[]
  /** Ids of actors and places: everything shown has one of them in it. */
  readonly entities: readonly string[]
  readonly reports: readonly string[]
  readonly first: string | null
  readonly last: string | null
}
export const NO_FILTER: Filter = { types: [], predicates: [], modalities: [], statuses: [], entities: [], reports: [], first: null, last: null }

export const who = signal<Who | null>(null)
export const about = signal<About | null>(null)
export const book = signal<Ready | null>(null)
export const trouble = signal<string | null>(null)

export const view = signal<View>('overview')
/** Arguments of a view, as they stand in its address: `from`, `to`, `actor`, `target`, `without`, `q` ... */
export const asked = signal<Readonly<Record<string, string>>>({})
export const selected = signal<Ref | null>(null)
export const hovered = signal<Ref | null>(null)
export const filter = signal<Filter>(NO_FILTER)
/** ISO day, or null for all days. */
export const asOf = signal<string | null>(null)
export const knownBy = signal<string | null>(null)
export const release = signal<string | null>(null)
/** The report in the reader. */
export const reading = signal<string | null>(null)
export const reviewer = signal<string>(stored('reviewer') ?? '')
export const theme = signal<'light' | 'dark' | 'system'>((stored('theme') as 'light' | 'dark' | null) ?? 'system')

/** The clock that every question takes along. */
export const clock = computed(() => ({ known_by: knownBy.value, release: release.value }))
/** May this person judge here and now? The past and releases cannot be judged. */
export const mayJudge = computed(() => who.value?.role !== 'reader' && !knownBy.value && !release.value)

const asOfDay = computed(() => (asOf.value ? dayOf(asOf.value) : null))

/** Indexes of the incidents that pass the filter and may have begun by the day, in the order of time. */
export const shownIncidents = computed<readonly number[]>(() => {
  const at = book.value
  if (!at) return []
  const keep = incidentFilter(at, filter.value)
  const day = asOfDay.value
  const out: number[] = []
  for (let i = 0; i < at.first.length; i++) if ((day === null || at.first[i]! <= day) && keep(i)) out.push(i)
  return out
})

/** Indexes of the ties that pass the filter, on whatever day. */
export const keptTies = computed<readonly number[]>(() => {
  const at = book.value
  return at ? [...at.turns.keys()].filter(tieFilter(at, filter.value)) : []
})

/** Indexes of the ties that pass the filter, with how they stand on the day ("yes" or "maybe" only). */
export const shownTies = computed<ReadonlyMap<number, 'yes' | 'maybe'>>(() => {
  const at = book.value
  const out = new Map<number, 'yes' | 'maybe'>()
  if (!at) return out
  const day = asOfDay.value
  for (const i of keptTies.value) {
    const state = stateOn(at, i, day)
    if (state === 'yes' || state === 'maybe') out.set(i, state)
    else if (day === null && state === 'silent') out.set(i, 'maybe')
  }
  return out
})

/** What the selection touches, by index; views draw these and pale the rest. */
export const touched = computed(() => {
  const at = book.value
  const one = selected.value
  const found = at && one ? touching(at, one) : null
  const some = found && found.incidents.size + found.ties.size + found.entities.size > 0
  return some ? found : null // an allusion is in no view but the reader; nothing is paled for it
})

export interface Touched {
  readonly incidents: ReadonlySet<number>
  readonly ties: ReadonlySet<number>
  readonly entities: ReadonlySet<number>
  readonly reports: ReadonlySet<number>
}

export function touching(at: Ready, one: Ref): Touched {
  const incidents = new Set<number>()
  const ties = new Set<number>()
  const entities = new Set<number>()
  const reports = new Set<number>()
  const incident = one.sort === 'incident' ? at.incidentAt.get(one.id) : one.sort === 'claim' ? at.incidentOfClaim.get(one.id) : undefined
  const tie = one.sort === 'tie' ? at.tieAt.get(one.id) : one.sort === 'claim' ? at.tieOfClaim.get(one.id) : undefined
  if (incident !== undefined) incidents.add(incident)
  if (tie !== undefined) ties.add(tie)
  if (one.sort === 'entity') {
    const entity = at.entityAt.get(one.id)
    if (entity !== undefined) {
      entities.add(entity)
      for (const i of at.incidentsOf[entity]!) incidents.add(i)
      for (const t of at.tiesOf[entity]!) ties.add(t)
    }
  }
  if (one.sort === 'report') {
    const report = at.reportAt.get(one.id)
    if (report !== undefined) {
      reports.add(report)
      for (const i of at.incidentsIn[report]!) incidents.add(i)
      for (const t of at.tiesIn[report]!) ties.add(t)
    }
  }
  if (one.sort !== 'entity' || incidents.size + ties.size < 2000) {
    for (const i of incidents) {
      for (const e of at.world.incidents.doers[i]!) entities.add(e)
      for (const e of at.world.incidents.targets[i]!) entities.add(e)
      const where = at.world.incidents.where[i]
      if (where !== null && where !== undefined) entities.add(where)
      for (const r of at.world.incidents.reports[i]!) reports.add(r)
    }
    for (const t of ties) {
      entities.add(at.world.ties.subject[t]!).add(at.world.ties.object[t]!)
      for (const r of at.world.ties.reports[t]!) reports.add(r)
    }
  }
  return { incidents, ties, entities, reports }
}

function incidentFilter(at: Ready, f: Filter): (i: number) => boolean {
  const { incidents } = at.world
  const wanted = within(f.entities.map((id) => at.entityAt.get(id)), at.incidentsOf)
  const read = within(f.reports.map((id) => at.reportAt.get(id)), at.incidentsIn)
  const first = f.first ? dayOf(f.first) : null
  const last = f.last ? dayOf(f.last) : null
  return (i) =>
    (!f.types.length || f.types.includes(incidents.type[i]!)) &&
    (!f.modalities.length || f.modalities.includes(incidents.modality[i]!)) &&
    (f.statuses.length ? f.statuses.includes(incidents.status[i]!) : incidents.status[i] !== 'rejected') &&
    (!wanted || wanted.has(i)) &&
    (!read || read.has(i)) &&
    (first === null || (at.dated[i] === 1 && at.last[i]! >= first)) &&
    (last === null || (at.dated[i] === 1 && at.first[i]! <= last))
}

function tieFilter(at: Ready, f: Filter): (i: number) => boolean {
  const { ties } = at.world
  const wanted = within(f.entities.map((id) => at.entityAt.get(id)), at.tiesOf)
  const read = within(f.reports.map((id) => at.reportAt.get(id)), at.tiesIn)
  return (i) =>
    (!f.predicates.length || f.predicates.includes(ties.predicate[i]!)) &&
    (!f.modalities.length || f.modalities.includes(ties.modality[i]!)) &&
    (f.statuses.length ? f.statuses.includes(ties.status[i]!) : ties.status[i] !== 'rejected') &&
    (!wanted || wanted.has(i)) &&
    (!read || read.has(i))
}

/** The union of some lists; null when nothing was asked for. */
function within(which: readonly (number | undefined)[], of: readonly number[][]): Set<number> | null {
  if (!which.length) return null
  return new Set(which.flatMap((n) => (n === undefined ? [] : of[n]!)))
}

export function select(one: Ref | null): void {
  selected.value = one
  const at = book.value
  if (one && at) {
    const report = one.sort === 'report' ? one.id : firstReport(at, one)
    if (report && !(reading.value && reports(at, one).includes(reading.value))) reading.value = report
  }
}

function reports(at: Ready, one: Ref): string[] {
  return [...touching(at, one).reports].map((r) => at.world.reports.id[r]!)
}

function firstReport(at: Ready, one: Ref): string | null {
  return reports(at, one)[0] ?? null
}

export function show(next: View, args: Readonly<Record<string, string>> = {}): void {
  view.value = next
  asked.value = args
}

export function setFilter(change: Partial<Filter>): void {
  filter.value = { ...filter.value, ...change }
}

// --- loading

export async function start(): Promise<void> {
  readAddress()
  globalThis.addEventListener('popstate', readAddress)
  const asked = ask() // beside the session and not after it; of no use to somebody who has to log in first
  try {
    who.value = await get<Who>('/session')
    trust(who.value)
    if (who.value.accounts && !who.value.role) return
    await load(asked)
  } catch (error) {
    say(error)
  }
  effect(writeAddress)
}

let loading = 0

interface Asked {
  readonly about: Promise<About>
  readonly world: Promise<World>
}

function ask(): Asked {
  const asked = { about: get<About>('/about', clock.value), world: get<World>('/world', clock.value) }
  for (const one of [asked.about, asked.world]) one.catch(() => undefined) // told by whoever waits for it
  return asked
}

/** Ask for the book anew; while it is being put together, show what there is and ask again. */
export async function load(asked = ask()): Promise<void> {
  const mine = ++loading
  about.value = await asked.about
  const world = await asked.world
  if (mine !== loading) return
  book.value = ready(world)
  reading.value ??= (selected.value && firstReport(book.value, selected.value)) ?? world.reports.id.at(-1) ?? null
  if (world.partial) setTimeout(() => void load().catch(say), 1500)
}

export function say(error: unknown): void {
  if (error instanceof Refused && error.status === 401) {
    who.value = who.value ? { ...who.value, role: null, name: null } : null
    return
  }
  if (error instanceof DOMException && error.name === 'AbortError') return
  trouble.value = error instanceof Error ? error.message : String(error)
}

// --- the address: a link that reproduces what is seen

const LISTS = ['types', 'predicates', 'modalities', 'statuses', 'entities', 'reports'] as const

function readAddress(): void {
  const path = location.pathname.slice(1) || 'overview'
  const query = new URLSearchParams(location.search)
  view.value = (VIEWS as readonly string[]).includes(path) ? (path as View) : 'overview'
  const [sort, id] = (query.get('sel') ?? '').split(/:(.*)/s)
  selected.value = sort && id ? { sort: sort as Sort, id } : null
  reading.value = query.get('report') ?? reading.value
  asOf.value = query.get('as_of')
  knownBy.value = query.get('known_by')
  release.value = query.get('release')
  const read: Record<string, unknown> = { first: query.get('first'), last: query.get('last') }
  for (const name of LISTS) read[name] = query.getAll(name)
  filter.value = read as unknown as Filter
  const args: Record<string, string> = {}
  for (const [name, value] of query) if (name.startsWith('q.')) args[name.slice(2)] = value
  asked.value = args
}

export function link(): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked.value)) if (value) query.set(`q.${name}`, value)
  if (selected.value) query.set('sel', `${selected.value.sort}:${selected.value.id}`)
  if (reading.value) query.set('report', reading.value)
  if (asOf.value) query.set('as_of', asOf.value)
  if (knownBy.value) query.set('known_by', knownBy.value)
  if (release.value) query.set('release', release.value)
  for (const name of LISTS) for (const value of filter.value[name]) query.append(name, value)
  if (filter.value.first) query.set('first', filter.value.first)
  if (filter.value.last) query.set('last', filter.value.last)
  const asks = query.toString()
  return `/${view.value === 'overview' ? '' : view.value}${asks ? `?${asks}` : ''}`
}

let shownView: View | null = null
let writing: ReturnType<typeof setTimeout> | undefined

/** Another view is a step to go back from; of a day that is dragged only the last is written, since browsers refuse many writes. */
function writeAddress(): void {
  const next = link()
  const turned = shownView !== null && shownView !== view.value
  shownView = view.value
  clearTimeout(writing)
  if (next === location.pathname + location.search) return
  if (turned) history.pushState(null, '', next)
  else writing = setTimeout(() => history.replaceState(null, '', next), 100)
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`sourcebook.${name}`)
  } catch {
    return null
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`sourcebook.${name}`, value)
  } catch {
    /* a browser that keeps nothing still shows everything */
  }
}

// --- words chosen in the reader, for a claim that was missed

export interface Chosen {
  readonly report: string
  /** UTF-16 code units in the report's text, end excluded. */
  readonly start: number
  readonly end: number
  readonly words: string
}
export const chosen = signal<Chosen | null>(null)
/** Rises whenever the book changed, so that what was asked is asked again. */
export const changed = signal(0)

/** What `reach` found, for the map and the network to draw: ids; null while nobody asks. */
export const reached = signal<{ readonly places: ReadonlySet<string>; readonly lost: ReadonlySet<string>; readonly ties: ReadonlySet<string> } | null>(null)
