import '../style/judge.css'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { useSignal } from '@preact/signals'
import { mayJudge } from '../state'
import type { Change } from '../words'
import { Barred, Signed } from './Signed'
import { undo, waiting } from './outbox'

const MORE = 100

/** Judgements and decisions, the newest first; each can be taken back. */
export default function History() {
  const most = useSignal(MORE)
  const answer = useAnswer<Change[]>('/history', { limit: most.value })
  if (!answer.value) return <div class="desk"><Waiting of={answer} /></div>
  const every = answer.value
  return (
    <div class="desk">
      <h2>What people judged</h2>
      {!every.length && <p class="empty">Nobody has judged anything yet.</p>}
      {mayJudge.value ? <Signed><Lines every={every} /></Signed> : <><Barred /><Lines every={every} /></>}
      {every.length >= most.value && <p><button onClick={() => (most.value += MORE)}>Older ones</button></p>}
    </div>
  )
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
