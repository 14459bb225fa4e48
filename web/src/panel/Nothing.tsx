import { useMemo } from 'preact/hooks'

import { Name } from '../parts/Name'
import { about, book, show } from '../state'

/** What stands in the panel before anything is selected: what the book is, and where to begin. */
export function Nothing() {
  const at = book.value
  const first = useMemo(() => {
    if (!at) return []
    const { entities } = at.world
    const order = entities.id.map((_, n) => n).filter((n) => !entities.place[n])
    return order.toSorted((a, b) => entities.claims[b]! - entities.claims[a]!).slice(0, 12)
  }, [at])
  if (!at || !about.value) return <p class="empty" aria-busy="true">Loading …</p>
  const { entities } = at.world
  if (!at.world.reports.id.length) {
    return (
      <div class="empty">
        <p>This book is empty. Add a report, or try the samples: <code>sourcebook add --book {about.value.book} --samples</code>.</p>
        <button class="primary" onClick={() => show('add')}>Add reports</button>
      </div>
    )
  }
  return (
    <>
      <h2 class="title">{about.value.book}</h2>
      <p>
        {about.value.reports.toLocaleString('en')} reports, {about.value.claims.toLocaleString('en')} claims, {about.value.judged.toLocaleString('en')} of them judged.
        What the machine drafted is a candidate until a person judges it.
      </p>
      <ul class="small">
        <li>Select words in the report, a mark on the timeline, a place or an actor: all views follow, and every line here opens its words.</li>
        <li>Move the day above to see what held then; “Known by” shows what had been read by then.</li>
        <li>“Judge” offers the claims that are most worth a look.</li>
      </ul>
      <section class="part">
        <h3>Most often named</h3>
        <ul class="list">
          {first.map((n) => (
            <li key={n}>
              <Name of={{ id: entities.id[n]!, name: entities.name[n]!, kind: entities.kind[n]!, place: false }} kind /> <span class="muted small">{entities.claims[n]} claims</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
