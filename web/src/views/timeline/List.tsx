import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'

import { book, hovered, select, selected, touched } from '../../state'
import { indexOf, notesOf, whenOf } from './seen'

/** Pixels of a row, as in the style sheet. */
const ROW = 28
const SPARE = 8

interface Listed {
  readonly of: readonly number[]
  readonly title: string
}

/** The same incidents as plain words, however many: only those in sight are made. */
export function List({ of, title }: Listed) {
  const box = useRef<HTMLDivElement>(null)
  const top = useSignal(0)
  const height = useSignal(600)
  const current = useSignal(0)
  useEffect(() => {
    const room = new ResizeObserver(([one]) => (height.value = one!.contentRect.height))
    room.observe(box.current!)
    return () => room.disconnect()
  }, [])
  if (!of.length) return <div class="incidents" ref={box}><p class="empty">None here.</p></div>

  function key(e: KeyboardEvent) {
    const page = Math.max(1, Math.floor(height.value / ROW) - 1)
    const by = ({ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity } as Record<string, number>)[e.key]
    if (by === undefined) return
    e.preventDefault()
    go(Math.min(Math.max(current.value + by, 0), of.length - 1))
  }

  function go(next: number) {
    const at = box.current!
    current.value = next
    if (next * ROW < at.scrollTop) at.scrollTop = next * ROW
    else if ((next + 1) * ROW > at.scrollTop + height.value) at.scrollTop = (next + 1) * ROW - height.value
    top.value = at.scrollTop
    requestAnimationFrame(() => at.querySelector<HTMLElement>(`[data-n="${next}"]`)?.focus({ preventScroll: true }))
  }

  return (
    <div class="incidents rows" ref={box} onScroll={(e) => (top.value = e.currentTarget.scrollTop)} onKeyDown={key}>
      <ul class="list" aria-label={title} style={{ height: `${of.length * ROW}px` }}>
        {inSight(of.length, top.value, height.value, current.value).map((n) => <Row key={of[n]} n={n} all={of.length} i={of[n]!} now={n === current.value} take={() => (current.value = n)} />)}
      </ul>
    </div>
  )
}

/** Numbers of the rows in sight and some around them; the one that has the keyboard stays made. */
export function inSight(all: number, top: number, height: number, current: number): number[] {
  const from = Math.max(0, Math.floor(top / ROW) - SPARE)
  const to = Math.min(all, Math.ceil((top + height) / ROW) + SPARE)
  const out = Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k)
  if (current < from) out.unshift(current)
  else if (current >= to && current < all) out.push(current)
  return out
}

function Row({ n, all, i, now, take }: { readonly n: number; readonly all: number; readonly i: number; readonly now: boolean; readonly take: () => void }) {
  const at = book.value!
  const one = { sort: 'incident', id: at.world.incidents.id[i]! } as const
  const words = at.world.incidents.title[i]!
  return (
    <li aria-setsize={all} aria-posinset={n + 1} style={{ top: `${n * ROW}px` }}>
      <button
        class={`plain name ${touched.value?.incidents.has(i) ? 'near' : ''}`} aria-current={i === indexOf(at, selected.value) ? 'true' : undefined} data-n={n} tabIndex={now ? 0 : -1}
        title={words} onFocus={take} onClick={() => select(one)} onPointerEnter={() => (hovered.value = one)} onPointerLeave={() => (hovered.value = null)}
      >
        <span class="muted small">{whenOf(at, i)} </span>
        <bdi>{words}</bdi>
        <span class="muted small"> {notesOf(at, i)}</span>
      </button>
    </li>
  )
}
