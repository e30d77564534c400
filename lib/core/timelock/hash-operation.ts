import { encodeAbiParameters, type Hash, type Hex, keccak256, parseAbiParameters } from 'viem'
import {
  batchArrays,
  type OperationContent,
  singleCall,
} from '@/lib/core/timelock/operation-content'

const singleParameters = /* @__PURE__ */ parseAbiParameters(
  'address target, uint256 value, bytes data, bytes32 predecessor, bytes32 salt',
)
const batchParameters = /* @__PURE__ */ parseAbiParameters(
  'address[] targets, uint256[] values, bytes[] payloads, bytes32 predecessor, bytes32 salt',
)

/**
 * The id of an operation, as `hashOperation` and `hashOperationBatch` of a TimelockController compute it:
 * keccak256 of the ABI encoding of its content. The delay is not part of it.
 *
 * @param content Its kind, calls (`value` in wei), predecessor and salt.
 * @throws NotASingleCallError where a single operation does not hold exactly one call.
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.4.0/contracts/governance/TimelockController.sol#L220
 */
export function hashOperation(content: OperationContent): Hash {
  return keccak256(encodeOperation(content))
}

/** Bytes in front of the salt in what is hashed: of both kinds the salt is the fifth word. */
export const bytesBeforeSalt = 128

/**
 * What is hashed into the id of an operation.
 *
 * @throws NotASingleCallError where a single operation does not hold exactly one call.
 */
export function encodeOperation({ kind, calls, predecessor, salt }: OperationContent): Hex {
  if (kind === 'single') {
    const { target, value, data } = singleCall(calls)
    return encodeAbiParameters(singleParameters, [target, value, data, predecessor, salt])
  }
  const { targets, values, payloads } = batchArrays(calls)
  return encodeAbiParameters(batchParameters, [targets, values, payloads, predecessor, salt])
}
