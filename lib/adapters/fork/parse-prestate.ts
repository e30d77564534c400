import { type Hash, type Hex, pad } from 'viem'
import type { AccountState, Prestate } from '@/lib/core/replay/prestate'
import { ForkError } from './fork-errors'
import { asObject, readAddress, readQuantity } from './parse-call-trace'

/** A word that was not looked at before costs 2,100 gas, so that 100 million gas are not enough for more. */
const mostWords = 50_000

/**
 * Reads what `prestateTracer` answered: what a transaction looked at, as it was before it. Code is left out.
 *
 * @throws ForkError where it is no such answer.
 */
export function parsePrestate(answer: unknown): Prestate {
  const accounts = Object.entries(asObject(answer))
  let words = 0
  return new Map(
    accounts.map(([key, account]) => {
      const { balance, nonce, storage } = asObject(account)
      words += Object.keys(asObject(storage ?? {})).length
      if (words > mostWords) throw new ForkError(`It looks at more than ${mostWords} words.`, '')
      const state: AccountState = {
        address: readAddress(key),
        balance: readQuantity(balance ?? '0x0'),
        nonce: readQuantity(nonce ?? '0x0'),
        storage: readStorage(storage),
      }
      return [key.toLowerCase(), state]
    }),
  )
}

function readStorage(storage: unknown): ReadonlyMap<Hash, Hash> {
  const entries = Object.entries(asObject(storage ?? {}))
  return new Map(entries.map(([slot, word]) => [readWord(slot), readWord(word)]))
}

const wholeWord = /^0x[0-9a-f]{64}$/

/** A word, whether or not it was written with its leading zeros. @throws ForkError */
export function readWord(value: unknown): Hash {
  if (typeof value === 'string') {
    if (wholeWord.test(value)) return value as Hash
    if (/^0x[0-9a-f]{1,64}$/i.test(value)) {
      return pad(value as Hex, { size: 32 }).toLowerCase() as Hash
    }
  }
  throw new ForkError('Something else than a word was answered.', String(value).slice(0, 200))
}
