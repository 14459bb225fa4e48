// Outlines of the kinds of actors, as Cytoscape draws them: corners from -1 to 1, or a circle.
const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1]

function polygon(corners: number, turn = -Math.PI / 2): number[] {
  return Array.from({ length: corners }, (_, k) => turn + (k / corners) * 2 * Math.PI).flatMap((angle) => [Math.cos(angle), Math.sin(angle)])
}

function star(): number[] {
  const all = polygon(10)
  return all.map((one, n) => (Math.floor(n / 2) % 2 ? one * 0.4 : one))
}

const HEXAGON = [-1, 0, -0.5, -1, 0.5, -1, 1, 0, 0.5, 1, -0.5, 1]
const DIAMOND = [0, -1, 1, 0, 0, 1, -1, 0]
const OUTLINES: Readonly<Record<string, readonly number[]>> = {
  rectangle: SQUARE, 'round-rectangle': SQUARE, barrel: SQUARE,
  'cut-rectangle': [-0.5, -1, 0.5, -1, 1, -0.5, 1, 0.5, 0.5, 1, -0.5, 1, -1, 0.5, -1, -0.5],
  diamond: DIAMOND, 'round-diamond': DIAMOND,
  octagon: polygon(8, Math.PI / 8), pentagon: polygon(5), heptagon: polygon(7), hexagon: HEXAGON, 'round-hexagon': HEXAGON,
  rhomboid: [-1, -1, 0.333, -1, 1, 1, -0.333, 1],
  'concave-hexagon': [-1, -0.95, -0.75, 0, -1, 0.95, 1, 0.95, 0.75, 0, 1, -0.95],
  star: star(), vee: [-1, -1, 0, -0.333, 1, -1, 0, 1], tag: [-1, -1, 0.25, -1, 1, 0, 0.25, 1, -1, 1], 'round-triangle': [0, -1, 1, 1, -1, 1],
}

/** Add a shape to the path that is being made. */
export function outline(pen: CanvasRenderingContext2D, shape: string, x: number, y: number, half: number): void {
  const corners = OUTLINES[shape]
  if (!corners) {
    pen.moveTo(x + half, y)
    pen.arc(x, y, half, 0, 2 * Math.PI)
    return
  }
  for (let k = 0; k < corners.length; k += 2) {
    const [px, py] = [x + corners[k]! * half, y + corners[k + 1]! * half]
    if (k) pen.lineTo(px, py)
    else pen.moveTo(px, py)
  }
  pen.closePath()
}
