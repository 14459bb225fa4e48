import { useSignal } from '@preact/signals'

import '../style/judge.css'
import { book } from '../state'
import type { ClaimDetail } from '../words'
import { Signed } from './Signed'
import { post } from './outbox'

const MOST = 20

/** Join a claim to the incident of another, or cut it off. */
export function Join({ claim }: { readonly claim: ClaimDetail }) {
  const note = useSignal('')
  const search = useSignal('')
  const send = (verdict: 'join' | 'cut', other: string, title: string) =>
    void post('/judgements', { verdict, claim: claim.row.id, other, note: note.value.trim(), seen: claim.row.version, field: null, value: null }, title)
  const mute = !note.value.trim()
  const found = search.value.trim() ? near(claim, search.value.trim().toLowerCase()) : []
  return (
    <details>
      <summary>Same happening, or not?</summary>
      <Signed>
        <section class="judge" aria-label="Join or cut">
          <label>Why (needed)<input dir="auto" value={note.value} onInput={(e) => (note.value = e.currentTarget.value)} /></label>
          {claim.others.map((one) => (
            <p key={one.claim} class="row small">
              <span class="grow" dir="auto">“{one.words}” <bdi class="muted">{one.label}</bdi></span>
              <button disabled={mute} onClick={() => send('cut', one.claim, `cut from “${one.words}”`)}>Not the same</button>
            </p>
          ))}
          <label>Find another incident that is the same<input type="search" dir="auto" placeholder="words of its title, or a day" value={search.value} onInput={(e) => (search.value = e.currentTarget.value)} /></label>
          {search.value.trim() && !found.length && <p class="muted small">No incident is called so.</p>}
          {found.map((one) => (
            <p key={one.id} class="row small">
              <span class="grow" dir="auto">{one.title} <span class="muted">{one.day ?? 'no date'}</span></span>
              <button disabled={mute} onClick={() => send('join', one.claim, `join to “${one.title}”`)}>The same</button>
            </p>
          ))}
          {mute && <p class="muted small">The buttons wake up when you say why.</p>}
        </section>
      </Signed>
    </details>
  )
}

/** Incidents whose title or day has the words. */
function near(claim: ClaimDetail, words: string) {
  const held = book.value?.world.incidents
  const out: { id: string; title: string; day: string | null; claim: string }[] = []
  if (!held) return out
  for (let n = 0; n < held.id.length && out.length < MOST; n++) {
    const day = held.first[n] ?? null
    const first = held.claims[n]?.[0]
    if (!first || held.id[n] === claim.row.incident) continue
    if (held.title[n]!.toLowerCase().includes(words) || day?.startsWith(words)) out.push({ id: held.id[n]!, title: held.title[n]!, day, claim: first })
  }
  return out
}
