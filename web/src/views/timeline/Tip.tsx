import { size } from './seen'

export interface Tipped {
  readonly x: number
  readonly y: number
  readonly title: string
  readonly when: string
  readonly notes: string
}

export function Tip({ x, y, title, when, notes }: Tipped) {
  const { width, height } = size.value
  const across = x > width / 2 ? { right: `${width - x + 12}px` } : { left: `${x + 12}px` }
  const down = y > height / 2 ? { bottom: `${height - y + 8}px` } : { top: `${y + 12}px` }
  return (
    <div class="tip" style={{ ...across, ...down }}>
      <p dir="auto">{title}</p>
      {when && <p class="muted">{when}</p>}
      {notes && <p class="muted">{notes}</p>}
    </div>
  )
}
