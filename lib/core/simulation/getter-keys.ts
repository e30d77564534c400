import {
  type AbiFunction,
  type Address,
  type Hash,
  type Hex,
  pad,
  slice,
  zeroAddress,
  zeroHash,
} from 'viem'
import { addressOfWord, distinctAddresses } from './occurring-addresses'

/** Values that occur around a contract, in the order in which they are worth a question. */
export type KeyPool = {
  readonly addresses: readonly Address[]
  readonly numbers: readonly bigint[]
  readonly words: readonly Hash[]
  /** An owner with its spender, and what else comes as a pair. */
  readonly pairs: readonly (readonly [Address, Address])[]
}

/** Questions to one function at most. */
const keysPerGetter = 8

const ether = 10n ** 18n

/** Values by kind: nothing and small numbers first, then what the path wrote, then what the chain's own data hold. */
export function makeKeyPool({
  written,
  seen,
  told,
  addresses,
}: {
  readonly written: KeyPool
  /** Words of events, the newest first: users stand among them. */
  readonly seen: readonly Hash[]
  /** Words that the contract answers without arguments: ids of roles, an owner, an asset. */
  readonly told: readonly Hash[]
  /** Accounts of the protocol. */
  readonly addresses: readonly Address[]
}): KeyPool {
  const users = seen.flatMap((word) => addressOfWord(word) ?? [])
  const named = told.flatMap((word) => addressOfWord(word) ?? [])
  const numbers = [...seen, ...told].map(BigInt).filter((value) => value > 2n && value < 2n ** 96n)
  const words = [...told, ...seen].filter((word) => BigInt(word) >= 2n ** 160n)
  const accounts = distinctAddresses([
    zeroAddress,
    ...written.addresses.slice(0, 2),
    ...distinctAddresses(users).slice(0, 3),
    ...named.slice(0, 1),
    ...addresses,
    ...named,
    ...written.addresses,
    ...users,
  ])
  return {
    addresses: accounts,
    numbers: distinct([
      0n,
      1n,
      ether,
      ...written.numbers.slice(0, 2),
      ...distinct(numbers).slice(0, 2),
      2n,
      ...written.numbers,
      ...numbers,
    ]),
    words: distinct([zeroHash, ...written.words.slice(0, 2), ...words, ...written.words]),
    pairs: written.pairs,
  }
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

/**
 * Arguments for a function, at most `keysPerGetter` sets of them, the same for the same pool.
 *
 * @returns undefined where one of its parameters is of a type for which nothing is made up.
 */
export function argumentSets(
  { inputs }: Pick<AbiFunction, 'inputs'>,
  pool: KeyPool,
): readonly (readonly unknown[])[] | undefined {
  if (inputs.length === 0) return [[]]
  const values = inputs.map(({ type }) => valuesOf(type, pool))
  if (values.some((some) => some === undefined)) return undefined
  const isPair = inputs.length === 2 && inputs.every(({ type }) => type === 'address')
  const pairs = isPair ? pool.pairs.slice(0, keysPerGetter / 2) : []
  const longest = Math.max(...values.map((some) => some?.length ?? 0))
  const count = inputs.length === 1 ? longest : Math.max(longest, keysPerGetter)
  const sets = Array.from({ length: Math.min(count, keysPerGetter) }, (_, index) =>
    // The second parameter goes one ahead of the first, so that pairs are not of equals.
    values.map((some = [], place) => some[(index + place) % some.length]),
  )
  const all = new Map([...pairs, ...sets].map((set) => [set.map(String).join(), set]))
  return [...all.values()].slice(0, keysPerGetter)
}

function valuesOf(type: string, pool: KeyPool): readonly unknown[] | undefined {
  const [, name = '', digits = ''] = /^(uint|int|bytes)(\d+)$/.exec(type) ?? []
  if (type === 'address') return pool.addresses.slice(0, keysPerGetter)
  if (type === 'bool') return [false, true]
  if (type === 'string') return ['']
  if (type === 'bytes') return ['0x']
  if (type === 'bytes32') return pool.words.slice(0, keysPerGetter)
  if (name === 'bytes') return bytesOf(Number(digits))
  if (name === 'uint') return fitting(pool.numbers, Number(digits))
  if (name === 'int') return [...fitting(pool.numbers, Number(digits) - 1).slice(0, 7), -1n]
  const [, element = ''] = /^(\w+)\[\]$/.exec(type) ?? []
  const elements = element ? valuesOf(element, pool) : undefined
  return elements && [[], elements.slice(0, 1)]
}

/** Viem takes small integers as numbers. */
function fitting(numbers: readonly bigint[], bits: number): (bigint | number)[] {
  const some = numbers.filter((one) => one < 2n ** BigInt(bits)).slice(0, keysPerGetter)
  return bits <= 48 ? some.map(Number) : some
}

/** ERC-165's own id first: most of these are interfaces. */
function bytesOf(length: number): Hex[] {
  const known = slice(pad('0x01ffc9a7', { size: 32, dir: 'right' }), 0, length)
  return [known, slice(zeroHash, 0, length)]
}
