import type { Client } from 'viem'
import { cancelOperation } from '@/lib/actions/cancel-operation'
import { executeOperation } from '@/lib/actions/execute-operation'
import { proposeCall } from '@/lib/actions/propose-call'
import { skipTime } from '@/lib/adapters/anvil/skip-time'
import type { Call } from '@/lib/core/chain/call'
import { BaseError } from '@/lib/core/error/base-error'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import type { Operation } from '@/lib/core/timelock/operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { inSigningTurn } from '@/lib/hooks/signing-turn'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

export type OperationActions = {
  readonly execute: Action<void>
  readonly cancel: Action<void>
  /** Proposes the same as a Safe transaction, signed by the connected owner. */
  readonly proposeExecute: Action<SafeState>
  readonly proposeCancel: Action<SafeState>
  /** On a local Anvil only. Seconds. */
  readonly skip: Action<bigint>
}

/** Everything a connected account can start on an operation. */
export function useOperationActions(
  operation: Operation,
  reader: Client | undefined,
  /** Asked at the moment of pressing, before it is executed. Throws where it does not hold. */
  assertStill: (by: 'account' | 'safe') => Promise<void>,
): OperationActions {
  const { connected } = useWallet()
  const { timelock } = operation
  const propose = async (safe: SafeState, data: Call['data']) => {
    const by = await connected(reader)
    await proposeCall({
      ...by,
      safe: safe.safe,
      call: { target: timelock.address, value: 0n, data },
      inTurn: inSigningTurn(),
    })
  }
  return {
    execute: useAction(async () => {
      const by = await connected(reader)
      await assertStill('account')
      await executeOperation({ ...by, timelock, content: contentOf(operation) })
    }),
    cancel: useAction(async () => {
      await cancelOperation({ ...(await connected(reader)), timelock, id: operation.id })
    }),
    proposeExecute: useAction(async (safe) => {
      await assertStill('safe')
      await propose(safe, encodeExecute(contentOf(operation)))
    }),
    proposeCancel: useAction((safe) => propose(safe, encodeCancel({ id: operation.id }))),
    skip: useAction(async (seconds) => {
      if (reader) await skipTime(reader, { seconds })
    }),
  }
}

/** What `execute` must be given again, down to the salt. */
function contentOf({ kind, calls, predecessor, salt, id }: Operation): OperationContent {
  if (kind === 'unknown' || salt === 'unknown') {
    throw new BaseError('The salt of this operation is unknown.', {
      facts: [['Operation', id]],
      hint: 'Find the transaction that scheduled it; its salt must hash to the operation id.',
    })
  }
  return { kind, calls, predecessor, salt }
}
