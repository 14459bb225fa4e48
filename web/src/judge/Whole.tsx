import { useSignal } from '@preact/signals'

import { Signed } from './Signed'
import { post } from './outbox'

/** Accept or reject every claim of an incident or a tie. */
export function Whole({ id }: { readonly id: string }) {
  const note = useSignal('')
  const give = (verdict: string) => {
    void post('/judgements', { verdict, claim: id, note: note.value.trim() || null, field: null, value: null, other: null, seen: null }, `${verdict} all of ${id}`)
    note.value = ''
  }
  return (
    <Signed>
      <section class="judge" aria-label="Judge all of these claims">
        <div class="row">
          <button class="yes" onClick={() => give('accept')}>✓ Accept all</button>
          <button class="no" onClick={() => give('reject')}>✗ Reject all</button>
        </div>
        <label>Note<input dir="auto" placeholder="why, if you like" value={note.value} onInput={(e) => (note.value = e.currentTarget.value)} /></label>
      </section>
    </Signed>
  )
}
