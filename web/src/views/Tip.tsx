// Words beside the pointer, kept inside the drawing.
import { useLayoutEffect, useRef } from 'preact/hooks'

interface Props {
  readonly x: number
  readonly y: number
  readonly title: string
  readonly notes: readonly string[]
}

const AWAY = 16

export function Tip({ x, y, title, notes }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const one = box.current
    const sheet = one?.parentElement
    if (!one || !sheet) return
    const below = y + AWAY + one.offsetHeight < sheet.clientHeight
    one.style.left = `${Math.max(4, Math.min(x + 12, sheet.clientWidth - one.offsetWidth - 4))}px`
    one.style.top = `${below ? y + AWAY : Math.max(4, y - AWAY - one.offsetHeight)}px`
  })
  return (
    <div class="tip" ref={box}>
      <p dir="auto"><strong>{title}</strong></p>
      {notes.map((note) => <p key={note} class="small muted" dir="auto">{note}</p>)}
    </div>
  )
}
