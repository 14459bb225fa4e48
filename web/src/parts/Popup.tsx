import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  readonly label: string
  /** Shown beside the label: how many are chosen. */
  readonly note?: string | undefined
  readonly children: ComponentChildren
}

/** A button that opens a small box; Escape and a click elsewhere close it. */
export function Popup({ label, note, children }: Props) {
  const box = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const away = (event: Event) => {
      if (box.current?.open && !box.current.contains(event.target as Node)) box.current.open = false
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [])
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !box.current?.open) return
    box.current.open = false
    box.current.querySelector('summary')?.focus()
    event.stopPropagation()
  }
  return (
    <details class="popup" ref={box} onKeyDown={escape}>
      <summary>
        {label}
        {note && <span class="chip">{note}</span>}
      </summary>
      <div class="box">{children}</div>
    </details>
  )
}
