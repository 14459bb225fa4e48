import { useSignal } from '@preact/signals'

import '../style/judge.css'
import { Barred } from '../judge/Signed'
import { about, book, mayJudge, reading, select, show } from '../state'
import type { Adding } from '../words'
import { addFiles, paste, tasks, wrong } from './progress'

/** Reports come in: dropped, chosen, pasted or from an address. */
export default function Add() {
  return (
    <div class="desk">
      <h2>Add reports</h2>
      {!mayJudge.value ? <Barred /> : (
        <>
          {about.value?.reports === 0 && (
            <p>This book is empty. Add one report or a hundred: each is read on this machine, and every claim found in it keeps the words that it stands on. Then see “Overview”, and judge what was found.</p>
          )}
          <Drop />
          <Address />
          <Text />
        </>
      )}
      {wrong.value && <p class="trouble" role="alert">{wrong.value}</p>}
      <div aria-live="polite">{tasks.value.map((task) => <Progress key={task.id} task={task} />)}</div>
    </div>
  )
}

function Drop() {
  const over = useSignal(false)
  const most = about.value?.upload_bytes
  return (
    <div
      class={`drop ${over.value ? 'over' : ''}`}
      onDragOver={(e) => {
        e.preventDefault()
        over.value = true
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(e) => {
        e.preventDefault()
        over.value = false
        void addFiles([...(e.dataTransfer?.files ?? [])])
      }}
    >
      <label>
        Drop files here, or choose them
        <input
          type="file"
          multiple
          onChange={(e) => {
            void addFiles([...(e.currentTarget.files ?? [])])
            e.currentTarget.value = ''
          }}
        />
      </label>
      {most && <p class="muted small">Up to {Math.round(most / 1_000_000)} MB a file.</p>}
    </div>
  )
}

function Address() {
  const address = useSignal('')
  const go = async (event: Event) => {
    event.preventDefault()
    if (await paste({ address: address.value.trim() })) address.value = ''
  }
  return (
    <form onSubmit={(e) => void go(e)}>
      <label>Or the address of a page<input type="url" required placeholder="https://" value={address.value} onInput={(e) => (address.value = e.currentTarget.value)} /></label>
      <button disabled={!address.value.trim()}>Fetch and read it</button>
    </form>
  )
}

function Text() {
  const text = useSignal('')
  const title = useSignal('')
  const publisher = useSignal('')
  const published = useSignal('')
  const go = async (event: Event) => {
    event.preventDefault()
    const sent = { text: text.value, title: title.value.trim() || null, publisher: publisher.value.trim() || null, published: published.value || null }
    if (await paste(sent)) text.value = title.value = publisher.value = published.value = ''
  }
  return (
    <form onSubmit={(e) => void go(e)}>
      <label>Or paste the text of a report<textarea required rows={8} dir="auto" value={text.value} onInput={(e) => (text.value = e.currentTarget.value)} /></label>
      <div class="row">
        <label class="grow">Title<input dir="auto" value={title.value} onInput={(e) => (title.value = e.currentTarget.value)} /></label>
        <label class="grow">Publisher<input dir="auto" value={publisher.value} onInput={(e) => (publisher.value = e.currentTarget.value)} /></label>
        <label>Published<input type="date" value={published.value} onInput={(e) => (published.value = e.currentTarget.value)} /></label>
      </div>
      <p class="muted small">The day of publication tells what “yesterday” means.</p>
      <button disabled={!text.value.trim()}>Read it</button>
    </form>
  )
}

const STATES: Readonly<Record<string, string>> = { waiting: 'waiting for its turn', reading: 'being read', linking: 'being linked with the rest of the book', done: 'done' }

function Progress({ task }: { readonly task: Adding }) {
  const held = book.value
  const label = (id: string) => held?.world.reports.label[held.reportAt.get(id) ?? -1] ?? id
  const open = (id: string) => {
    select({ sort: 'report', id })
    reading.value = id
    show('overview')
  }
  return (
    <section class="card">
      <label>
        {task.done} of {task.total} {task.total === 1 ? 'report' : 'reports'}, {STATES[task.state] ?? task.state}
        <progress max={Math.max(1, task.total)} value={task.state === 'done' ? Math.max(1, task.total) : task.done} />
      </label>
      {task.known > 0 && <p class="muted">{task.known} {task.known === 1 ? 'was' : 'were'} in the book already.</p>}
      {task.added.map((id) => <button key={id} class="plain" dir="auto" onClick={() => open(id)}>{label(id)}</button>)}
      {task.failures.length > 0 && (
        <>
          <p class="trouble">Could not be read:</p>
          <ul>{task.failures.map(([source, why], n) => <li key={n}><bdi>{source}</bdi>: {why}</li>)}</ul>
        </>
      )}
    </section>
  )
}
