import { type Address, type Client, encodeFunctionData, parseAbi } from 'viem'
import { call } from 'viem/actions'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readWord } from '@/lib/core/timelock/kind/read-answer'
import {
  type ProposalLink,
  proposalLinks,
} from '@/lib/core/timelock/openzeppelin/governor-proposal'

/** The proposal of a Governor that an operation was made from. */
export type FoundProposal = ProposalLink & { readonly governor: Address }

const governorAbi = /* @__PURE__ */ parseAbi([
  'function proposalSnapshot(uint256 proposalId) view returns (uint256)',
])

/**
 * Finds the proposal that an operation comes from: the salt tells what its id would be, and the Governor whether it has it.
 *
 * @returns undefined where none of the Governors has it, or the salt is not known.
 */
export async function findProposal(
  client: Client,
  {
    operation,
    governors,
    blockNumber,
  }: { operation: QueuedOperation; governors: readonly Address[]; blockNumber: bigint },
): Promise<FoundProposal | undefined> {
  const { salt, calls, encoding } = operation
  // A Governor schedules batches, also of one call.
  if (salt === undefined || salt === 'unknown' || encoding !== 'batch') return undefined
  for (const governor of governors) {
    for (const link of proposalLinks({ calls, salt }, governor)) {
      const data = encodeFunctionData({ abi: governorAbi, args: [link.proposalId] })
      const answer = await call(client, { to: governor, data, blockNumber }).catch(() => undefined)
      if (readWord(answer?.data)) return { ...link, governor }
    }
  }
  return undefined
}
