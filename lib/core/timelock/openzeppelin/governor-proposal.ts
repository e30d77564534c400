import {
  type Address,
  decodeEventLog,
  type Hash,
  type Hex,
  isAddressEqual,
  keccak256,
  parseAbi,
  stringToBytes,
  toEventSelector,
} from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { descriptionHashes, governorSalts } from '@/lib/core/timelock/governor-salts'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { hashProposal } from '@/lib/core/timelock/openzeppelin/hash-proposal'
import { type ProvenSalt, proveSalt, type SaltedSubject } from '@/lib/core/timelock/prove-salt'

const proposalAbi = /* @__PURE__ */ parseAbi([
  'event ProposalCreated(uint256 proposalId, address proposer, address[] targets, uint256[] values, string[] signatures, bytes[] calldatas, uint256 voteStart, uint256 voteEnd, string description)',
])

/** `topics[0]` of the event in which a Governor tells a proposal and its description. */
export const proposalCreatedTopic: Hash = /* @__PURE__ */ toEventSelector(
  'ProposalCreated(uint256,address,address[],uint256[],string[],bytes[],uint256,uint256,string)',
)

/** A proposal of a Governor, as it tells it. */
export type GovernorProposal = {
  readonly governor: Address
  readonly proposalId: bigint
  readonly descriptionHash: Hash
  readonly description: string
  readonly calls: readonly Call[]
}

/**
 * Reads `ProposalCreated`.
 *
 * @returns undefined for any other event, for lists of unequal length, and for one that does not decode.
 */
export function readProposal(
  governor: Address,
  { topics, data }: Pick<RawLog, 'topics' | 'data'>,
): GovernorProposal | undefined {
  try {
    const { args } = decodeEventLog({
      abi: proposalAbi,
      topics: topics as [Hex, ...Hex[]],
      data,
    })
    const { proposalId, targets, values, calldatas, description } = args
    if (targets.length !== values.length || targets.length !== calldatas.length) return undefined
    const calls = targets.map((target, index) => ({
      target,
      value: values[index] ?? 0n,
      data: calldatas[index] ?? '0x',
    }))
    const descriptionHash = keccak256(stringToBytes(description))
    return { governor, proposalId, descriptionHash, description, calls }
  } catch {
    return undefined
  }
}

/**
 * Finds the salt of an operation among the proposals of Governors: they make it from the description. The id proves it.
 *
 * @returns The salt with the proposal that it comes from; undefined where it comes from none of them.
 */
export function saltOfProposals(
  operation: SaltedSubject,
  proposals: readonly GovernorProposal[],
): (ProvenSalt & { readonly proposal: GovernorProposal }) | undefined {
  for (const proposal of proposals) {
    if (!makesSameCalls(operation.calls, proposal.calls)) continue
    for (const salt of governorSalts(proposal.governor, proposal.descriptionHash)) {
      const proven = proveSalt(operation, salt)
      if (proven) return { ...proven, proposal }
    }
  }
  return undefined
}

/** What a proposal of which only the operation is known would be called. */
export type ProposalLink = { readonly proposalId: bigint; readonly descriptionHash: Hash }

/**
 * The proposals of a Governor that an operation with this salt can come from: of a Governor before 5.0, and of one since.
 * Whether it has one of them, the Governor has to be asked.
 */
export function proposalLinks(
  operation: Pick<SaltedSubject, 'calls'> & { readonly salt: Hash },
  governor: Address,
): ProposalLink[] {
  const { calls, salt } = operation
  return descriptionHashes(governor, salt).map((descriptionHash) => ({
    descriptionHash,
    proposalId: hashProposal({ calls, descriptionHash }),
  }))
}

/** Hashing is dear; a look at the calls spares most of it. */
function makesSameCalls(some: readonly Call[], others: readonly Call[]): boolean {
  if (some.length !== others.length) return false
  return some.every((call, index) => {
    const other = others[index]
    return (
      other !== undefined &&
      isAddressEqual(call.target, other.target) &&
      call.value === other.value &&
      call.data.toLowerCase() === other.data.toLowerCase()
    )
  })
}
