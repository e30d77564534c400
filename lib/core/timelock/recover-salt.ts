import { type Address, type Hash, isAddressEqual, pad } from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { Call } from '@/lib/core/chain/call'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { identifyOperation } from '@/lib/core/timelock/identify-operation'
import type { Operation } from '@/lib/core/timelock/operation'

/** `queue` and `execute` of a Governor end with the hash of the description, from which it makes the salt. */
const governorSignatures = new Set([
  'queue(address[],uint256[],bytes[],bytes32)',
  'execute(address[],uint256[],bytes[],bytes32)',
])

/**
 * Finds the salt of an operation in the transaction that scheduled or executed it: timelocks before 4.9 never tell it
 * in an event. Safe, MultiSend, Multicall3 and Governor wrappings are opened. What is found is proven by the id.
 *
 * @param transaction The top-level call of the transaction: its `to`, `value` and `input`.
 * @returns The operation with kind and salt, or undefined where the transaction does not show them: a contract made
 * the call, and only a trace can tell.
 */
export function recoverSalt(operation: Operation, transaction: Call): Operation | undefined {
  for (const salt of saltCandidates(operation, decodeCall({ call: transaction }))) {
    const identified = identifyOperation(operation, salt)
    if (identified) return identified
  }
  return undefined
}

function* saltCandidates(operation: Operation, decoded: DecodedCall): Generator<Hash> {
  if (isAddressEqual(decoded.call.target, operation.timelock.address)) {
    const call = decodeTimelockCall(decoded.call.data)
    if (call && call.kind !== 'cancel') yield call.content.salt
  }
  if (decoded.signature && governorSignatures.has(decoded.signature)) {
    const descriptionHash = decoded.args?.at(-1)?.value as Hash
    yield descriptionHash
    yield governorSalt(decoded.call.target, descriptionHash)
  }
  for (const { call } of decoded.children) yield* saltCandidates(operation, call)
}

/**
 * `bytes20(governor) ^ descriptionHash`, the salt of GovernorTimelockControl since 5.0. Until 4.9 it was the hash alone.
 *
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.4.0/contracts/governance/extensions/GovernorTimelockControl.sol#L161
 */
function governorSalt(governor: Address, descriptionHash: Hash): Hash {
  const salt = BigInt(pad(governor, { dir: 'right', size: 32 })) ^ BigInt(descriptionHash)
  return `0x${salt.toString(16).padStart(64, '0')}`
}
