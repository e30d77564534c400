import { type Hash, type Hex, isHash, isHex, keccak256, maxUint256 } from 'viem'
import { isValidAddress } from '@/lib/core/chain/known-addresses'
import { BaseError } from '@/lib/core/error/base-error'
import {
  batchArrays,
  type OperationContent,
  singleCall,
} from '@/lib/core/timelock/operation-content'

/**
 * The id of an operation, as `hashOperation` and `hashOperationBatch` of a TimelockController compute it:
 * keccak256 of the ABI encoding of its content. The delay is not part of it. Encoded by hand: an indexer proves ids by the ten
 * thousand, and a general encoder takes most of the time.
 *
 * @param content Its kind, calls (`value` in wei), predecessor and salt.
 * @throws NotASingleCallError where a single operation does not hold exactly one call; NotEncodableError.
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
 * @throws NotASingleCallError where a single operation does not hold exactly one call; NotEncodableError.
 */
export function encodeOperation({ kind, calls, predecessor, salt }: OperationContent): Hex {
  const ends = wordOfHash(predecessor) + wordOfHash(salt)
  if (kind === 'single') {
    const { target, value, data } = singleCall(calls)
    const head = wordOfAddress(target) + wordOfUint(value) + wordOfLength(headBytes) + ends
    return `0x${head}${bytesOf(data)}`
  }
  const { targets, values, payloads } = batchArrays(calls)
  const arrays = [
    arrayOf(targets.map(wordOfAddress)),
    arrayOf(values.map(wordOfUint)),
    dynamicArrayOf(payloads.map(bytesOf)),
  ]
  return `0x${pointersTo(arrays, headBytes)}${ends}${arrays.join('')}`
}

/** Five words stand before what has no fixed length. */
const headBytes = 160

/** Where each part begins that follows so many bytes, one after the other. */
function pointersTo(parts: readonly string[], first: number): string {
  let at = first
  return parts
    .map((part) => {
      const pointer = wordOfLength(at)
      at += part.length / 2
      return pointer
    })
    .join('')
}

function arrayOf(words: readonly string[]): string {
  return wordOfLength(words.length) + words.join('')
}

function dynamicArrayOf(items: readonly string[]): string {
  const pointers = pointersTo(items, 32 * items.length)
  return wordOfLength(items.length) + pointers + items.join('')
}

function bytesOf(data: Hex): string {
  if (!isHex(data) || data.length % 2 !== 0) throw new NotEncodableError('bytes', data)
  const digits = data.slice(2)
  const padded = digits.padEnd(64 * Math.ceil(digits.length / 64), '0')
  return wordOfLength(digits.length / 2) + padded
}

function wordOfLength(length: number): string {
  return length.toString(16).padStart(64, '0')
}

function wordOfUint(value: bigint): string {
  if (value < 0n || value > maxUint256) throw new NotEncodableError('uint256', `${value}`)
  return value.toString(16).padStart(64, '0')
}

function wordOfAddress(address: Hex): string {
  if (!isValidAddress(address)) throw new NotEncodableError('address', address)
  return address.slice(2).padStart(64, '0')
}

function wordOfHash(hash: Hash): string {
  if (!isHash(hash)) throw new NotEncodableError('bytes32', hash)
  return hash.slice(2)
}

/** A member of an operation is not of its type, so that there is no such operation. */
class NotEncodableError extends BaseError {
  override readonly name = 'NotEncodableError'
  constructor(type: string, value: string) {
    super(`This is no ${type}.`, { facts: [['Value', value.slice(0, 100)]] })
  }
}
