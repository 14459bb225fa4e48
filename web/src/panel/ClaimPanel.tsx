import { Join } from '../judge/Join'
import { Judge } from '../judge/Judge'
import { Fields } from '../parts/Fields'
import { Said, Several } from '../parts/Said'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { labelOf } from '../parts/labels'
import { mayJudge, select } from '../state'
import type { ClaimDetail } from '../words'
import { Past } from './Past'
import { Part } from './Panel'

/** One claim: its words, its fields, what people said of it, what else tells the same. */
export function ClaimPanel({ id }: { readonly id: string }) {
  const answer = useAnswer<ClaimDetail>(`/claims/${encodeURIComponent(id)}`)
  if (!answer.value) return <Waiting of={answer} />
  const claim = answer.value
  const { row } = claim
  return (
    <>
      <p class="muted small">{row.kind === 'event' ? 'Event' : 'Tie'}, as one report tells it</p>
      <h2 class="title" dir="auto">{row.title}</h2>
      <p class="row small">
        <span class={`chip ${row.modality}`}>{labelOf('modality', row.modality)}</span>
        <span class={`chip ${row.status}`}>{labelOf('status', row.status)}</span>
        {row.background && <span class="chip" title="The report only alludes to it">allusion</span>}
        {claim.again && <span class="chip hedged" title="A newer reader changed what it says since">look again</span>}
      </p>
      <Said quote={row.quote} verdict={false} />
      {claim.holders.length > 1 && <p class="small muted">Told along: <bdi>{claim.holders.join(' → ')}</bdi></p>}
      {claim.cue && <p class="small muted">Words that attribute or doubt: “<bdi>{claim.cue}</bdi>”</p>}
      <Fields of={claim.fields} without={['modality', 'background']} />
      <p class="row">
        {row.incident && <button onClick={() => select({ sort: 'incident', id: row.incident! })}>Its incident</button>}
        {row.tie && <button onClick={() => select({ sort: 'tie', id: row.tie! })}>This tie over time</button>}
      </p>
      {mayJudge.value && <Judge key={`${row.id} ${row.version}`} claim={claim} />}
      <Part title="Also told by" count={claim.others.length}><Several quotes={claim.others} /></Part>
      {mayJudge.value && row.kind === 'event' && <Join claim={claim} />}
      <Past history={claim.history} />
      <p class="muted small">Drafted by {claim.stage}. Claim {row.id}</p>
    </>
  )
}
