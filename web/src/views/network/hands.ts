// Hands on a drawing: it is dragged, pinched, turned nearer and farther by wheel and keys; a tap that does not move picks.
export interface Handled {
  pan(dx: number, dy: number): void
  /** Nearer by a factor, about a point of the drawing. */
  zoomAt(by: number, x: number, y: number): void
  point(x: number, y: number): void
  leave(): void
  tap(x: number, y: number): void
  /** A key; true when it meant something. */
  press(key: string): boolean
}

/** Pixels that a tap may move. */
const STILL = 4
const WHEEL = 0.0016
const LINES = 16

export class Hands {
  private readonly stop = new AbortController()
  private readonly down = new Map<number, { x: number; y: number }>()
  private gone = 0

  constructor(
    private readonly box: HTMLElement,
    private readonly told: Handled,
  ) {
    const on = <K extends keyof HTMLElementEventMap>(name: K, run: (event: HTMLElementEventMap[K]) => void) => box.addEventListener(name, run, { signal: this.stop.signal, passive: false })
    on('pointerdown', (event) => this.press(event))
    on('pointermove', (event) => this.move(event))
    on('pointerup', (event) => this.lift(event, true))
    on('pointercancel', (event) => this.lift(event, false))
    on('pointerleave', () => told.leave())
    on('wheel', (event) => this.wheel(event))
    on('keydown', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && told.press(event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key)) event.preventDefault()
    })
  }

  close(): void {
    this.stop.abort()
  }

  private at(event: MouseEvent): { x: number; y: number } {
    const { left, top } = this.box.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  private press(event: PointerEvent): void {
    if (event.button) return
    this.down.set(event.pointerId, this.at(event))
    this.box.setPointerCapture(event.pointerId)
    this.gone = this.down.size > 1 ? STILL + 1 : 0
  }

  private move(event: PointerEvent): void {
    const now = this.at(event)
    const before = this.down.get(event.pointerId)
    if (!before) return this.told.point(now.x, now.y)
    this.down.set(event.pointerId, now)
    const other = [...this.down].find(([id]) => id !== event.pointerId)?.[1]
    if (other) this.pinch(before, now, other)
    else {
      this.gone += Math.hypot(now.x - before.x, now.y - before.y)
      if (this.gone <= STILL) this.down.set(event.pointerId, before)
      else this.told.pan(now.x - before.x, now.y - before.y)
    }
  }

  private pinch(before: { x: number; y: number }, now: { x: number; y: number }, other: { x: number; y: number }): void {
    const far = (one: { x: number; y: number }) => Math.hypot(one.x - other.x, one.y - other.y) || 1
    this.told.zoomAt(far(now) / far(before), (now.x + other.x) / 2, (now.y + other.y) / 2)
    this.told.pan((now.x - before.x) / 2, (now.y - before.y) / 2)
  }

  private lift(event: PointerEvent, meant: boolean): void {
    if (!this.down.delete(event.pointerId)) return
    const { x, y } = this.at(event)
    if (meant && this.gone <= STILL) this.told.tap(x, y)
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault()
    const { x, y } = this.at(event)
    const turned = event.deltaY * (event.deltaMode ? LINES : 1) * (event.ctrlKey ? 4 : 1)
    this.told.zoomAt(Math.exp(-turned * WHEEL), x, y)
  }
}
