import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Hash } from 'viem'
import type { BuildAssets } from '@/lib/core/instance/build-manifest'

/**
 * Hashes what a build gives to browsers.
 *
 * @param root Folder of the package.
 * @returns undefined where nothing is built there.
 */
export async function readBuildAssets(root: string): Promise<BuildAssets | undefined> {
  const built = join(/* turbopackIgnore: true */ root, '.next', 'static')
  if (!existsSync(/* turbopackIgnore: true */ built)) return undefined
  const publicFolder = join(/* turbopackIgnore: true */ root, 'public')
  const [own, files] = await Promise.all([hashFolder(built), hashFolder(publicFolder)])
  const entries = own.map(([path, hash]) => [`_next/static/${path}`, hash] as const)
  return Object.fromEntries([...entries, ...files])
}

async function hashFolder(folder: string): Promise<(readonly [path: string, hash: Hash])[]> {
  if (!existsSync(/* turbopackIgnore: true */ folder)) return []
  const found = await readdir(/* turbopackIgnore: true */ folder, {
    recursive: true,
    withFileTypes: true,
  })
  return await Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const file = join(/* turbopackIgnore: true */ parentPath, name)
        const path = file.slice(folder.length + 1).replaceAll(sep, '/')
        const bytes = await readFile(/* turbopackIgnore: true */ file)
        const digest = createHash('sha256').update(bytes).digest('hex')
        return [path, `0x${digest}`] as const
      }),
  )
}
