// Every change goes through here: kept until the server has it, sent in order, once.
import { computed, signal } from '@preact/signals'

import { Refused, get, send, trust } from '../api'
import { patched } from '../patch'
import { about, book, changed, clock, load, reviewer, say, who } from '../state'
import type { About, Change, Deciding, Judged, Judging, Marking, Undoing, Who } from '../words'

export type Body = Judging | Deciding | Marking | Undoing
export interface Waiting {
  readonly path: string
  readonly body: Body
  /** What it is, for people. */
  readonly title: string
  /** When it was put in, in milliseconds. */
  readonly at: number
  /** Taken back after it was first sent and before the server answered: undone as soon as it answers. */
  readonly takenBack?: boolean
}
export interface Back extends Waiting {
  readonly message: string
  /** What stands instead, when somebody else was faster. */
  readonly current: Change | null
  /** Whether sending it again with a reason lets it count. */
  readonly overtaken: boolean
}

const KEEP = 'sourcebook.outbox.' // and the key: one entry each, so that two windows do not overwrite each other
const BACK = 'sourcebook.refused.'
const FIRST_WAIT = 1000
const LONGEST_WAIT = 30_000
const UNREACHED = [0, 502, 503, 504]

/** What waits to be sent, the oldest first. */
export const waiting = signal<readonly Waiting[]>(read<Waiting>(KEEP))
/** What the server refused. */
export const refused = signal<readonly Back[]>(read<Back>(BACK))
export const waitWords = computed(() => {
  const n = waiting.value.length
  return n === 0 ? '' : n === 1 ? '1 judgement waits for the server' : `${n} judgements wait for the server`
})
/** The last changes that the server took, for undoing; the newest last. */
export const done = signal<readonly { readonly sort: Judged['sort']; readonly numbers: readonly number[]; readonly claim: string | null }[]>([])

/** Why what waits did not get through; empty when it did. */
export const stuck = signal('')

let sending = false
let pause = FIRST_WAIT
let timer: ReturnType<typeof setTimeout> | undefined
/** Keys of what the server may have, answered or not. */
const tried = new Set(waiting.value.map((one) => one.body.key))
const hopes = new Map<string, (judged: Judged | null) => void>()

/** Put a change in the outbox; the answer is null when the server refuses it. */
export function post(path: string, body: Omit<Judging, 'key' | 'overrule'> | Omit<Deciding, 'key'> | Omit<Marking, 'key'> | Omit<Undoing, 'key'>, title: string): Promise<Judged | null> {
  const full = { by: who.value?.accounts ? null : reviewer.value || null, ...body, key: crypto.randomUUID() } as Body
  return put({ path, body: full, title, at: Date.now() })
}

function put(one: Waiting): Promise<Judged | null> {
  waiting.value = [...waiting.value, one]
  write(KEEP, one)
  const hope = new Promise<Judged | null>((resolve) => hopes.set(one.body.key, resolve))
  void flush()
  return hope
}

/** Send what waits. */
export async function flush(): Promise<void> {
  clearTimeout(timer)
  if (sending) return
  sending = true
  try {
    while (waiting.value.length) if (!(await sendFirst())) return
  } finally {
    sending = false
  }
}

/** Whether to go on with the next one. */
async function sendFirst(): Promise<boolean> {
  const one = waiting.value[0]!
  let judged: Judged
  tried.add(one.body.key)
  try {
    judged = await send<Judged>('POST', one.path, one.body)
  } catch (error) {
    if (!(error instanceof Refused) || UNREACHED.includes(error.status) || error.status === 429) return later(error)
    if (error.status === 401) {
      say(error) // kept until somebody logs in
      return false
    }
    if (error.status === 403 && (await freshToken())) return true
    giveBack(one, error)
    return true
  }
  pause = FIRST_WAIT
  stuck.value = ''
  const unwanted = takenBack(one)
  follow(one.body, judged)
  end(one, judged)
  if (unwanted) for (const n of judged.numbers) undo(judged.sort, n)
  else if (!undoes(one)) done.value = [...done.value.slice(-49), { sort: judged.sort, numbers: judged.numbers, claim: claimOf(one) }]
  await apply(judged).catch(say)
  return true
}

function later(error: unknown): boolean {
  stuck.value = error instanceof Error ? error.message : String(error)
  timer = setTimeout(() => void flush(), pause)
  pause = Math.min(pause * 2, LONGEST_WAIT)
  return false
}

