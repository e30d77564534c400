import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { alignRows } from './align-rows'
import { exitCodes } from './exit-codes'
import { UsageError } from './parse-arguments'

/** More than anybody reads of an error. */
const mostCharacters = 20_000

/** An error as the terminal shows it, its facts aligned, and the exit code it ends the process with. */
export function describeError(error: unknown): { readonly text: string; readonly code: number } {
  if (!(error instanceof BaseError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const text = visibleText(stack, { multiline: true, maxLength: mostCharacters })
    return {
      text: `This is a mistake of ours, please report it.\n\n${text}\n`,
      code: exitCodes.bug,
    }
  }
  const facts = error.facts.map(([label, value]) => [label, value] as const)
  const parts = [
    [error.shortMessage],
    ...(facts.length > 0 ? [alignRows(facts, '  ')] : []),
    ...(error.hint ? [[error.hint]] : []),
  ]
  const lines = parts.map((part) => part.join('\n')).join('\n\n')
  // Some of it are words of nodes, files and other instances.
  const text = visibleText(lines, { multiline: true, maxLength: mostCharacters })
  const code = error instanceof UsageError ? exitCodes.usage : exitCodes.input
  return { text: `${text}\n`, code }
}
