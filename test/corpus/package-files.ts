import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where scripts/ensure-install.mjs puts the packages. */
export const corpusFolder = fileURLToPath(new URL('package', import.meta.url))

/** Text of a file of an installed package, by the name that test/corpus/package gives the package. */
export function readPackageFile(alias: string, path: string): string {
  return readFileSync(join(corpusFolder, 'node_modules', alias, path), 'utf8')
}

/** Paths of the Solidity sources below a folder of a package, from its root. */
export function listSources(alias: string, folder: string): string[] {
  const root = join(corpusFolder, 'node_modules', alias, folder)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
}

/** The package's name and version on the registry. */
export function packageId(alias: string): string {
  const { name, version } = JSON.parse(readPackageFile(alias, 'package.json'))
  return `${name}@${version}`
}
