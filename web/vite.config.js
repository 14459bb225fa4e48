import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

import { licences } from './scripts/vite/licences.js'
import { oneMap } from './scripts/vite/one_map.js'

// The build lies in the package and is the same for the same sources: names are digests of the content.
export default defineConfig({
  plugins: [oneMap(), licences(), preact({ devToolsEnabled: false })],
  base: '/',
  // The map's sources set inherited fields that they declare again; these must not be emptied.
  esbuild: { tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } } },
  build: {
    outDir: '../src/sourcebook/review/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8321' } },
})
