import { stringToBytes } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'

/** In bytes of UTF-8. */
const maximumPathBytes = 1024

/**
 * What is wrong with the names of source files, each problem by the name of its file. A name is a name inside one
 * compilation and never a place on a disk, yet a reader takes it for one: names that would lead elsewhere, or that two
 * files share in all but spelling, are refused.
 */
export function findPathProblems(paths: readonly string[]): ErrorFact[] {
  const known = new Map<string, string>()
  return paths.flatMap((path): ErrorFact[] => {
    const label = visibleText(path, { maxLength: 200 }) || 'a file without a name'
    const problem = describeProblem(path)
    if (problem) return [[label, problem]]
    // Most disks, and most readers, do not tell upper from lower case.
    const folded = normalPath(path).toLowerCase()
    const first = known.get(folded)
    known.set(folded, first ?? path)
    if (first === undefined) return []
    return [[label, `names the same file as ${visibleText(first, { maxLength: 200 })}`]]
  })
}

function describeProblem(path: string): string | undefined {
  if (path.trim() === '') return 'is empty'
  // Assigning to it changes the prototype of an object instead of adding a member.
  if (path === '__proto__') return 'is a name that JavaScript keeps for itself'
  if (stringToBytes(path).length > maximumPathBytes) {
    return `is longer than ${maximumPathBytes} bytes`
  }
  if (/\p{Cs}/u.test(path)) return 'has half a character (a lone surrogate)'
  if (/\p{Cc}/u.test(path)) return 'has a control character'
  if (path.includes('\\')) return 'has a backslash'
  if (/^(\/|[A-Za-z]:\/)/.test(path)) return 'is absolute'
  if (path.split('/').includes('..')) return 'leads out of its folder (..)'
  return normalPath(path) === '' ? 'names no file' : undefined
}

/** Without empty and `.` segments, and with one spelling of characters that have several. */
function normalPath(path: string): string {
  return path
    .normalize('NFC')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/')
}
