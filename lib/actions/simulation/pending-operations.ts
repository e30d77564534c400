import type { Hash } from 'viem'
import type { TrialParameters } from '@/lib/actions/simulation/trial'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

/** An operation that can be executed once it is ready. */
export type PendingOperation = {
  readonly id: Hash
  readonly content: OperationContent
  /** Seconds since the epoch from which it is ready; undefined where it is not scheduled yet. */
  readonly readyAt: bigint | undefined
}

export type PendingOperations = {
  /** The patch first. */
  readonly operations: readonly PendingOperation[]
  /** Those that are pending and cannot be executed here, and why. */
  readonly untried: readonly { readonly where: string; readonly what: string }[]
}

/** The patch, and what else is pending on the same timelock; undefined where the patch is no operation. */
export function pendingOperations({
  input,
  chain,
}: Pick<TrialParameters, 'input' | 'chain'>): PendingOperations | undefined {
  const own = input.operation
  if (!own) return undefined
  const isOpen = ({ state }: LiveOperation) =>
    !state.known || state.value === 'waiting' || state.value === 'ready'
  const open = chain.operations.filter(isOpen)
  const itself = open.find(({ operation }) => operation.id === own.id)
  const others = open.filter((one) => one !== itself).map(readOperation)
  const readyAt = itself?.operation.instances.at(-1)?.eta
  const operations = others
    .flatMap((one) => ('content' in one ? [one] : []))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    operations: [{ id: own.id, content: own.content, readyAt }, ...operations],
    untried: others.flatMap((one) => ('what' in one ? [one] : [])),
  }
}

function readOperation({
  operation,
  state,
}: LiveOperation): PendingOperation | PendingOperations['untried'][number] {
  const { id, kind, salt, calls, predecessor, instances, missingCalls } = operation
  const unread = (what: string) => ({ where: id, what })
  if (!state.known) return unread(`whether it is pending is not known: ${state.reason}`)
  if (kind === 'unknown' || salt === 'unknown' || missingCalls) {
    return unread('its salt or its calls are not known, so that it cannot be executed here')
  }
  return { id, content: { kind, calls, predecessor, salt }, readyAt: instances.at(-1)?.eta }
}
