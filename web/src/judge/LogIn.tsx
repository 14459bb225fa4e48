import { useSignal } from '@preact/signals'

import '../style/judge.css'
import { Refused, send, trust } from '../api'
import { load, say, who } from '../state'
import type { Who } from '../words'
import { flush } from './outbox'

/** Name and password. */
export default function LogIn() {
  const name = useSignal('')
  const password = useSignal('')
  const wrong = useSignal('')
  const busy = useSignal(false)
  const enter = async (event: Event) => {
    event.preventDefault()
    busy.value = true
    wrong.value = ''
    try {
      const now = await send<Who>('POST', '/session', { name: name.value.trim(), password: password.value })
      trust(now)
      who.value = now
      await load().catch(say)
      void flush()
    } catch (error) {
      wrong.value = error instanceof Refused && error.status !== 0 ? error.message : 'The server cannot be reached; try again in a moment.'
      password.value = ''
    } finally {
      busy.value = false
    }
  }
  return (
    <main>
      <form class="card login judge" onSubmit={(e) => void enter(e)}>
        <h1>Log in</h1>
        <label>Name<input required autocomplete="username" dir="auto" value={name.value} onInput={(e) => (name.value = e.currentTarget.value)} /></label>
        <label>Password<input required type="password" autocomplete="current-password" value={password.value} onInput={(e) => (password.value = e.currentTarget.value)} /></label>
        {wrong.value && <p class="trouble" role="alert">{wrong.value}</p>}
        <button class="primary" disabled={busy.value}>{busy.value ? 'Wait …' : 'Log in'}</button>
      </form>
    </main>
  )
}
