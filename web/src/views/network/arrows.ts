// Heads of lines: what kind of tie it is, told by shape. Each points along x with its tip at 0, in shares of its size.
const HEADS: Readonly<Record<string, readonly number[]>> = {
  triangle: [0, 0, -1, -0.5, -1, 0.5],
  diamond: [0, 0, -0.6, -0.5, -1.2, 0, -0.6, 0.5],
  vee: [0, 0, -1.1, -0.6, -0.7, 0, -1.1, 0.6],
  tee: [0, -0.75, 0, 0.75, -0.3, 0.75, -0.3, -0.75],
  chevron: [0, 0, -0.6, -0.6, -0.95, -0.6, -0.35, 0, -0.95, 0.6, -0.6, 0.6],
  square: [0, -0.45, 0, 0.45, -0.9, 0.45, -0.9, -0.45],
}

/** Fill a head whose tip is at a point and that comes from another. */
export function head(pen: CanvasRenderingContext2D, name: string, x: number, y: number, fromX: number, fromY: number, size: number): void {
  const angle = Math.atan2(y - fromY, x - fromX)
  const [cos, sin] = [Math.cos(angle) * size, Math.sin(angle) * size]
  pen.beginPath()
  if (name === 'circle') pen.arc(x - cos * 0.45, y - sin * 0.45, size * 0.45, 0, 2 * Math.PI)
  else {
    const corners = HEADS[name]
    if (!corners) return
    for (let k = 0; k < corners.length; k += 2) {
      const [px, py] = [corners[k]!, corners[k + 1]!]
      pen.lineTo(x + px * cos - py * sin, y + px * sin + py * cos)
    }
    pen.closePath()
  }
  pen.fill()
}

/** A head that points right, as an SVG path, its tip at a point. */
export function headPath(name: string, x: number, y: number, size: number): string {
  if (name === 'circle') return `M${x} ${y}a${size * 0.45} ${size * 0.45} 0 1 0 0 .01z`
  const corners = HEADS[name] ?? []
  const points = corners.map((one, k) => (k % 2 ? y : x) + one * size)
  return points.length ? `M${points.join(' ')}z` : ''
}

/** The sign "is not", as lines, since many fonts lack it. */
export function unequal(pen: CanvasRenderingContext2D, x: number, y: number, side: number): void {
  const half = side / 2
  pen.beginPath()
  for (const off of [-0.36, 0.36]) {
    pen.moveTo(x - half, y + off * half)
    pen.lineTo(x + half, y + off * half)
  }
  pen.moveTo(x + half * 0.45, y - half * 0.95)
  pen.lineTo(x - half * 0.45, y + half * 0.95)
  pen.stroke()
}
