import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'

import { get } from '../api'
import { clock, say } from '../state'
import type { Named } from '../words'
import { labelOf } from './labels'

interface Props {
  readonly label: string
  /** Whom to offer; null for everybody and everything. */
  readonly sort: 'actor' | 'place' | null
  readonly value: Named | null
  readonly onPick: (named: Named | null) => void
  /** What is typed without being picked. */
  readonly onText?: (text: string) => void
  readonly placeholder?: string
  /** Whom not to offer. */
  readonly but?: string
  /** Whether the field empties once something is picked, for lists. */
  readonly clears?: boolean
}

const WAIT = 120 // milliseconds without a key before the server is asked

/** A field that looks ahead: an ARIA combobox over the actors and places of the book. */
export function Lookup({ label, sort, value, onPick, onText, but, placeholder, clears = false }: Props) {
  const text = useSignal(value?.name ?? '')
  const offered = useSignal<readonly Named[]>([])
  const at = useSignal(-1)
  const open = useSignal(false)
  const id = useId()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const gone = useRef<AbortController>()
  useEffect(() => {
    text.value = value?.name ?? ''
  }, [value?.id])
  useEffect(() => () => {
    clearTimeout(timer.current)
    gone.current?.abort()
  }, [])

  const ask = (typed: string) => {
    text.value = typed
    onText?.(typed)
    clearTimeout(timer.current)
    gone.current?.abort()
    if (!typed.trim()) {
      offered.value = []
      open.value = false
      if (value) onPick(null)
      return
    }
    timer.current = setTimeout(() => {
      const mine = (gone.current = new AbortController())
      get<Named[]>('/suggest', { ...clock.value, q: typed, sort, limit: 10 }, mine.signal)
        .then((every) => {
          if (mine.signal.aborted) return
          const found = every.filter((one) => one.id !== but)
          offered.value = found
          at.value = found.length ? 0 : -1
          open.value = true
        })
        .catch(say)
    }, WAIT)
  }
  const pick = (one: Named) => {
    text.value = clears ? '' : one.name
    open.value = false
    offered.value = []
    onPick(one)
  }
  const key = (event: KeyboardEvent) => {
    const count = offered.value.length
    if (event.key === 'Escape' && open.value) {
      open.value = false
      event.stopPropagation()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open.value) ask(text.value)
      else if (count) at.value = (at.value + (event.key === 'ArrowDown' ? 1 : -1) + count) % count
    } else if (event.key === 'Enter' && open.value && offered.value[at.value]) {
      event.preventDefault()
      pick(offered.value[at.value]!)
    }
  }
  const list = `${id}-list`
  return (
    <label class="lookup">
      <span>{label}</span>
      <input
        role="combobox"
        dir="auto"
        autocomplete="off"
        aria-expanded={open.value}
        aria-controls={list}
        aria-activedescendant={open.value && at.value >= 0 ? `${id}-${at.value}` : undefined}
        placeholder={placeholder ?? 'type a name'}
        value={text.value}
        onInput={(e) => ask(e.currentTarget.value)}
        onKeyDown={key}
        onBlur={() => (open.value = false)}
      />
      <ul id={list} role="listbox" aria-label={label} class="list offered" hidden={!open.value}>
        {offered.value.map((one, n) => (
          <li
            key={one.id}
            id={`${id}-${n}`}
            role="option"
            aria-selected={n === at.value}
            onPointerDown={(e) => {
              e.preventDefault()
              pick(one)
            }}
          >
            <bdi>{one.name}</bdi> {one.kind && <span class="muted small">{labelOf(one.place ? 'place_kind' : 'kind', one.kind)}</span>}
          </li>
        ))}
        {open.value && !offered.value.length && <li class="muted small" role="option" aria-selected="false" aria-disabled="true">nobody and nothing in this book is called so</li>}
      </ul>
    </label>
  )
}
