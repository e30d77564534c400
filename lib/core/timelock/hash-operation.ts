import { type Hash, type Hex, maxUint256 } from 'viem'
import { keccakBytes } from '@/lib/core/chain/keccak-bytes'
import { isValidAddress } from '@/lib/core/chain/known-addresses'
import { writeHex } from '@/lib/core/chain/write-hex'
import { BaseError } from '@/lib/core/error/base-error'
import { type OperationContent, singleCall } from '@/lib/core/timelock/operation-content'

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
  return keccakBytes(encodeOperation(content))
}

/** Bytes in front of the salt in what is hashed: of both kinds the salt is the fifth word. */
export const bytesBeforeSalt = 128

/**
 * What is hashed into the id of an operation.
 *
 * @throws NotASingleCallError where a single operation does not hold exactly one call; NotEncodableError.
 */
export function encodeOperation({
  kind,
  calls,
  predecessor,
  salt,
}: OperationContent): Uint8Array<ArrayBuffer> {
  const sizes = calls.map(({ data }) => sizeOf(data))
  const size = sizes.reduce((sum, one) => sum + one, headBytes)
  if (kind === 'single') {
    const { target, value, data } = singleCall(calls)
    const writer = new WordWriter(size)
    writer.address(target)
    writer.uint(value)
    writer.length(headBytes)
    writer.hash(predecessor)
    writer.hash(salt)
    writer.data(data)
    return writer.bytes
  }
  const count = calls.length
  const listBytes = 32 + 32 * count
  const writer = new WordWriter(size + 3 * listBytes)
  for (const list of [0, 1, 2]) writer.length(headBytes + list * listBytes)
  writer.hash(predecessor)
  writer.hash(salt)
  writer.length(count)
  for (const { target } of calls) writer.address(target)
  writer.length(count)
  for (const { value } of calls) writer.uint(value)
  writer.length(count)
  let pointer = 32 * count
  for (const one of sizes) {
    writer.length(pointer)
    pointer += one
  }
  for (const { data } of calls) writer.data(data)
  return writer.bytes
}

/** Five words stand before what has no fixed length. */
const headBytes = 160

/** Of data with the word of its length, in whole words. */
function sizeOf(data: Hex): number {
  return 32 + 32 * Math.ceil((data.length / 2 - 1) / 32)
}

/** Writes words one after the other. Most of them are zeros, which are there from the beginning. */
class WordWriter {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #at = 0

  constructor(size: number) {
    this.bytes = new Uint8Array(size)
    this.#view = new DataView(this.bytes.buffer)
  }

  length(length: number): void {
    this.#view.setUint32(this.#at + 28, length)
    this.#at += 32
  }

  uint(value: bigint): void {
    if (value < 0n || value > maxUint256) throw new NotEncodableError('uint256', `${value}`)
    if (value > 0n) this.#write(this.#at, `0x${value.toString(16).padStart(64, '0')}`)
    this.#at += 32
  }

  address(address: Hex): void {
    const isWritten = isValidAddress(address) && this.#write(this.#at + 12, address) === 20
    if (!isWritten) throw new NotEncodableError('address', address)
    this.#at += 32
  }

  hash(hash: Hash): void {
    if (this.#write(this.#at, hash) !== 32) throw new NotEncodableError('bytes32', hash)
    this.#at += 32
  }

  data(data: Hex): void {
    const length = this.#write(this.#at + 32, data)
    if (length === undefined) throw new NotEncodableError('bytes', data)
    this.length(length)
    this.#at += 32 * Math.ceil(length / 32)
  }

  #write(at: number, hex: Hex): number | undefined {
    return writeHex(this.bytes, at, hex)
  }
}

/** A member of an operation is not of its type, so that there is no such operation. */
class NotEncodableError extends BaseError {
  override readonly name = 'NotEncodableError'
  constructor(type: string, value: string) {
    super(`This is no ${type}.`, { facts: [['Value', value.slice(0, 100)]] })
  }
}
