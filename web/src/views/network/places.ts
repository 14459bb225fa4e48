// Where each entity stands, found once for a book.
import type { Ready } from '../../world'
import type { LayoutAnswer, LayoutAsk } from './layout/places'
import { wrapped } from '../labels'
import type { Plan } from './plan'

type Spot = readonly [number, number]
const APART = 70
const TURN = Math.PI * (3 - Math.sqrt(5))

export class Places {
  private readonly spots = new Map<number, Spot>()
  private readonly taken = new Set<string>()

  constructor(
    private readonly at: Ready,
    readonly answer: LayoutAnswer,
  ) {
    for (const [id, spot] of Object.entries(answer)) this.put(Number(id), spot)
  }

  /** Those without a place from the layout stand at the next free spot by those that they are tied to. */
  of(entity: number): Spot {
    return this.spots.get(entity) ?? this.find(entity)
  }

  private find(entity: number): Spot {
    const { subject, object } = this.at.world.ties
    const near = this.at.tiesOf[entity]!.flatMap((t) => [this.spots.get(subject[t]!), this.spots.get(object[t]!)]).filter((one) => one !== undefined)
    const x = near.reduce((sum, one) => sum + one[0], 0) / (near.length || 1)
    const y = near.reduce((sum, one) => sum + one[1], 0) / (near.length || 1)
    for (let k = 1; ; k++) {
      const spot: Spot = [Math.round(x + Math.cos(k * TURN) * APART * Math.sqrt(k)), Math.round(y + Math.sin(k * TURN) * APART * Math.sqrt(k))]
      if (!this.taken.has(cell(spot))) return this.put(entity, spot)
    }
  }

  private put(entity: number, spot: Spot): Spot {
    this.spots.set(entity, spot)
    this.taken.add(cell(spot))
    return spot
  }
}

function cell([x, y]: Spot): string {
  return `${Math.round(x / APART)}/${Math.round(y / APART)}`
}

const kept = new WeakMap<Ready, Promise<Places>>()

export function placesOf(at: Ready, plan: Plan): Promise<Places> {
  let found = kept.get(at)
  if (!found) {
    found = laidOut(at, plan).then((answer) => new Places(at, answer))
    kept.set(at, found)
  }
  return found
}

let last: { readonly key: string; readonly answer: LayoutAnswer } | null = null

/** A book whose ties did not change keeps its places. */
async function laidOut(at: Ready, plan: Plan): Promise<LayoutAnswer> {
  const ask = askOf(at, plan)
  const key = JSON.stringify(ask)
  if (last?.key === key) return last.answer
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  try {
    const answer = await new Promise<LayoutAnswer>((done, fail) => {
      worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => done(data)
      worker.onerror = () => fail(new Error('The network could not be laid out.'))
      worker.postMessage(ask)
    })
    last = { key, answer }
    return answer
  } finally {
    worker.terminate()
  }
}

function askOf(at: Ready, plan: Plan): LayoutAsk {
  const { ties, entities } = at.world
  const core = new Set(plan.core)
  const order = [...core].sort((a, b) => (entities.id[a]! < entities.id[b]! ? -1 : 1))
  const radius = 30 * Math.sqrt(order.length) + 100
  const edges = new Map<string, { source: string; target: string }>()
  for (const [n, subject] of ties.subject.entries()) {
    const object = ties.object[n]!
    if (!core.has(subject) || !core.has(object) || subject === object || plan.umbrella.get(subject)?.tie === n) continue
    edges.set(`${Math.min(subject, object)}/${Math.max(subject, object)}`, { source: String(subject), target: String(object) })
  }
  return {
    nodes: order.map((n, k) => {
      const whole = plan.umbrella.get(n)?.whole
      const turn = (k / order.length) * 2 * Math.PI
      const width = Math.max(40, wrapped(entities.name[n]!).width * 0.9)
      return { id: String(n), parent: whole !== undefined && core.has(whole) ? String(whole) : null, width, x: radius * Math.cos(turn), y: radius * Math.sin(turn) }
    }),
    edges: [...edges.values()],
  }
}
