// While time is dragged, views draw something plain for every day; when it rests, they draw it well.

/** Time rests when it did not move for so many milliseconds. */
const REST = 250

export class Rest {
  moving = false
  private steps = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  /** Time moved; `settle` is called once it rests. */
  move(settle: () => void): void {
    clearTimeout(this.timer)
    this.moving = true
    const step = ++this.steps
    const rested = () => {
      if (step !== this.steps) return
      this.moving = false
      settle()
    }
    // Two frames more, since where frames are slow the next day comes later than the time of rest.
    this.timer = setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(rested)), REST)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.moving = false
    this.steps++
  }
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A canvas over a box, cleared and of its size, drawn by the processor: quick without a graphics card, quick enough with one. */
export class Over {
  readonly canvas = document.createElement('canvas')
  readonly pen = this.canvas.getContext('2d', { willReadFrequently: true })!

  constructor(box: HTMLElement) {
    this.canvas.className = 'draft'
    this.canvas.setAttribute('aria-hidden', 'true')
    this.canvas.hidden = true
    box.append(this.canvas)
  }

  hide(): void {
    if (!this.canvas.hidden) this.canvas.hidden = true
  }

  /** Makes it ready for a size in pixels of the page, which is not asked for here since that would lay the page out. */
  begin({ width, height }: Size): void {
    const sharp = devicePixelRatio || 1
    const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)]
    if (this.canvas.width !== w || this.canvas.height !== h) [this.canvas.width, this.canvas.height] = [w, h]
    this.pen.setTransform(sharp, 0, 0, sharp, 0, 0)
    this.pen.globalAlpha = 1
    this.pen.setLineDash([])
    this.pen.clearRect(0, 0, width, height)
    if (this.canvas.hidden) this.canvas.hidden = false
  }
}
