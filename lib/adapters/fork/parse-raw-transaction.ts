import { type Address, type Hash, isHex, keccak256, numberToHex, parseTransaction } from 'viem'
import { ForkError } from './fork-errors'

/**
 * Reads a transaction from its bytes into the form that `eth_getTransactionByHash` has: a fraction of the bytes, some nodes
 * tell them much faster, and that it is the one that was asked for needs no belief.
 *
 * @throws ForkError where it is another one, or of a kind that has to be asked for in words.
 */
export function parseRawTransaction(
  raw: unknown,
  place: { readonly hash: Hash; readonly from: unknown; readonly receipt: object },
): object {
  if (!isHex(raw, { strict: true }) || keccak256(raw) !== place.hash) {
    throw new ForkError('It is another transaction.', place.hash)
  }
  const { type, to, value = 0n, data = '0x', gas, accessList } = parse(raw)
  if (gas === undefined || (type !== 'legacy' && type !== 'eip2930' && type !== 'eip1559')) {
    throw new ForkError('It is a transaction of another kind.', place.hash)
  }
  return {
    ...place.receipt,
    hash: place.hash,
    from: place.from,
    to: to as Address | undefined,
    value: numberToHex(value),
    input: data,
    gas: numberToHex(gas),
    accessList,
  }
}

function parse(raw: `0x${string}`) {
  try {
    return parseTransaction(raw)
  } catch (cause) {
    throw new ForkError('Its bytes are no transaction.', '', cause)
  }
}
