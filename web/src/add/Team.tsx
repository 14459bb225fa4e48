import { useSignal } from '@preact/signals'

import '../style/judge.css'
import { send } from '../api'
import { Waiting } from '../parts/Waiting'
import { useAnswer } from '../parts/answer'
import { changed, who } from '../state'
import type { Role, User } from '../words'

const ROLES: Readonly<Record<Role, string>> = { reader: 'reads', reviewer: 'reads, judges and adds', admin: 'also keeps the accounts' }

/** Accounts, for admins. */
export default function Team() {
  const answer = useAnswer<User[]>(who.value?.role === 'admin' && who.value.accounts ? '/users' : null)
  const wrong = useSignal('')
  const attempt = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<boolean> => {
    wrong.value = ''
    try {
      await send(method, path, body)
      return true
    } catch (error) {
      wrong.value = error instanceof Error ? error.message : String(error)
      return false
    } finally {
      changed.value++
    }
  }
  if (!who.value?.accounts) return <p class="empty">This server has no accounts: whoever sits at this machine may do everything.</p>
  if (who.value.role !== 'admin') return <p class="empty">Only an admin sees the accounts.</p>
  return (
    <div class="desk">
      <h2>Team</h2>
      {wrong.value && <p class="trouble" role="alert">{wrong.value}</p>}
      {answer.value ? (
        <table>
          <thead><tr><th>Name</th><th>May</th><th>New password</th><th /></tr></thead>
          <tbody>{answer.value.map((user) => <Line key={user.name} user={user} attempt={attempt} />)}</tbody>
        </table>
      ) : <Waiting of={answer} />}
      <Make attempt={attempt} />
    </div>
  )
}

type Attempt = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<boolean>

function Roles({ value, label, onValue }: { readonly value: Role; readonly label: string; readonly onValue: (role: Role) => void }) {
  return (
    <select aria-label={label} value={value} onChange={(e) => onValue(e.currentTarget.value as Role)}>
      {Object.entries(ROLES).map(([role, words]) => <option key={role} value={role}>{role}: {words}</option>)}
    </select>
  )
}

function Line({ user, attempt }: { readonly user: User; readonly attempt: Attempt }) {
  const password = useSignal('')
  const sure = useSignal(false)
  const path = `/users/${encodeURIComponent(user.name)}`
  const change = async (event: Event) => {
    event.preventDefault()
    if (await attempt('PATCH', path, { password: password.value })) password.value = ''
  }
  return (
    <tr>
      <td><bdi>{user.name}</bdi></td>
      <td><Roles value={user.role} label={`What ${user.name} may do`} onValue={(role) => void attempt('PATCH', path, { role })} /></td>
      <td>
        <form class="row" onSubmit={(e) => void change(e)}>
          <input class="grow" type="password" autocomplete="new-password" aria-label={`New password of ${user.name}`} value={password.value} onInput={(e) => (password.value = e.currentTarget.value)} />
          <button disabled={!password.value}>Set</button>
        </form>
      </td>
      <td>
        {user.name !== who.value?.name && (sure.value
          ? <button class="trouble" onClick={() => void attempt('DELETE', path)}>Yes, remove</button>
          : <button aria-label={`Remove ${user.name}`} onClick={() => (sure.value = true)}>Remove</button>)}
      </td>
    </tr>
  )
}

function Make({ attempt }: { readonly attempt: Attempt }) {
  const name = useSignal('')
  const password = useSignal('')
  const role = useSignal<Role>('reviewer')
  const make = async (event: Event) => {
    event.preventDefault()
    if (await attempt('POST', '/users', { name: name.value.trim(), role: role.value, password: password.value })) name.value = password.value = ''
  }
  return (
    <form onSubmit={(e) => void make(e)}>
      <h3>New account</h3>
      <div class="row">
        <label class="grow">Name<input required dir="auto" autocomplete="off" value={name.value} onInput={(e) => (name.value = e.currentTarget.value)} /></label>
        <label class="grow">Password<input required type="password" autocomplete="new-password" value={password.value} onInput={(e) => (password.value = e.currentTarget.value)} /></label>
        <Roles value={role.value} label="What they may do" onValue={(next) => (role.value = next)} />
        <button class="primary">Make it</button>
      </div>
    </form>
  )
}
