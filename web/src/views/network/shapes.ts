// Outlines of the kinds of actors: corners from -1 to 1, or a circle; and how far the outline lies in every direction.
const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1]

function polygon(corners: number, turn = -Math.PI / 2): number[] {
  return Array.from({ length: corners }, (_, k) => turn + (k / corners) * 2 * Math.PI).flatMap((angle) => [Math.cos(angle), Math.sin(angle)])
}

function star(): number[] {
  const all = polygon(10)
  return all.map((one, n) => (Math.floor(n / 2) % 2 ? one * 0.45 : one))
}

interface Outline {
  readonly corners: readonly number[]
  /** Roundness of the corners, as a share of half the side. */
  readonly round: number
}

const sharp = (corners: readonly number[]): Outline => ({ corners, round: 0 })
const round = (corners: readonly number[], by: number): Outline => ({ corners, round: by })
const HEXAGON = [-1, 0, -0.5, -0.9, 0.5, -0.9, 1, 0, 0.5, 0.9, -0.5, 0.9]
const DIAMOND = [0, -1.1, 1.1, 0, 0, 1.1, -1.1, 0]
const OUTLINES: Readonly<Record<string, Outline>> = {
  rectangle: sharp(SQUARE), 'round-rectangle': round(SQUARE, 0.5),
  barrel: round([-0.8, -1, 0.8, -1, 1, -0.5, 1, 0.5, 0.8, 1, -0.8, 1, -1, 0.5, -1, -0.5], 0.35),
  'cut-rectangle': sharp([-0.45, -1, 0.45, -1, 1, -0.45, 1, 0.45, 0.45, 1, -0.45, 1, -1, 0.45, -1, -0.45]),
  diamond: sharp(DIAMOND), 'round-diamond': round(DIAMOND, 0.5),
  octagon: sharp(polygon(8, Math.PI / 8)), pentagon: sharp(polygon(5)), heptagon: sharp(polygon(7)), hexagon: sharp(HEXAGON), 'round-hexagon': round(HEXAGON, 0.4),
  rhomboid: sharp([-1, -0.9, 0.35, -0.9, 1, 0.9, -0.35, 0.9]),
  'concave-hexagon': sharp([-1, -0.95, -0.6, 0, -1, 0.95, 1, 0.95, 0.6, 0, 1, -0.95]),
  star: sharp(star()), vee: sharp([-1, -1, 0, -0.333, 1, -1, 0, 1]), tag: sharp([-1, -0.85, 0.25, -0.85, 1, 0, 0.25, 0.85, -1, 0.85]), 'round-triangle': round([0, -1, 1, 1, -1, 1], 0.25),
}

/** Add a shape to the path that is being made. */
export function outline(pen: CanvasRenderingContext2D, shape: string, x: number, y: number, half: number): void {
  const found = OUTLINES[shape]
  if (!found) {
    pen.moveTo(x + half, y)
    pen.arc(x, y, half, 0, 2 * Math.PI)
  } else if (found.round) rounded(pen, found, x, y, half)
  else {
    const { corners } = found
    for (let k = 0; k < corners.length; k += 2) {
      const [px, py] = [x + corners[k]! * half, y + corners[k + 1]! * half]
      if (k) pen.lineTo(px, py)
      else pen.moveTo(px, py)
    }
    pen.closePath()
  }
}

function rounded(pen: CanvasRenderingContext2D, { corners, round: by }: Outline, x: number, y: number, half: number): void {
  const n = corners.length / 2
  const at = (k: number): [number, number] => [x + corners[2 * (k % n)]! * half, y + corners[2 * (k % n) + 1]! * half]
  const [ax, ay] = at(n - 1)
  const [bx, by0] = at(0)
  pen.moveTo((ax + bx) / 2, (ay + by0) / 2)
  for (let k = 0; k < n; k++) pen.arcTo(...at(k), ...at(k + 1), by * half)
  pen.closePath()
}

const RAYS = 64
const rims = new Map<string, Float32Array>()

/** How far from its middle a shape of half side 1 reaches in a direction. */
export function rim(shape: string, angle: number): number {
  let found = rims.get(shape)
  if (!found) rims.set(shape, (found = Float32Array.from({ length: RAYS }, (_, k) => reach(OUTLINES[shape]?.corners, (k / RAYS) * 2 * Math.PI))))
  return found[((Math.round((angle / (2 * Math.PI)) * RAYS) % RAYS) + RAYS) % RAYS]!
}

/** The farthest crossing of a ray from the middle with the sides. */
function reach(corners: readonly number[] | undefined, angle: number): number {
  if (!corners) return 1
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)]
  const n = corners.length / 2
  let far = 0
  for (let k = 0; k < n; k++) {
    const [ax, ay] = [corners[2 * k]!, corners[2 * k + 1]!]
    const [sx, sy] = [corners[2 * ((k + 1) % n)]! - ax, corners[2 * ((k + 1) % n) + 1]! - ay]
    const across = ux * sy - uy * sx
    if (Math.abs(across) < 1e-9) continue
    const along = (ax * sy - ay * sx) / across
    const share = (ax * uy - ay * ux) / across
    if (along > far && share >= -1e-6 && share <= 1 + 1e-6) far = along
  }
  return far || 1
}