function giveBack(one: Waiting, error: Refused): void {
  if (takenBack(one)) return end(one, null)
  const current = error.trouble.current as Change | null
  const back: Back = { ...one, message: error.message, current, overtaken: error.trouble.error === 'overtaken' }
  refused.value = [...refused.value, back]
  write(BACK, back)
  end(one, null)
}

/** It waits no longer; whoever hopes for its answer is told. */
function end(one: Waiting, judged: Judged | null): void {
  drop(one.body.key)
  hopes.get(one.body.key)?.(judged)
  hopes.delete(one.body.key)
}

function undoes(one: Waiting): boolean {
  return one.path.endsWith('/undo')
}

export function claimOf(one: Waiting): string | null {
  return 'claim' in one.body ? one.body.claim : null
}

function takenBack(one: Waiting): boolean {
  return waiting.value.some((other) => other.body.key === one.body.key && other.takenBack)
}

async function apply(judged: Judged): Promise<void> {
  const at = book.value
  const past = clock.value.known_by || clock.value.release
  const next = at && !past ? patched(at, judged.patch, judged.version) : null
  if (next) {
    book.value = next
    about.value = await get<About>('/about', clock.value)
  } else await load()
  changed.value++
}

/** Send a refused one again, changed, under a key of its own. */
export function again(one: Back, change: Partial<Judging> & Partial<Deciding>): void {
  dropRefused(one)
  void put({ path: one.path, title: one.title, at: Date.now(), body: { ...one.body, ...change, key: crypto.randomUUID() } as Body })
}

export function dropRefused(one: Back): void {
  refused.value = refused.value.filter((other) => other.body.key !== one.body.key)
  forget(BACK, one.body.key)
}

function drop(key: string): void {
  waiting.value = waiting.value.filter((one) => one.body.key !== key)
  forget(KEEP, key)
}

/** What waits about the same claim was decided in sight of what was just sent: no one else came between. */
function follow(sent: Body, judged: Judged): void {
  const versions = new Map(judged.claims.map((row) => [row.id, row.version]))
  waiting.value = waiting.value.map((one) => {
    if (!('seen' in one.body && 'seen' in sent) || one.body.seen !== sent.seen) return one
    const version = one.body.claim === sent.claim ? versions.get(sent.claim) : undefined
    return version === undefined ? one : { ...one, body: { ...one.body, seen: version } }
  })
}

/** A server that was started anew has another token; whether there is one. */
async function freshToken(): Promise<boolean> {
  const fresh = await get<Who>('/session').catch(() => null)
  if (!fresh || fresh.csrf === who.value?.csrf) return false
  trust(fresh)
  who.value = fresh
  return true
}

function read<T extends Waiting>(kept: string): T[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(kept))
    return names.map((name) => JSON.parse(localStorage.getItem(name)!) as T).sort((a, b) => a.at - b.at)
  } catch {
    return []
  }
}

function write(kept: string, one: Waiting): void {
  try {
    localStorage.setItem(kept + one.body.key, JSON.stringify(one))
  } catch {
    /* a browser that keeps nothing still sends */
  }
}

function forget(kept: string, key: string): void {
  try {
    localStorage.removeItem(kept + key)
  } catch {
    /* nothing was kept */
  }
}

/** Take the last change of this visit back, sent or not; the claim that it was about, or null when there is none to take back. */
export function undoLast(): { readonly claim: string | null } | null {
  const unsent = waiting.value.findLast((one) => !undoes(one) && !one.takenBack)
  if (unsent) {
    takeBack(unsent)
    return { claim: claimOf(unsent) }
  }
  const last = done.value.at(-1)
  if (!last) return null
  done.value = done.value.slice(0, -1)
  for (const n of last.numbers) undo(last.sort, n)
  return last
}

/** What the server cannot have is dropped; what it may have is undone when it answers. */
function takeBack(one: Waiting): void {
  if (!tried.has(one.body.key)) return end(one, null)
  const unwanted = { ...one, takenBack: true }
  waiting.value = waiting.value.map((other) => (other.body.key === one.body.key ? unwanted : other))
  write(KEEP, unwanted)
}

export function undo(sort: Judged['sort'], n: number): void {
  void post(`/${sort}s/${n}/undo`, {}, `take ${sort} ${n} back`)
}
