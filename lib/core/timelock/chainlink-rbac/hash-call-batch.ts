import { encodeAbiParameters, type Hash, keccak256, parseAbiParameters } from 'viem'
import type { Call } from '@/lib/core/chain/call'

const parameters = /* @__PURE__ */ parseAbiParameters([
  'Call[] calls, bytes32 predecessor, bytes32 salt',
  'struct Call { address target; uint256 value; bytes data; }',
])

/** The id of an operation of an RBACTimelock: one array of calls, where OpenZeppelin hashes three. */
export function hashCallBatch({
  calls,
  predecessor,
  salt,
}: {
  calls: readonly Call[]
  predecessor: Hash
  salt: Hash
}): Hash {
  return keccak256(encodeAbiParameters(parameters, [calls, predecessor, salt]))
}
