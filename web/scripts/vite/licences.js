// The licences of everything that is built in, as one file beside it.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//

/** @returns {import('vite').Plugin} */
export function licences() {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const folders = new Set()
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
          const folder = packageOf(id.replaceAll('\0', ''))
          if (folder) folders.add(folder)
        }
      }
      const source = [...folders].map(licenceOf).sort().join('\n')
      this.emitFile({ type: 'asset', fileName: 'assets/licences.txt', source })
    },
  }
}

/** The innermost package that a module lies in; what a package ships built in is told by its own licence.
 * @param {string} path
 * @returns {string | undefined} */
function packageOf(path) {
  const folder = PACKAGE.exec(path)?.[1]
  return folder === undefined || existsSync(join(folder, 'package.json')) ? folder : packageOf(folder)
}

/** @param {string} folder */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file)).sort()
  return [`## ${name} ${version} (${license})`, '', ...files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r', '').trimEnd()), ''].join('\n')
}
