import { encodeAbiParameters, type Hash, keccak256, parseAbiParameters } from 'viem'
import type { CompoundTransaction } from '@/lib/core/timelock/compound/compound-transaction'

const parameters = /* @__PURE__ */ parseAbiParameters(
  'address target, uint256 value, string signature, bytes data, uint256 eta',
)

/** The id of a transaction, as Compound's Timelock computes it. The absolute time is part of it. */
export function hashTransaction(transaction: CompoundTransaction): Hash {
  const { target, value, signature, data, eta } = transaction
  return keccak256(encodeAbiParameters(parameters, [target, value, signature, data, eta]))
}
