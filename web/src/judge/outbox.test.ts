import { beforeEach, expect, test, vi } from 'vitest'

import { storeOf } from '../testing'

type Answer = { readonly status?: number; readonly body?: unknown } | 'unreachable'
interface Sent {
  readonly path: string
  readonly body: { readonly key: string; readonly seen?: number | null; readonly verdict?: string }
}

let store: Storage
let answers: Answer[]
let sent: Sent[]

/** The outbox of a window that was just opened. */
async function opened(): Promise<typeof import('./outbox')> {
  vi.resetModules()
  return import('./outbox')
}

const judged = (more: object = {}): Answer => ({ body: { numbers: [7], sort: 'judgement', version: '2', claims: [], patch: null, ...more } })
const ask = (claim: string, more: object = {}) => ({ claim, verdict: 'accept', seen: 1, ...more }) as never
const trouble = (status: number, error: string) => ({ status, body: { error, message: `${error}!`, current: null } })

beforeEach(() => {
  store = storeOf()
  answers = []
  sent = []
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', store)
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (init.method !== 'POST') return Response.json(url.includes('/session') ? { csrf: 'fresh', accounts: false, role: 'admin' } : { entities: { id: [] } }, { status: url.includes('/session') ? 200 : 500 })
    sent.push({ path: url.replace('/api/v1', ''), body: JSON.parse(String(init.body)) as Sent['body'] })
    const next = answers.shift() ?? judged()
    if (next === 'unreachable') throw new TypeError('no network')
    return Response.json(next.body, { status: next.status ?? 200 })
  })
  return () => vi.useRealTimers()
})

test('what the server has is kept no longer', async () => {
  const box = await opened()
  const answer = await box.post('/judgements', ask('c1'), 'accept c1')
  expect([answer?.numbers, Object.keys(store), box.waiting.value, sent.length]).toEqual([[7], [], [], 1])
})

test('what did not arrive is sent again under the same key, in order', async () => {
  const box = await opened()
  answers = ['unreachable', { status: 503, body: {} }]
  void box.post('/judgements', ask('c1'), 'one')
  void box.post('/judgements', ask('c2'), 'two')
  await vi.advanceTimersByTimeAsync(10)
  expect([box.waiting.value.length, Object.keys(store).length, box.stuck.value !== '']).toEqual([2, 2, true])
  await vi.advanceTimersByTimeAsync(60_000)
  const [first, , third, fourth] = sent.map((one) => one.body.key)
  expect([sent.length, new Set([first, sent[1]!.body.key, third]).size, fourth === first, box.waiting.value, box.stuck.value]).toEqual([4, 1, false, [], ''])
})

test('what waited when the window was closed is sent by the next one', async () => {
  const before = await opened()
  answers = ['unreachable']
  void before.post('/judgements', ask('c1'), 'one')
  await vi.advanceTimersByTimeAsync(10)
  const key = before.waiting.value[0]!.body.key
  vi.clearAllTimers()
  const after = await opened()
  expect(after.waiting.value.map((one) => [one.body.key, one.title])).toEqual([[key, 'one']])
  await after.flush()
  expect([sent.at(-1)!.body.key, after.waiting.value, Object.keys(store)]).toEqual([key, [], []])
})

test('what the server refuses stands apart until it is dropped, and the next goes on', async () => {
  const box = await opened()
  answers = [trouble(409, 'overtaken')]
  const [first, second] = await Promise.all([box.post('/judgements', ask('c1'), 'one'), box.post('/judgements', ask('c2'), 'two')])
  expect([first, second?.numbers, box.refused.value.map((one) => [one.title, one.message, one.overtaken])]).toEqual([null, [7], [['one', 'overtaken!', true]]])
  expect((await opened()).refused.value.length).toBe(1)
  box.dropRefused(box.refused.value[0]!)
  expect(Object.keys(store)).toEqual([])
})

test('a refused one that is sent again has a key of its own', async () => {
  const box = await opened()
  answers = [trouble(409, 'overtaken')]
  await box.post('/judgements', ask('c1'), 'one')
  box.again(box.refused.value[0]!, { note: 'seen' } as never)
  await vi.advanceTimersByTimeAsync(10)
  expect([sent.length, sent[0]!.body.key === sent[1]!.body.key, box.refused.value]).toEqual([2, false, []])
})

test('two judgements about one claim in a row do not overtake each other', async () => {
  const box = await opened()
  answers = [judged({ claims: [{ id: 'c1', version: 5 }] })]
  await Promise.all([box.post('/judgements', ask('c1'), 'one'), box.post('/judgements', ask('c1', { verdict: 'reject' }), 'two'), box.post('/judgements', ask('c2'), 'three')])
  expect(sent.map((one) => one.body.seen)).toEqual([1, 5, 1])
})

test('who is not logged in loses nothing', async () => {
  const box = await opened()
  answers = [trouble(401, 'who')]
  void box.post('/judgements', ask('c1'), 'one')
  await vi.advanceTimersByTimeAsync(10)
  expect([box.waiting.value.length, Object.keys(store).length, box.refused.value]).toEqual([1, 1, []])
})

test('a token that the server no longer knows is asked for anew, once', async () => {
  const box = await opened()
  answers = [trouble(403, 'token'), judged()]
  const answer = await box.post('/judgements', ask('c1'), 'one')
  expect([answer?.numbers, sent.length, sent[0]!.body.key === sent[1]!.body.key]).toEqual([[7], 2, true])
})

test('the last change is taken back by its number', async () => {
  const box = await opened()
  await box.post('/judgements', ask('c1'), 'one')
  box.undoLast()
  await vi.advanceTimersByTimeAsync(10)
  expect([sent.at(-1)!.path, box.done.value]).toEqual(['/judgements/7/undo', []])
})
