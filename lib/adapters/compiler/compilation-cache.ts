import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { readKept, saveKept } from '@/lib/adapters/confined/kept-files'
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
  const kept = await readKept(folderOf(directory), nameOf(key))
  if (!kept) return undefined
  try {
    const text = await promisify(gunzip)(kept, { maxOutputLength: limits.output })
    const end = text.indexOf(lineFeed)
    if (end < 0) return undefined
    return { version: text.toString('utf8', 0, end), output: text.toString('utf8', end + 1) }
  } catch {
    return undefined
  }
}

/** Keeps a compilation. */
export async function saveCompilation(
  { directory, limits }: Compiler,
  key: string,
  compilation: Compilation,
): Promise<void> {
  // The output is JSON already, of megabytes: within JSON it would be parsed twice.
  const text = `${compilation.version}\n${compilation.output}`
  await saveKept(folderOf(directory), {
    name: nameOf(key),
    content: await promisify(gzip)(text, { level: 1 }),
    limits: { bytes: limits.kept },
  })
}

const lineFeed = 10

const folderOf = (directory: string) => join(directory, 'compilations')

const nameOf = (key: string) => `${key}.gz`
