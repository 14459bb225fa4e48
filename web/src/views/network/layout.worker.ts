// Places for the nodes, away from the page's own thread. The same book gives the same places: chance here is counted out.
import cytoscape, { type ElementDefinition } from 'cytoscape'
import fcose from 'cytoscape-fcose'

export interface LayoutAsk {
  readonly nodes: readonly { readonly id: string; readonly parent: string | null; readonly width: number; readonly x: number; readonly y: number }[]
  readonly edges: readonly { readonly source: string; readonly target: string }[]
}
export type LayoutAnswer = Record<string, [number, number]>

cytoscape.use(fcose)

let seed = 20_240_601
Math.random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

self.onmessage = ({ data }: MessageEvent<LayoutAsk>) => {
  const elements: ElementDefinition[] = [
    ...data.nodes.map(({ id, parent, width, x, y }) => ({ data: parent ? { id, parent, width } : { id, width }, position: { x, y } })),
    ...data.edges.map((one, n) => ({ data: { id: `e${n}`, ...one } })),
  ]
  const style = [{ selector: 'node', style: { width: 'data(width)', height: 46 } }, { selector: ':parent', style: { padding: '18px' } }]
  const cy = cytoscape({ headless: true, styleEnabled: true, elements, style: style as never })
  const options = {
    name: 'fcose', quality: 'proof', randomize: data.edges.length > 0, animate: false, fit: false, packComponents: false,
    idealEdgeLength: 120, nodeRepulsion: 14000, nodeSeparation: 130, gravity: 0.25, nestingFactor: 0.2, numIter: 2500, tile: true,
  }
  cy.layout(options as never).run()
  const answer: LayoutAnswer = {}
  cy.nodes().forEach((node) => {
    answer[node.id()] = [Math.round(node.position('x')), Math.round(node.position('y'))]
  })
  self.postMessage(answer)
}
