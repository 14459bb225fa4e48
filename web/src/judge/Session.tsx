import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

import '../style/judge.css'
import { send, trust } from '../api'
import { Popup } from '../parts/Popup'
import { book, keep, reviewer, say, who } from '../state'
import type { Who } from '../words'
import { type Back, again, dropRefused, flush, refused, stuck, waitWords } from './outbox'

/** Who is here and the way out; what waits for the server, and what it refused. */
export function Session() {
  const me = who.value
  useEffect(() => {
    if (me?.role) void flush()
  }, [me?.csrf])
  useEffect(() => {
    const now = () => void flush()
    addEventListener('online', now)
    return () => removeEventListener('online', now)
  }, [])
  return (
    <div class="row small">
      <span role="status">{waitWords.value && <button class="chip hedged" title={`${stuck.value} Press to send again now.`} onClick={() => void flush()}>{waitWords.value}</button>}</span>
      {refused.value.length > 0 && (
        <Popup label="Refused" note={String(refused.value.length)}>
          {refused.value.map((one) => <Returned key={one.body.key} one={one} />)}
        </Popup>
      )}
      {me?.accounts ? <Account me={me} /> : <Reviewer />}
    </div>
  )
}

function Account({ me }: { readonly me: Who }) {
  const leave = async () => {
    try {
      const now = await send<Who>('DELETE', '/session')
      trust(now)
      book.value = null
      who.value = now
    } catch (error) {
      say(error)
    }
  }
  return <><bdi title={me.role ?? ''}>{me.name}</bdi><button onClick={() => void leave()}>Log out</button></>
}

function Reviewer() {
  if (!reviewer.value) return null
  const other = () => {
    reviewer.value = ''
    keep('reviewer', '')
  }
  return <><span class="cut" title={reviewer.value}>judging as <bdi>{reviewer.value}</bdi></span><button class="plain small" onClick={other}>not you?</button></>
}

function Returned({ one }: { readonly one: Back }) {
  const note = useSignal(one.body.note ?? '')
  const deciding = 'ruling' in one.body && one.body.ruling === 'merge'
  const send = () => {
    const why = note.value.trim()
    const by = who.value?.accounts ? null : reviewer.value || null
    again(one, { note: why || null, by, ...(one.overtaken && { overrule: true }), ...(deciding && why && { overrule: why }) } as Parameters<typeof again>[1])
  }
  return (
    <div class="refused judge">
      <p dir="auto"><b>{one.title}</b></p>
      <p class="trouble">{one.message}</p>
      {one.current && <p>What stands instead: <bdi>{one.current.words}</bdi> (<bdi>{one.current.by}</bdi>)</p>}
      <label>Note<input dir="auto" value={note.value} onInput={(e) => (note.value = e.currentTarget.value)} /></label>
      <p class="row">
        <button disabled={one.overtaken && !note.value.trim()} title={one.overtaken ? 'Needs a note that says why' : ''} onClick={send}>
          {one.overtaken ? 'Overrule' : 'Send again'}
        </button>
        <button onClick={() => dropRefused(one)}>Drop it</button>
      </p>
    </div>
  )
}
