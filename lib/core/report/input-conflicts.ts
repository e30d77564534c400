import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { RunCall } from '@/lib/core/patch/run-call'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { ReviewInput } from './review-input'

/** Two members of the input of a report that cannot both be of what it claims to be of. */
export type InputConflict = {
  readonly where: string
  readonly given: string
  /** What the rest of the input says it should be. */
  readonly made: string
}

/**
 * Whether the parts of an input belong together: a report of harmless calls under the id of another operation would
 * otherwise come out the same whenever it is made again. Of an honest input there is none.
 */
export function inputConflicts({
  calls,
  operation,
  transaction,
  patch,
}: ReviewInput): InputConflict[] {
  const found: InputConflict[] = []
  const hold = (where: string, given: string, made: string) => {
    if (given !== made) found.push({ where, given, made })
  }
  if (operation) {
    const { id, content } = operation
    hold('the operation id', id, hashOperation(content))
    hold('the calls', textOf(calls), textOf(content.calls))
    if (patch) hold('the operation of the dossier', patchOperation(patch).id, id)
    const ordered = transaction && decodeTimelockCall(transaction.data)
    if (ordered?.kind === 'schedule') {
      hold('the operation that the Safe transaction schedules', ordered.id, id)
    }
  } else if (transaction) {
    const own = textOf(calls)
    // Of an operation whose salt nobody knows the calls are known all the same.
    const ordered = decodeTimelockCall(transaction.data)
    const content = ordered && 'content' in ordered ? textOf(ordered.content.calls) : undefined
    if (own !== content && ordered?.kind !== 'cancel') {
      hold('the calls', own, textOf([transaction]))
    }
  } else if (patch) {
    hold('the calls', textOf(calls), textOf(patch.calls))
  }
  return found
}

function textOf(calls: readonly RunCall[]): string {
  return canonicalJson(
    calls.map(({ target, value, data, operation }) => ({
      target: target.toLowerCase(),
      value: value.toString(),
      data,
      operation: operation ?? 'call',
    })),
  )
}
