import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Compiler } from './compiler'
import { fetchSoljson } from './fetch-soljson'
import { compileEntry } from './run-solc'

/** Releases that are being fetched, by the path they will have, so that none is fetched twice at one time. */
const underWay = new Map<string, Promise<void>>()

/**
 * Path of a release of solc: the one that is installed with us where it is that release, one fetched earlier, or one
 * fetched now.
 *
 * @throws CompilerNotFoundError, CompilerUnreachableError
 */
export async function findSoljson(
  { directory }: Pick<Compiler, 'directory'>,
  { release }: { readonly release: string },
): Promise<string> {
  const installed = findInstalled(release)
  if (installed) return installed
  const path = join(directory, 'compilers', `solc-${release}`, 'soljson.js')
  if (existsSync(path)) return path
  const fetching = underWay.get(path) ?? fetchSoljson({ release, path })
  underWay.set(path, fetching)
  try {
    await fetching
  } finally {
    underWay.delete(path)
  }
  return path
}

/** Looks for `node_modules/solc` as Node does: beside each folder above this one. */
function findInstalled(release: string): string | undefined {
  let folder = dirname(compileEntry())
  while (true) {
    const solc = join(/* turbopackIgnore: true */ folder, 'node_modules/solc')
    if (existsSync(join(solc, 'soljson.js'))) {
      const { version } = JSON.parse(readFileSync(join(solc, 'package.json'), 'utf8'))
      return version === release ? join(solc, 'soljson.js') : undefined
    }
    const above = dirname(folder)
    if (above === folder) return undefined
    folder = above
  }
}
