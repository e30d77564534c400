import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How much is kept in a folder. */
export type KeptLimits = { readonly files: number } | { readonly bytes: number }

/** @returns Undefined where it was not kept, or cannot be read. */
export async function readKept(directory: string, name: string): Promise<Buffer | undefined> {
  const path = join(directory, name)
  try {
    const content = await readFile(path)
    const now = new Date()
    // What was used last is kept longest.
    await utimes(path, now, now)
    return content
  } catch {
    return undefined
  }
}

/** Keeps a file, whole or not at all, and lets go of what was not used for longest where there is too much. */
export async function saveKept(
  directory: string,
  { name, content, limits }: { name: string; content: string | Buffer; limits: KeptLimits },
): Promise<void> {
  const path = join(directory, name)
  await mkdir(directory, { recursive: true })
  const unfinished = `${path}.${randomUUID()}.tmp`
  await writeFile(unfinished, content)
  await rename(unfinished, path)
  await forgetOldest(directory, limits)
}

async function forgetOldest(directory: string, limits: KeptLimits): Promise<void> {
  const names = await readdir(directory)
  if ('files' in limits && names.length <= limits.files) return
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      const { size, mtimeMs } = await stat(path)
      return { path, size, mtimeMs }
    }),
  )
  const newestFirst = files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)
  let bytes = 0
  const tooMany = newestFirst.filter(({ size }, index) => {
    bytes += size
    return 'files' in limits ? index >= limits.files : bytes > limits.bytes
  })
  await Promise.all(tooMany.map(({ path }) => rm(path, { force: true })))
}
