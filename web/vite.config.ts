import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

// The build lies in the package and is the same for the same sources: names are digests of the content.
export default defineConfig({
  plugins: [preact({ devToolsEnabled: false })],
  base: '/',
  build: {
    outDir: '../src/sourcebook/review/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8321' } },
})
