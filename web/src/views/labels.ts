// Names on drawings: lines that fit, and for each the first side of what it names on which it lies on nothing else.
export const FONT_SIZE = 11.5
export const FONT = 'system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif'
const WIDEST = 125
export const LINE = FONT_SIZE * 1.25

export interface Wrapped {
  /** Lines, each told apart by its own direction of writing. */
  readonly lines: readonly string[]
  /** Width of the first line, for what stands before it. */
  readonly first: number
  readonly width: number
  readonly height: number
}

let pen: CanvasRenderingContext2D | null = null
const kept = new Map<string, Wrapped>()

/** A name in lines. */
export function wrapped(name: string): Wrapped {
  let found = kept.get(name)
  if (!found) kept.set(name, (found = wrap(name)))
  return found
}

function wide(text: string): number {
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen) return text.length * 6
  pen.font = `${FONT_SIZE}px ${FONT}`
  return pen.measureText(text).width
}

function wrap(name: string): Wrapped {
  const lines: string[] = []
  for (const word of name.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && wide(longer) <= WIDEST) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  const widths = lines.map(wide)
  return { lines: lines.map((line) => `\u2068${line}\u2069`), first: widths[0]!, width: Math.max(...widths) + 6, height: lines.length * LINE + 3 }
}

/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number]

export interface Labelled {
  readonly n: number
  /** Pixels on the screen: middle and half size of what is named. */
  readonly x: number
  readonly y: number
  readonly half: number
  readonly width: number
  readonly height: number
  /** Its name is drawn whatever lies there. */
  readonly always: boolean
  /** Touched by the selection: what is paled is no obstacle to its name. */
  readonly first: boolean
  /** A node has its name on any side and is an obstacle itself; a box above or below it, with nodes within; bare words lie where they are. */
  readonly sort: 'node' | 'box' | 'words'
}

/** Words in the middle of a line, drawn only where nothing lies. */
export interface Said {
  readonly n: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Sheet {
  readonly width: number
  readonly height: number
}

/** What lies where, by cells, so that each question looks at few. */
class Taken {
  private readonly cells = new Map<number, Box[]>()

  fill(box: Box): void {
    for (const key of keys(box)) {
      const there = this.cells.get(key)
      if (there) there.push(box)
      else this.cells.set(key, [box])
    }
  }

  hits(box: Box): boolean {
    for (const key of keys(box)) {
      for (const other of this.cells.get(key) ?? []) if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true
    }
    return false
  }
}

const CELL = 90
const ROW = 100_000

function keys([left, top, right, bottom]: Box): number[] {
  const out: number[] = []
  for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) out.push(i * ROW + j)
  }
  return out
}

/** Places of names, by `n`, those given earlier choosing earlier (the touched before all others), null where there is no room; and the lines whose words have room. */
export function placed(nodes: readonly Labelled[], said: readonly Said[], sheet: Sheet): { names: Map<number, Box | null>; said: Map<number, Box> } {
  const taken = new Taken()
  const stand = (first: boolean) => {
    for (const one of nodes) if (one.sort === 'node' && one.first === first) taken.fill([one.x - one.half, one.y - one.half, one.x + one.half, one.y + one.half])
  }
  let rest = false
  stand(true)
  const names = new Map<number, Box | null>()
  for (const one of nodes) {
    if (!rest && !one.first) {
      stand(false)
      rest = true
    }
    const choices = boxes(one)
    const free = choices.find((box) => within(box, one, sheet) && !taken.hits(box)) ?? (one.always ? choices[0]! : null)
    names.set(one.n, free)
    if (free) taken.fill(free)
  }
  return { names, said: rooms(said, taken) }
}

function rooms(said: readonly Said[], taken: Taken): Map<number, Box> {
  const room = new Map<number, Box>()
  for (const { n, x, y, width, height } of said) {
    const box: Box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
    if (taken.hits(box)) continue
    taken.fill(box)
    room.set(n, box)
  }
  return room
}

/** A name is not cut by the edge of the sheet, unless its node lies beyond the edge. */
function within([left, top, right, bottom]: Box, { x, y }: Labelled, { width, height }: Sheet): boolean {
  return x < 0 || y < 0 || x > width || y > height || (left >= 0 && top >= 0 && right <= width && bottom <= height)
}

function boxes({ x, y, half, width, height, sort }: Labelled): Box[] {
  const w = width / 2
  if (sort === 'words') return [[x - w, y - height / 2, x + w, y + height / 2]]
  const near = half + 1
  const far = half + 3
  const below: Box = [x - w, y + near, x + w, y + near + height + 2]
  const above: Box = [x - w, y - near - height - 2, x + w, y - near]
  if (sort === 'box') return [above, below]
  return [
    below,
    above,
    [x + far, y - height / 2, x + far + width, y + height / 2],
    [x - far - width, y - height / 2, x - far, y + height / 2],
    [x + half, y + half, x + half + width, y + half + height],
    [x + half, y - half - height, x + half + width, y - half],
    [x - half - width, y + half, x - half, y + half + height],
    [x - half - width, y - half - height, x - half, y - half],
  ]
}
