import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { CodeAnalyser } from './code-analyser'

/** Goes up with the analyser and with what is asked of it, so that no earlier answer is taken for a later one. */
const generation = 1

/** @returns Undefined where it was not kept, or cannot be read. */
export async function readAnalysis(analyser: CodeAnalyser, code: Hex): Promise<string | undefined> {
  const path = pathOf(analyser, code)
  try {
    const text = await readFile(path, 'utf8')
    const now = new Date()
    // What was used last is kept longest.
    await utimes(path, now, now)
    return text
  } catch {
    return undefined
  }
}

/** Keeps what the analyser said of a code, and lets go of what was not used for longest where there is too much. */
export async function saveAnalysis(analyser: CodeAnalyser, code: Hex, text: string): Promise<void> {
  const path = pathOf(analyser, code)
  await mkdir(analyser.directory, { recursive: true })
  const unfinished = `${path}.${randomUUID()}.tmp`
  await writeFile(unfinished, text)
  await rename(unfinished, path)
  await forgetOldest(analyser)
}

async function forgetOldest({ directory, limits }: CodeAnalyser): Promise<void> {
  const names = await readdir(directory)
  if (names.length <= limits.kept) return
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      return { path, used: (await stat(path)).mtimeMs }
    }),
  )
  const oldest = files.toSorted((a, b) => b.used - a.used).slice(limits.kept)
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })))
}

function pathOf({ directory }: CodeAnalyser, code: Hex): string {
  return join(directory, `${generation}-${hashCode(code).slice(2)}.json`)
}
