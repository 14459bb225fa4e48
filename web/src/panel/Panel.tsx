import type { ComponentChildren } from 'preact'

import { link, select, selected } from '../state'
import '../style/panel.css'
import { ClaimPanel } from './ClaimPanel'
import { EntityPanel } from './EntityPanel'
import { IncidentPanel } from './IncidentPanel'
import { Nothing } from './Nothing'
import { ReportPanel } from './ReportPanel'
import { TiePanel } from './TiePanel'

/** Everything known about what is selected; each line opens its words. */
export default function Panel() {
  const one = selected.value
  return (
    <aside class={`panel ${one ? '' : 'nothing'}`} aria-label="Details">
      {one === null ? <Nothing /> : <Head />}
      {one?.sort === 'claim' && <ClaimPanel key={one.id} id={one.id} />}
      {one?.sort === 'incident' && <IncidentPanel key={one.id} id={one.id} />}
      {one?.sort === 'tie' && <TiePanel key={one.id} id={one.id} />}
      {one?.sort === 'entity' && <EntityPanel key={one.id} id={one.id} />}
      {one?.sort === 'report' && <ReportPanel key={one.id} id={one.id} />}
    </aside>
  )
}

function Head() {
  return (
    <div class="row small">
      <span class="grow" />
      <button class="plain small" onClick={() => void navigator.clipboard?.writeText(location.origin + link())} title="Copy a link that shows exactly this">
        Copy link
      </button>
      <button class="plain small" onClick={() => select(null)} aria-label="Close the details">
        ×
      </button>
    </div>
  )
}

/** A heading with what stands under it; nothing at all when that is empty. */
export function Part({ title, count, children }: { readonly title: string; readonly count?: number; readonly children: ComponentChildren }) {
  if (count === 0) return null
  return (
    <section class="part">
      <h3>
        {title}
        {count !== undefined && <span class="muted"> {count}</span>}
      </h3>
      {children}
    </section>
  )
}
