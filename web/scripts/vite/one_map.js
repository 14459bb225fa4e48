// The map's library as it is shipped holds most of itself twice, for the page and for its worker. Built from its sources, both share one chunk.
import { fileURLToPath } from 'node:url'

const MAP = fileURLToPath(new URL('../../node_modules/maplibre-gl/src', import.meta.url))
const WORKER = 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

/** @returns {import('vite').Plugin} */
export function oneMap() {
  return {
    name: 'one-map',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === 'maplibre-gl' ? `${MAP}/index.ts` : id === WORKER ? '\0map-worker' : null),
    load(id) {
      if (id !== '\0map-worker') return null
      const chunk = this.emitFile({ type: 'chunk', id: `${MAP}/source/worker.ts`, name: 'map-worker' })
      return `export default import.meta.ROLLUP_FILE_URL_${chunk}`
    },
  }
}
