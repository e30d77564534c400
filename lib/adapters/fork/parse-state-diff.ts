import { type Hash, type Hex, keccak256, pad, zeroHash } from 'viem'
import type { AccountDiff, Change, RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { ForkError } from './fork-errors'
import { asObject, readAddress, readQuantity } from './parse-call-trace'

/**
 * Reads what `prestateTracer` answered in its mode of differences. After the transaction it leaves out what did not change,
 * and slots that became zero; an account that is gone is left out as a whole.
 *
 * @throws ForkError where it is no such answer.
 */
export function parseStateDiff(answer: unknown): RawStateDiff {
  const { pre, post } = asObject(answer)
  const [old, now] = [byAddress(pre), byAddress(post)]
  const diff = new Map<string, AccountDiff>()
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const account = readAccount(key, old.get(key) ?? {}, now.get(key))
    if (isChanged(account)) diff.set(key, account)
  }
  return diff
}

type WireAccount = Record<string, unknown>

function byAddress(side: unknown): ReadonlyMap<string, WireAccount> {
  const accounts = Object.entries(asObject(side))
  return new Map(accounts.map(([key, account]) => [key.toLowerCase(), asObject(account)]))
}

function readAccount(
  key: string,
  before: WireAccount,
  after: WireAccount | undefined,
): AccountDiff {
  const isGone = after === undefined
  const quantity = (name: 'balance' | 'nonce'): Change<bigint> | undefined => {
    if (!isGone && after[name] === undefined) return undefined
    return changed(readQuantity(before[name] ?? '0x0'), readQuantity(after?.[name] ?? '0x0'))
  }
  const isRecoded = isGone || after.code !== undefined
  return {
    address: readAddress(key),
    balance: quantity('balance'),
    nonce: quantity('nonce'),
    codeHash: isRecoded ? changed(hashOf(before.code), hashOf(after?.code)) : undefined,
    storage: readStorage(before.storage, after?.storage),
  }
}

function readStorage(before: unknown, after: unknown): AccountDiff['storage'] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const slots = [...new Set([...old.keys(), ...now.keys()])]
  return new Map(
    slots.flatMap((slot) => {
      const change = changed(old.get(slot) ?? zeroHash, now.get(slot) ?? zeroHash)
      return change ? [[slot, change] as const] : []
    }),
  )
}

function wordsOf(storage: unknown): ReadonlyMap<Hash, Hash> {
  const entries = Object.entries(asObject(storage ?? {}))
  return new Map(entries.map(([slot, word]) => [readWord(slot), readWord(word)]))
}

function readWord(value: unknown): Hash {
  if (typeof value !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(value)) {
    throw new ForkError('Something else than a word was answered.', String(value).slice(0, 200))
  }
  return pad(value as Hex, { size: 32 }).toLowerCase() as Hash
}

function hashOf(code: unknown): Hash | undefined {
  if (code === undefined || code === '0x' || code === '') return undefined
  if (typeof code === 'string' && /^0x([0-9a-f]{2})+$/i.test(code)) return keccak256(code as Hex)
  throw new ForkError('Something else than code was answered.', '')
}

function changed<T>(before: T, after: T): Change<T> | undefined {
  return before === after ? undefined : { before, after }
}

function isChanged({ balance, nonce, codeHash, storage }: AccountDiff): boolean {
  return Boolean(balance || nonce || codeHash) || storage.size > 0
}
