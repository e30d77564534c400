import type { Address, Client } from 'viem'
import { fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import {
  proposalCreatedTopic,
  readProposal,
  saltOfProposals,
} from '@/lib/core/timelock/openzeppelin/governor-proposal'
import type { ProvenSalt, SaltedSubject } from '@/lib/core/timelock/prove-salt'

export type FindProposedSaltParameters = {
  readonly operation: SaltedSubject & { readonly timelock: ChainAddress }
  readonly governor: Address
  /** Both ends included. */
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

/**
 * Looks for the salt of an operation among the proposals of the Governor that scheduled it: it makes the salt from the
 * description, which only its event tells.
 *
 * @returns The salt, which the id proves, and among how many proposals it was looked for.
 * @throws RpcUnreachableError, LogRangeTooLongError
 */
export async function findProposedSalt(
  client: Client,
  { operation, governor, fromBlock, toBlock }: FindProposedSaltParameters,
): Promise<{ proven: ProvenSalt | undefined; proposals: number }> {
  const at = { chainId: operation.timelock.chainId, address: governor }
  const topics = [proposalCreatedTopic]
  const created = await fetchAllLogs(client, { at, topics, fromBlock, toBlock })
  const proposals = created.flatMap((log) => readProposal(governor, log) ?? [])
  const found = saltOfProposals(operation, proposals)
  const proven = found && { kind: found.kind, salt: found.salt }
  return { proven, proposals: proposals.length }
}
