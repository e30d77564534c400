import type { Hash } from 'viem'
import type { AccountDiff, Change, RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { ForkError } from './fork-errors'
import { asObject, listOf, readAddress, readQuantity } from './parse-call-trace'
import { readWord } from './parse-prestate'

/**
 * Reads what `trace_replayBlockTransactions` answered for `stateDiff`: what each transaction of a block changed, code left
 * out.
 *
 * @throws ForkError where it is no such answer.
 * @see https://openethereum.github.io/JSONRPC-trace-module
 */
export function parseReplayedBlock(answer: unknown): RawStateDiff[] {
  if (!Array.isArray(answer)) throw new ForkError('Something else than a block was answered.', '')
  return listOf(answer).map((one) => {
    const accounts = Object.entries(asObject(asObject(one).stateDiff))
    return new Map(accounts.map(([key, account]) => [key.toLowerCase(), readAccount(key, account)]))
  })
}

function readAccount(key: string, account: unknown): AccountDiff {
  const { balance, nonce, storage } = asObject(account)
  const slots = Object.entries(asObject(storage ?? {}))
  return {
    address: readAddress(key),
    balance: readDelta(balance, readQuantity),
    nonce: readDelta(nonce, readQuantity),
    storage: new Map(
      slots.flatMap(([slot, delta]): [Hash, Change<Hash>][] => {
        const change = readDelta(delta, readWord)
        return change ? [[readWord(slot), change]] : []
      }),
    ),
  }
}

/** `=`, or what it was under `*` and what it is, or that it is new under `+` or gone under `-`. */
function readDelta<T>(delta: unknown, parse: (value: unknown) => T): Change<T> | undefined {
  if (delta === '=' || delta === undefined) return undefined
  const { '*': changed, '+': added, '-': gone } = asObject(delta)
  if (changed !== undefined) {
    const { from, to } = asObject(changed)
    return { before: parse(from), after: parse(to) }
  }
  const nothing = parse('0x0')
  if (added !== undefined) return { before: nothing, after: parse(added) }
  if (gone !== undefined) return { before: parse(gone), after: nothing }
  throw new ForkError('Something else than a change was answered.', '')
}
