// Fails when the built page has more JavaScript than it may: `node scripts/size.mjs [FOLDER] [KILOBYTES]`, gzipped, all chunks together.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const [folder = '../src/sourcebook/review/page', most = '650'] = process.argv.slice(2)
const assets = join(folder, 'assets')
const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
const sizes = scripts.map((name) => [name, gzipSync(readFileSync(join(assets, name)), { level: 9 }).length])
sizes.sort((a, b) => b[1] - a[1])
const all = sizes.reduce((sum, [, bytes]) => sum + bytes, 0)
const kilobytes = (bytes) => (bytes / 1000).toFixed(1)

if (!scripts.length || all > Number(most) * 1000) {
  const largest = sizes.slice(0, 5).map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(', ')
  const advice = scripts.length ? 'take something out, or raise the bar with a reason' : 'build the page first: npm run build'
  console.error(`${assets}: ${kilobytes(all)} kB of JavaScript gzipped, at most ${most} and some are wanted; ${advice}. Largest: ${largest || 'none'}`)
  process.exit(1)
}
console.error(`JavaScript of the page: ${kilobytes(all)} kB gzipped in ${scripts.length} chunks (at most ${most})`)
