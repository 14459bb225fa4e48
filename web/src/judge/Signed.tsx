import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'

import '../style/judge.css'
import { keep, reviewer, who } from '../state'

/** What judges; where there are no accounts it asks for a name first, once. */
export function Signed({ children }: { readonly children: ComponentChildren }) {
  const typed = useSignal('')
  if (who.value?.accounts || reviewer.value) return <>{children}</>
  const take = (event: Event) => {
    event.preventDefault()
    reviewer.value = typed.value.trim()
    keep('reviewer', reviewer.value)
  }
  return (
    <form class="row judge" onSubmit={take}>
      <label class="grow">
        To judge, say who you are; the name is kept with each judgement
        <input dir="auto" required maxLength={200} autocomplete="name" value={typed.value} onInput={(e) => (typed.value = e.currentTarget.value)} />
      </label>
      <button class="primary" disabled={!typed.value.trim()}>Go on</button>
    </form>
  )
}

/** Why there is nothing to press. */
export function Barred() {
  const words = who.value?.role === 'reader' ? 'Your account may read, not judge. An admin can change that.' : 'The past and releases are shown as they were; go back to now to judge.'
  return <p class="muted small">{words}</p>
}
