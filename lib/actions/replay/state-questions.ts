import { type Address, type Hash, numberToHex } from 'viem'
import { type AskedNode, askAll } from '@/lib/adapters/fork/ask-all'
import { ForkError } from '@/lib/adapters/fork/fork-errors'
import { readAddress, readBytes, readQuantity } from '@/lib/adapters/fork/parse-call-trace'
import { readWord } from '@/lib/adapters/fork/parse-prestate'
import { read } from '@/lib/adapters/fork/read-answer'
import type { BatchAnswer, BatchRequest } from '@/lib/adapters/fork/request-batch'
import type { Known } from '@/lib/core/chain/snapshot'
import type { AccountState } from '@/lib/core/replay/prestate'
import {
  decodeStorageRead,
  encodeStorageRead,
  storageReaderCode,
} from '@/lib/core/simulation/storage-reader'

/** Questions about states of the past, collected so that each is asked once. What they answer is there after `ask`. */
export type StateQuestions = {
  /** The answer throws a ForkError where there is none. */
  readonly word: (address: string, slot: Hash, height: bigint) => () => Hash
  /** Balance and nonce. The answer throws a ForkError where there is none. */
  readonly account: (address: string, height: bigint) => () => AccountState
  readonly ask: (node: AskedNode) => Promise<void>
}

type Words = { readonly address: string; readonly height: bigint; readonly slots: Set<Hash> }

export function collectQuestions(): StateQuestions {
  const words = new Map<string, Words>()
  const accounts = new Map<string, { readonly address: string; readonly height: bigint }>()
  const answers = {
    words: new Map<string, Known<Hash>>(),
    accounts: new Map<string, Known<AccountState>>(),
  }
  return {
    word: (address, slot, height) => {
      const key = `${address} ${height}`
      const wanted = words.get(key) ?? { address, height, slots: new Set<Hash>() }
      wanted.slots.add(slot)
      words.set(key, wanted)
      return () => need(answers.words.get(`${key} ${slot}`))
    },
    account: (address, height) => {
      const key = `${address} ${height}`
      accounts.set(key, { address, height })
      return () => need(answers.accounts.get(key))
    },
    ask: async (node) => {
      const [told, states] = await Promise.all([
        askWords(node, [...words.values()]),
        askAccounts(node, [...accounts.values()]),
      ])
      answers.words = told
      answers.accounts = states
    },
  }
}

function need<T>(answer: Known<T> | undefined): T {
  if (answer?.known) return answer.value
  throw new ForkError('What only the new code reads is not known:', answer?.reason ?? '')
}

/** Many words of one contract come by one call. */
async function askWords(
  node: AskedNode,
  wanted: readonly Words[],
): Promise<Map<string, Known<Hash>>> {
  const lists = wanted.map(({ slots }) => [...slots])
  const requests = wanted.map((one, at) => readerCall(one, lists[at] ?? []))
  const answers = await askAll(node, requests)
  const told = new Map<string, Known<Hash>>()
  const left: { readonly key: string; readonly request: BatchRequest }[] = []
  for (const [at, { address, height }] of wanted.entries()) {
    const slots = lists[at] ?? []
    const words = readWords(answers[at], slots)
    for (const [place, slot] of slots.entries()) {
      const key = `${address} ${height} ${slot}`
      const value = words?.[place]
      if (value) told.set(key, { known: true, value })
      // There are nodes that do not put other code into a call.
      else left.push({ key, request: storageAt({ address, height }, slot) })
    }
  }
  const singles = await askAll(
    node,
    left.map(({ request }) => request),
  )
  for (const [at, { key }] of left.entries()) told.set(key, read(singles[at], readWord))
  return told
}

function readWords(answer: BatchAnswer | undefined, slots: readonly Hash[]): Hash[] | undefined {
  const bytes = read(answer, (one) => readBytes(one, slots.length * 32))
  if (!bytes.known || bytes.value.size !== slots.length * 32) return undefined
  return decodeStorageRead(bytes.value.data, slots)
}

function readerCall(
  { address, height }: Omit<Words, 'slots'>,
  slots: readonly Hash[],
): BatchRequest {
  const call = { to: address, data: encodeStorageRead(slots) }
  const overrides = { [address]: { code: storageReaderCode } }
  return { method: 'eth_call', params: JSON.stringify([call, numberToHex(height), overrides]) }
}

function storageAt({ address, height }: Omit<Words, 'slots'>, slot: Hash): BatchRequest {
  return {
    method: 'eth_getStorageAt',
    params: JSON.stringify([address, slot, numberToHex(height)]),
  }
}

async function askAccounts(
  node: AskedNode,
  wanted: readonly { readonly address: string; readonly height: bigint }[],
): Promise<Map<string, Known<AccountState>>> {
  const requests = wanted.flatMap(({ address, height }) =>
    ['eth_getBalance', 'eth_getTransactionCount'].map((method) => ({
      method,
      params: JSON.stringify([address, numberToHex(height)]),
    })),
  )
  const answers = await askAll(node, requests)
  return new Map(
    wanted.map(({ address, height }, at): [string, Known<AccountState>] => {
      const [balance, nonce] = [2 * at, 2 * at + 1].map((one) => read(answers[one], readQuantity))
      return [`${address} ${height}`, stateOf(readAddress(address), balance, nonce)]
    }),
  )
}

function stateOf(
  address: Address,
  balance: Known<bigint> | undefined,
  nonce: Known<bigint> | undefined,
): Known<AccountState> {
  if (!balance?.known) return balance ?? { known: false, reason: 'no balance' }
  if (!nonce?.known) return nonce ?? { known: false, reason: 'no nonce' }
  const value = { address, balance: balance.value, nonce: nonce.value, storage: new Map() }
  return { known: true, value }
}
