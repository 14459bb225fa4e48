// Asks the server. Nothing here knows what the page looks like.
import type { Trouble, Who } from './words'

const BASE = '/api/v1'

/** A request that was refused, or did not arrive (status 0). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly trouble: Trouble,
  ) {
    super(trouble.message)
  }
}

export type Params = Record<string, string | number | boolean | readonly string[] | null | undefined>

let token = ''

/** What later changes are signed with. */
export function trust(who: Who): void {
  token = who.csrf
}

export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === '' || value === false) continue
    if (Array.isArray(value)) for (const one of value) query.append(name, one as string)
    else query.set(name, String(value))
  }
  const asked = query.toString()
  return `${BASE}${path}${asked ? `?${asked}` : ''}`
}

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(await reached(address(path, params), signal ? { signal } : {}))
}

/** Header with the place where the next page begins. */
const NEXT = 'X-Sourcebook-Next'

/** One page of a long list, and where the next one begins; null after the last. */
export async function page<T>(path: string, params: Params, signal: AbortSignal): Promise<{ readonly items: T[]; readonly next: string | null }> {
  const response = await reached(address(path, params), { signal })
  return { items: await answer<T[]>(response), next: response.headers.get(NEXT) }
}

export async function send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const form = body instanceof FormData
  const headers: Record<string, string> = { 'X-Sourcebook-Token': token }
  if (!form) headers['Content-Type'] = 'application/json'
  const init: RequestInit = { method, headers }
  if (body !== undefined) init.body = form ? body : JSON.stringify(body)
  return answer<T>(await reached(`${BASE}${path}`, init))
}

async function reached(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    const message = 'The server cannot be reached. What you did is kept here and sent again.'
    throw new Refused(0, { error: 'unreachable', message, current: null })
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  const said: unknown = await response.json().catch(() => null)
  throw new Refused(response.status, isTrouble(said) ? said : unknown(response))
}

function isTrouble(said: unknown): said is Trouble {
  return typeof said === 'object' && said !== null && 'message' in said && 'error' in said
}

function unknown(response: Response): Trouble {
  return { error: 'failed', message: `The server answered ${response.status} without saying why.`, current: null }
}
