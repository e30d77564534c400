import type { Hex } from 'viem'
import { readKept, saveKept } from '@/lib/adapters/confined/kept-files'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { CodeAnalyser } from './code-analyser'

/** Goes up with the analyser and with what is asked of it, so that no earlier answer is taken for a later one. */
const generation = 1

/** @returns Undefined where it was not kept, or cannot be read. */
export async function readAnalysis(
  { directory }: CodeAnalyser,
  code: Hex,
): Promise<string | undefined> {
  return (await readKept(directory, nameOf(code)))?.toString('utf8')
}

/** Keeps what the analyser said of a code. */
export async function saveAnalysis(
  { directory, limits }: CodeAnalyser,
  code: Hex,
  content: string,
): Promise<void> {
  await saveKept(directory, { name: nameOf(code), content, limits: { files: limits.kept } })
}

const nameOf = (code: Hex) => `${generation}-${hashCode(code).slice(2)}.json`
