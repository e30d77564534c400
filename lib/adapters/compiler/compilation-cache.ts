import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import type { Compiler } from './compiler'

/** Goes up when what is asked of the compiler changes, so that no earlier answer is taken for a later one. */
const generation = 2

/** What a compiler said. */
export type Compilation = { readonly version: string; readonly output: string }

/** The name under which the compilation of a bundle is kept: the same content, the same name. */
export function compilationKey(bundle: SourceBundle): string {
  return createHash('sha256').update(canonicalJson({ generation, bundle })).digest('hex')
}

/** @returns Undefined where it was not kept, or where what was kept cannot be read. */
export async function readCompilation(
  { directory, limits }: Compiler,
  key: string,
): Promise<Compilation | undefined> {
  const path = pathOf(directory, key)
  try {
    const text = await promisify(gunzip)(await readFile(path), { maxOutputLength: limits.output })
    const end = text.indexOf(lineFeed)
    if (end < 0) return undefined
    const now = new Date()
    // What was used last is kept longest.
    await utimes(path, now, now)
    return { version: text.toString('utf8', 0, end), output: text.toString('utf8', end + 1) }
  } catch {
    return undefined
  }
}

/** Keeps a compilation, and lets go of those that were not used for longest where there are too many. */
export async function saveCompilation(
  { directory, limits }: Compiler,
  key: string,
  compilation: Compilation,
): Promise<void> {
  const path = pathOf(directory, key)
  await mkdir(folderOf(directory), { recursive: true })
  const unfinished = `${path}.${randomUUID()}.tmp`
  // The output is JSON already, of megabytes: within JSON it would be parsed twice.
  const text = `${compilation.version}\n${compilation.output}`
  await writeFile(unfinished, await promisify(gzip)(text, { level: 1 }))
  await rename(unfinished, path)
  await forgetOldest(folderOf(directory), limits.kept)
}

const lineFeed = 10

async function forgetOldest(folder: string, kept: number): Promise<void> {
  const names = await readdir(folder)
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      const { size, mtimeMs } = await stat(path)
      return { path, size, mtimeMs }
    }),
  )
  let sum = 0
  for (const { path, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
    sum += size
    if (sum > kept) await rm(path, { force: true })
  }
}

function folderOf(directory: string): string {
  return join(directory, 'compilations')
}

function pathOf(directory: string, key: string): string {
  return join(folderOf(directory), `${key}.gz`)
}
