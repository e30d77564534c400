import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The style sheets of a build with their hashes, as Next wrote them beside those of the scripts.
 *
 * It waits for nobody: what is read after the first bytes of a page are on their way comes too late for its head.
 *
 * @param root Folder of the package.
 * @returns Of each path on the server, the hash as elements have it (`sha256-…`).
 * @throws Error where nothing is built there
 */
export function readStyleSheets(root: string): readonly (readonly [path: string, hash: string])[] {
  const list = join(
    /* turbopackIgnore: true */ root,
    '.next',
    'server',
    'subresource-integrity-manifest.json',
  )
  const hashes: Record<string, string> = JSON.parse(
    readFileSync(/* turbopackIgnore: true */ list, 'utf8'),
  )
  return Object.entries(hashes)
    .filter(([path]) => path.endsWith('.css'))
    .map(([path, hash]) => [`/_next/${path}`, hash] as const)
}
