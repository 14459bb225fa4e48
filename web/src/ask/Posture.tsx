import { edtfInWords } from '../days'
import { Lookup } from '../parts/Lookup'
import { Name } from '../parts/Name'
import { Said } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { asOf, asked, show } from '../state'
import type { Posture as Answer, PostureStep } from '../words'
import { useNamed } from './named'
import '../style/ask.css'

/** Up is hostile, down friendly; the words say it all the same. */
const SIGNS: Readonly<Record<string, string>> = {
  attack: '✸', increase: '▲', mobilise: '△', threaten: '!', coerce: '■', punish: '■', accuse: '“', reject: '×', protest: '✊',
  demand: '?', halt: '❚❚', reduce: '▼', withdraw: '←', release: '○', concede: '○', negotiate: '⇄', agree: '=', support: '+', aid: '+', cooperate: '+',
}

/** What one does about another, as one track in time. */
export default function Posture() {
  const { actor = '', target = '' } = asked.value
  const ready = actor !== '' && target !== ''
  const answer = useAnswer<Answer>(ready ? '/posture' : null, { actor, target, as_of: asOf.value })
  const put = (change: Record<string, string>) => show('posture', { ...asked.value, ...change })
  return (
    <section class="ask" aria-label="Posture">
      <form class="row asking" onSubmit={(e) => e.preventDefault()}>
        <Lookup label="What does" sort="actor" value={useNamed(actor)} onPick={(one) => put({ actor: one?.id ?? '' })} />
        <Lookup label="do about" sort="actor" value={useNamed(target)} onPick={(one) => put({ target: one?.id ?? '' })} />
        <button type="button" disabled={!ready} onClick={() => put({ actor: target, target: actor })}>The other way round</button>
      </form>
      {!ready && <p class="empty">Choose two actors: threats, attacks, halts, talks and withdrawals are put on one track, each with who says so.</p>}
      {ready && !answer.value && <Waiting of={answer} />}
      {answer.value && <Track of={answer.value} />}
    </section>
  )
}

function Track({ of }: { readonly of: Answer }) {
  if (!of.steps.length) return <p class="empty">No report of this book tells what the one does about the other.</p>
  return (
    <>
      {of.actor.length > 1 && <p class="small muted">Counted as the actor: {of.actor.map((a) => <Name key={a.id} of={a} />)}</p>}
      <ol class="track">
        {of.steps.map((step, n) => <Step key={step.claim} of={step} year={yearOf(step) !== yearOf(of.steps[n - 1])} />)}
      </ol>
    </>
  )
}

function yearOf(step: PostureStep | undefined): string | null {
  return step?.when?.match(/\d{4}/)?.[0] ?? null
}

function Step({ of, year }: { readonly of: PostureStep; readonly year: boolean }) {
  return (
    <li class={`step ${of.said.modality}`}>
      {year && yearOf(of) && <div class="year muted">{yearOf(of)}</div>}
      <span class="sign" aria-hidden="true">{SIGNS[of.move] ?? '•'}</span>
      <div class="grow">
        <p class="row">
          <strong>{of.move}</strong>
          {of.phase && <span class="chip">{of.phase}</span>}
          {of.possibly && <span class="chip hedged" title="Done by a name behind which it may stand, or laid at its door by others">possibly its own</span>}
          <span class="muted">{of.when ? edtfInWords(of.when) : 'undated, in its place in the telling'}</span>
          {of.by.map((b) => <Name key={b.id} of={b} />)}
        </p>
        <Said quote={of.said} />
      </div>
    </li>
  )
}
