import { encodeAbiParameters, type Hash, keccak256, parseAbiParameters } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { batchArrays } from '@/lib/core/timelock/operation-content'

const parameters = /* @__PURE__ */ parseAbiParameters(
  'address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash',
)

/**
 * The id of a proposal, as `hashProposal` of OpenZeppelin's Governor computes it. Governors with
 * GovernorSequentialProposalId count instead.
 *
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.4.0/contracts/governance/Governor.sol#L149
 */
export function hashProposal({
  calls,
  descriptionHash,
}: {
  calls: readonly Call[]
  descriptionHash: Hash
}): bigint {
  const { targets, values, payloads } = batchArrays(calls)
  const encoded = encodeAbiParameters(parameters, [targets, values, payloads, descriptionHash])
  return BigInt(keccak256(encoded))
}
