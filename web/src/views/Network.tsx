import { signal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'

import '../style/drawn.css'
import { Pane } from '../parts/Pane'
import { asOf, book, hovered, reached, say, select, selected, touched } from '../state'
import { Listed } from './Listed'
import { Tip } from './Tip'
import { Legend } from './network/Legend'
import { idOf, lines, places, placesAsked, plan, refOf, titled, wanted, words } from './network/drawn'
import { Graph, type Seen } from './network/graph'
import { placesOf } from './network/places'
import type { Marked } from './network/told'
import { palette, readAgain } from './palette'

interface Over {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly byKey: boolean
}
const over = signal<Over | null>(null)
const graph = signal<Graph | null>(null)

export default function Network({ front = false }: { readonly front?: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  const [list, setList] = useState(false)
  const [key, setKey] = useState(false)
  const at = book.value
  useEffect(() => begin(box.current), [at])
  useFollow()
  const tools = (
    <div class="tools">
      <button aria-pressed={list} onClick={() => setList(!list)}>List</button>
      <button aria-pressed={places.value} onClick={() => (placesAsked.value = !places.value)}>Places</button>
      <button onClick={() => graph.value?.zoom(1.35)} aria-label="Nearer" title="Nearer">+</button>
      <button onClick={() => graph.value?.zoom(1 / 1.35)} aria-label="Farther" title="Farther">−</button>
      <button onClick={() => graph.value?.fit()} title="Fit all that is drawn">Fit</button>
      <button aria-pressed={key} onClick={() => setKey(!key)}>Legend</button>
    </div>
  )
  return (
    <Pane name="network" title="Network" front={front} tools={tools}>
      <div class="drawn">
        {list && <Listed label="Actors in the network" lines={lines()} pick={(id) => select({ sort: 'entity', id })} look={(id) => (hovered.value = id ? { sort: 'entity', id } : null)} />}
        <div class="sheet" onKeyDown={(event) => event.key === 'Escape' && setKey(false)}>
          <div
            class="canvas net" ref={box} role="application" tabIndex={0} onBlur={() => (hovered.value = over.value = null)}
            aria-label="Network of actors. Arrow keys go from one to the next, Enter selects, plus and minus change the scale. The list has the same actors."
          />
          {at && !graph.value && <p class="empty" aria-busy="true">Laying out the network …</p>}
          {key && <Legend />}
          <Pointing />
          <Spoken />
          <Foot />
        </div>
      </div>
    </Pane>
  )
}

/** From where the last drawing was looked at, and the places of its nodes: the next with the same is looked at from there. */
let left: { readonly of: unknown; readonly seen: Seen } | null = null

function begin(box: HTMLDivElement | null): (() => void) | undefined {
  const at = book.value
  const now = plan.value
  if (!box || !at || !now) return undefined
  let closed = false
  let made: Graph | null = null
  let of: unknown = null
  readAgain()
  placesOf(at, now).then((found) => {
    if (closed) return
    made = graph.value = new Graph(box, at, now, found, palette.value, {
      over: (id, x, y, byKey = false) => {
        if (id !== (over.value?.id ?? null)) hovered.value = id ? refOf(id) : null
        over.value = id ? { id, x, y, byKey } : null
      },
      pick: (id) => select(refOf(id)),
    }, left?.of === found.answer ? left.seen : null)
    of = found.answer
  }).catch(say)
  return () => {
    closed = true
    left = made?.seen ? { of, seen: made.seen } : null
    made?.close()
    if (graph.value === made) graph.value = null
    over.value = null
  }
}

/** The drawing of the book that is shown; null while that is still being laid out, whatever was drawn before. */
function current(): Graph | null {
  const one = graph.value
  return one && one.at === book.value ? one : null
}

function useFollow(): void {
  const day = useRef(asOf.peek())
  useSignalEffect(() => {
    const drawn = current()
    const moved = day.current !== asOf.value
    day.current = asOf.value
    if (!wanted.value || !drawn) return
    if (moved) drawn.move(wanted.value)
    else drawn.show(wanted.value)
  })
  useSignalEffect(() => {
    const now = marked()
    current()?.mark(now)
  })
  useSignalEffect(() => current()?.paint(palette.value))
  useSignalEffect(() => current()?.over(hovered.value ? idOf(hovered.value) : null))
  useSignalEffect(() => {
    const id = selected.value && idOf(selected.value)
    if (id) current()?.reveal(id)
  })
}

/** What stands out: what a question about reach found, else what the selection touches. */
function marked(): Marked {
  const at = book.value
  const reach = reached.value
  const itself = selected.value && idOf(selected.value)
  if (!at || !reach) return { entities: touched.value?.entities ?? null, ties: touched.value?.ties ?? null, itself }
  const ties = new Set([...reach.ties].flatMap((id) => at.tieAt.get(id) ?? []))
  const entities = new Set([...reach.places, ...reach.lost].flatMap((id) => at.entityAt.get(id) ?? []))
  for (const t of ties) entities.add(at.world.ties.subject[t]!).add(at.world.ties.object[t]!)
  return { entities, ties, itself }
}

function Foot() {
  const said = words()
  return <div class="foot small"><p class="words muted cut" role="status" title={said}>{said}</p></div>
}

/** What the arrow keys went to, for screen readers. */
function Spoken() {
  const said = over.value?.byKey ? titled(over.value.id) : null
  return <p class="hidden" aria-live="polite" dir="auto">{said ? `${said.title}, ${said.note}` : ''}</p>
}

function Pointing() {
  const where = over.value
  const said = where && titled(where.id)
  return where && said ? <Tip x={where.x} y={where.y} title={said.title} notes={[said.note]} /> : null
}
