import {
  type Address,
  type Hash,
  type Hex,
  isAddressEqual,
  numberToHex,
  pad,
  size,
  slice,
} from 'viem'
import { addressOfWord } from '@/lib/core/simulation/occurring-addresses'

/** A call as somebody made it. */
export type MutableCall = {
  readonly from: Address
  readonly to: Address
  /** Wei. */
  readonly value: bigint
  readonly data: Hex
}

/** The same with one thing changed. */
export type Mutation = MutableCall & {
  /** What was changed, in words. */
  readonly change: string
}

export type MutateTransactionParameters = {
  /** Others who might have sent it, and addresses it might have named. */
  readonly others: readonly Address[]
  /** Mutations that are made at most. */
  readonly most: number
}

/** Words of the calldata that are changed; those behind them belong to long lists or bytes. */
const mostWords = 8

/**
 * Changes one thing at a time of a transaction: nothing (the state has gone on since), its sender, its value, and each word
 * of its arguments to what is near it, to zero, to the largest number, to the word before it, or to another address. Every
 * word gets its likeliest change before any gets a second one. The same call gives the same mutations.
 */
export function mutateTransaction(
  call: MutableCall,
  { others, most }: MutateTransactionParameters,
): Mutation[] {
  const strangers = others.filter((one) => !isAddressEqual(one, call.from))
  const whole: Mutation[] = [
    { ...call, change: 'the same again' },
    ...strangers.slice(0, 2).map((from) => ({ ...call, from, change: `from ${from}` })),
    ...(call.value > 0n ? [{ ...call, value: 0n, change: 'without its value' }] : []),
  ]
  const words = wordsOf(call.data)
  const changes = words.map((word, at) =>
    changesOf(word, { previous: words[at - 1], own: call.from, others: strangers }).map(
      ([name, next]): Mutation => ({
        ...call,
        data: withWord(call.data, at, next),
        change: `word ${at + 1} of its arguments, ${name}: ${told(word)} → ${told(next)}`,
      }),
    ),
  )
  const rounds = Math.max(0, ...changes.map(({ length }) => length))
  const byTurns = Array.from({ length: rounds }, (_, round) =>
    changes.flatMap((of) => of[round] ?? []),
  )
  return distinct([...whole, ...byTurns.flat()]).slice(0, most)
}

function wordsOf(data: Hex): Hash[] {
  const count = Math.min(mostWords, Math.floor((size(data) - 4) / 32))
  return Array.from({ length: Math.max(0, count) }, (_, at) =>
    slice(data, 4 + at * 32, 36 + at * 32),
  )
}

function withWord(data: Hex, at: number, word: Hash): Hex {
  const start = 2 + 8 + at * 64
  return `${data.slice(0, start)}${word.slice(2)}${data.slice(start + 64)}` as Hex
}

type Change = readonly [name: string, word: Hash]

const largest = 2n ** 256n - 1n

/** The likeliest to tell old from new first. */
function changesOf(
  word: Hash,
  {
    previous,
    own,
    others,
  }: { previous: Hash | undefined; own: Address; others: readonly Address[] },
): Change[] {
  const value = BigInt(word)
  if (addressOfWord(word)) {
    return [
      ...[...others.slice(0, 2), own].map(
        (one): Change => ['another address', pad(one, { size: 32 })],
      ),
      ['zero', wordOf(0n)],
    ]
  }
  const numbers: readonly (readonly [name: string, value: bigint])[] =
    value <= 1n
      ? [
          ['flipped', 1n - value],
          ['2', 2n],
        ]
      : [
          ['doubled', value * 2n],
          ['halved', value / 2n],
          ['one more', value + 1n],
          ['one less', value - 1n],
          ['zero', 0n],
        ]
  const repeated: Change[] = previous ? [['as the one before', previous]] : []
  const near = [...numbers, ['the largest', largest] as const]
    .filter(([, one]) => one <= largest)
    .map(([name, one]): Change => [name, wordOf(one)])
  return [...repeated, ...near].filter(([, next]) => next !== word)
}

function wordOf(value: bigint): Hash {
  return numberToHex(value, { size: 32 })
}

/** Numbers as people write them, what is more like bytes as it is. */
function told(word: Hash): string {
  const value = BigInt(word)
  return addressOfWord(word) ?? (value < 2n ** 96n ? String(value) : word)
}

function distinct(mutations: readonly Mutation[]): Mutation[] {
  const seen = new Set<string>()
  return mutations.filter(({ from, value, data }) => {
    const key = `${from} ${value} ${data}`.toLowerCase()
    return !seen.has(key) && seen.add(key)
  })
}
