// Names by the nodes: lines that fit, and for each the first side on which it lies on nothing else.
export const FONT_SIZE = 11.5
export const FONT = 'system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif'
const WIDEST = 125
const LINE = FONT_SIZE * 1.25

export interface Wrapped {
  readonly text: string
  readonly width: number
  readonly height: number
}

let pen: CanvasRenderingContext2D | null = null
const kept = new Map<string, Wrapped>()

/** A name in lines, each told apart by its own direction of writing. */
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
  return { text: lines.map((line) => `\u2068${line}\u2069`).join('\n'), width: Math.max(...lines.map(wide)) + 6, height: lines.length * LINE + 3 }
}

export type Side = 'below' | 'above' | 'right' | 'left' | 'below-right' | 'above-right' | 'below-left' | 'above-left' | 'none'
type Box = readonly [number, number, number, number]

export interface Labelled {
  readonly id: string
  /** Pixels on the screen: middle and half size of the node. */
  readonly x: number
  readonly y: number
  readonly half: number
  readonly label: Wrapped
  /** Its name is drawn whatever lies there. */
  readonly always: boolean
  /** Touched by the selection: what is paled is no obstacle to its name. */
  readonly first: boolean
  /** A box has its name above or below it, and nodes within. */
  readonly box: boolean
}

/** Words in the middle of a line, drawn only where nothing lies. */
export interface Said {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly label: Wrapped
}

export interface Sheet {
  readonly width: number
  readonly height: number
}

const CELL = 90

/** Sides for names, those given earlier choosing earlier (the touched before all others); and the lines whose words have room. */
export function sides(nodes: readonly Labelled[], said: readonly Said[], sheet: Sheet): { nodes: Map<string, Side>; said: Set<string> } {
  const cells = new Map<string, Box[]>()
  const stand = (first: boolean) => {
    for (const one of nodes) if (!one.box && one.first === first) fill(cells, [one.x - one.half, one.y - one.half, one.x + one.half, one.y + one.half])
  }
  let rest = false
  stand(true)
  const out = new Map<string, Side>()
  for (const one of nodes) {
    if (!rest && !one.first) {
      stand(false)
      rest = true
    }
    const choices = boxes(one)
    const free = choices.find(([, box]) => !hits(cells, box) && within(box, one, sheet)) ?? (one.always ? choices[0]! : null)
    out.set(one.id, free?.[0] ?? 'none')
    if (free) fill(cells, free[1])
  }
  const room = new Set<string>()
  for (const { id, x, y, label } of said) {
    const box: Box = [x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2]
    if (hits(cells, box)) continue
    fill(cells, box)
    room.add(id)
  }
  return { nodes: out, said: room }
}

/** A name is not cut by the edge of the sheet, unless its node lies beyond the edge. */
function within([left, top, right, bottom]: Box, { x, y }: Labelled, { width, height }: Sheet): boolean {
  return x < 0 || y < 0 || x > width || y > height || (left >= 0 && top >= 0 && right <= width && bottom <= height)
}

function boxes({ x, y, half, label: { width, height }, box }: Labelled): [Side, Box][] {
  const w = width / 2
  const near = half + 1
  const far = half + 3
  const both: [Side, Box][] = [
    ['below', [x - w, y + near, x + w, y + near + height + 2]],
    ['above', [x - w, y - near - height - 2, x + w, y - near]],
  ]
  if (box) return both.reverse()
  return [
    ...both,
    ['right', [x + far, y - height / 2, x + far + width, y + height / 2]],
    ['left', [x - far - width, y - height / 2, x - far, y + height / 2]],
    ['below-right', [x + half, y + half, x + half + width, y + half + height]],
    ['above-right', [x + half, y - half - height, x + half + width, y - half]],
    ['below-left', [x - half - width, y + half, x - half, y + half + height]],
    ['above-left', [x - half - width, y - half - height, x - half, y - half]],
  ]
}

function keys([left, top, right, bottom]: Box): string[] {
  const out: string[] = []
  for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) out.push(`${i}/${j}`)
  }
  return out
}

function fill(cells: Map<string, Box[]>, box: Box): void {
  for (const key of keys(box)) {
    const there = cells.get(key)
    if (there) there.push(box)
    else cells.set(key, [box])
  }
}

function hits(cells: ReadonlyMap<string, Box[]>, box: Box): boolean {
  return keys(box).some((key) => cells.get(key)?.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]))
}
