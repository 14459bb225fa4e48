import '../style/judge.css'
import { Refused, page } from '../api'
import { Waiting } from '../parts/Waiting'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { changed, clock, mayJudge } from '../state'
import type { Change } from '../words'
import { Barred, Signed } from './Signed'
import { undo, waiting } from './outbox'

const MORE = 100

/** Judgements and decisions, the newest first; each can be taken back. */
export default function History() {
  const most = useSignal(MORE)
  const { found, refused } = useNewest(most.value)
  if (!found) return <div class="desk"><Waiting of={{ value: null, refused, waiting: refused === null }} /></div>
  const every = found.changes
  return (
    <div class="desk">
      <h2>What people judged</h2>
      {!every.length && <p class="empty">Nobody has judged anything yet.</p>}
      {mayJudge.value ? <Signed><Lines every={every} /></Signed> : <><Barred /><Lines every={every} /></>}
      {found.more && <p><button onClick={() => (most.value = every.length + MORE)}>Older ones</button></p>}
    </div>
  )
}

interface Newest {
  readonly changes: readonly Change[]
  readonly more: boolean
}

/** At least so many of the newest, page by page; asked anew when the book changed. */
function useNewest(many: number): { readonly found: Newest | null; readonly refused: string | null } {
  const found = useSignal<Newest | null>(null)
  const refused = useSignal<string | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    newest(many, gone.signal)
      .then((now) => (found.value = now))
      .catch((error: unknown) => {
        if (!gone.signal.aborted) refused.value = error instanceof Refused ? error.message : String(error)
      })
    return () => gone.abort()
  }, [many, changed.value, clock.value])
  return { found: found.value, refused: refused.value }
}

async function newest(many: number, signal: AbortSignal): Promise<Newest> {
  const changes: Change[] = []
  let cursor: string | null = null
  do {
    const { items, next }: { items: Change[]; next: string | null } = await page<Change>('/history', { ...clock.peek(), limit: MORE, cursor }, signal)
    changes.push(...items)
    cursor = next
  } while (cursor && changes.length < many)
  return { changes, more: cursor !== null }
}

function Lines({ every }: { readonly every: readonly Change[] }) {
  const asked = new Set(waiting.value.map((one) => one.path))
  return (
    <ul class="past">
      {every.map((one) => (
        <li key={`${one.sort} ${one.n}`}>
          <span class="grow">
            <bdi class={one.undone ? 'undone' : ''}>{one.words}</bdi>
            <br />
            <span class="muted small">
              <bdi>{one.by}</bdi>, {one.at.slice(0, 16).replace('T', ' ')}
              {one.note && <>: “<bdi>{one.note}</bdi>”</>}
            </span>
          </span>
          {one.undone && <span class="chip">taken back</span>}
          {mayJudge.value && !one.undone && one.verdict !== 'undo' && (
            <button disabled={asked.has(`/${one.sort}s/${one.n}/undo`)} aria-label={`Undo: ${one.words}`} onClick={() => undo(one.sort, one.n)}>Undo</button>
          )}
        </li>
      ))}
    </ul>
  )
}
