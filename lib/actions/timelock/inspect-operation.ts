import type { Address, Client, Hex } from 'viem'
import { call } from 'viem/actions'
import {
  type CodelessTarget,
  findCodelessTargets,
} from '@/lib/actions/timelock/find-codeless-targets'
import { type FoundProposal, findProposal } from '@/lib/actions/timelock/find-proposal'
import { recoverOperationSalt } from '@/lib/actions/timelock/recover-operation-salt'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import type { Call } from '@/lib/core/chain/call'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { type Reconciled, reconcile } from '@/lib/core/timelock/kind/reconcile'
import type { ChainStanding, TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type InspectOperationParameters = {
  readonly operation: QueuedOperation
  readonly adapter: TimelockAdapter
  readonly detection: TimelockDetection
  /** Governors that schedule at its timelock. */
  readonly governors: readonly Address[]
  /** Everything is read at this block. */
  readonly block: Block
  /** From which block on proposals are looked for. */
  readonly fromBlock: bigint
}

export type InspectedOperation = Reconciled & {
  /** With its salt, where that was found. */
  readonly operation: QueuedOperation
  /** Where the contract was not asked, or did not answer. */
  readonly unknownBecause?: string | undefined
  /** Where the salt was looked for and not found. */
  readonly saltUnknownBecause?: string | undefined
  readonly proposal?: FoundProposal | undefined
  /** Of one that can still be executed: calls into nothing. */
  readonly codeless: readonly CodelessTarget[]
}

/**
 * Holds one operation against the contract, and finds out what its events do not tell. What cannot be read is told as
 * unknown.
 *
 * @throws RpcUnreachableError
 */
export async function inspectOperation(
  client: Client,
  parameters: InspectOperationParameters,
): Promise<InspectedOperation> {
  const { block, governors } = parameters
  const { operation, saltUnknownBecause } = await withSalt(client, parameters)
  const standing = await readStanding(client, { ...parameters, operation })
  const reconciled = reconcile({ operation, standing, now: block.timestamp })
  const isOver = ['executed', 'cancelled', 'passed'].includes(reconciled.standing)
  const blockNumber = block.number
  return {
    ...reconciled,
    operation,
    ...(!standing.known && { unknownBecause: standing.reason }),
    ...(saltUnknownBecause !== undefined && { saltUnknownBecause }),
    proposal: await findProposal(client, { operation, governors, blockNumber }),
    codeless: isOver ? [] : await findCodelessTargets(client, { operation, blockNumber }),
  }
}

async function withSalt(
  client: Client,
  { operation, fromBlock }: InspectOperationParameters,
): Promise<{ operation: QueuedOperation; saltUnknownBecause?: string }> {
  const last = operation.instances.at(-1)
  if (operation.salt !== 'unknown' || operation.missingCalls !== undefined || !last) {
    return { operation }
  }
  const mayTrace = last.executed === undefined
  const recovered = await recoverOperationSalt(client, {
    operation,
    mayTrace,
    proposalsFrom: fromBlock,
  })
  if (!recovered.known) return { operation, saltUnknownBecause: recovered.reason }
  const { kind: encoding, salt } = recovered.value
  return { operation: { ...operation, encoding, salt } }
}

async function readStanding(
  client: Client,
  { operation, adapter, detection, block }: InspectOperationParameters,
): Promise<Known<ChainStanding>> {
  const { chainId } = operation.timelock
  const blockNumber = block.number
  const ask = async ({ target, data }: Call): Promise<Hex | undefined> => {
    try {
      return (await call(client, { to: target, data, blockNumber })).data ?? '0x'
    } catch (error) {
      if (isContractsAnswer(error)) return undefined
      throw error
    }
  }
  const codeOf = async (address: Address) =>
    (await readAccountCode(client, { chainId, address, blockNumber })).code
  try {
    const [answers, codes] = await Promise.all([
      Promise.all(adapter.questions(operation).map(ask)),
      Promise.all((adapter.codesAsked?.(operation) ?? []).map(codeOf)),
    ])
    return adapter.readStanding({ operation, detection, answers, codes, now: block.timestamp })
  } catch {
    return { known: false, reason: 'the node did not answer' }
  }
}
