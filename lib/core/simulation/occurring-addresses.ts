import { type Address, getAddress, type Hash, type Hex, size, slice } from 'viem'
import type { DecodedCall, DecodedValue } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import type { SimulatedLog } from './call-frame'
import { writtenKeys } from './path-keys'
import type { Simulation } from './simulation'

/** The addresses that a simulation wrote to, wrote under, moved value between or made, each once, in that order. */
export function addressesOfSimulation({ diff, flows, created, overrides }: Simulation): Address[] {
  const changed = diff.known ? diff.value.contracts.map(({ address }) => address) : []
  const keys = diff.known ? writtenKeys(diff.value).addresses : []
  const moved = flows.moves.flatMap(({ from, to }) => [from, to])
  const allowed = flows.allowances.flatMap(({ owner, spender }) => [owner, spender])
  const acting = overrides.flatMap(({ address }) => address ?? [])
  return distinctAddresses([...moved, ...allowed, ...keys, ...changed, ...created, ...acting])
}

/** The addresses among the arguments of calls, in order. */
export function addressesOfCalls(calls: readonly DecodedCall[]): Address[] {
  const found = walkCalls(calls).flatMap(({ call: { call, args = [] } }) => [
    call.target,
    ...(args ?? []).flatMap(({ type, value }) => (type.startsWith('address') ? texts(value) : [])),
  ])
  return distinctAddresses(found as Address[])
}

function texts(value: DecodedValue): string[] {
  if (Array.isArray(value)) return value.flatMap(texts)
  return typeof value === 'string' ? [value] : []
}

/** Words that look like addresses among the topics and the data of events, the newest first. */
export function addressesOfLogs(logs: readonly SimulatedLog[]): Address[] {
  return distinctAddresses(logs.flatMap(logWords).flatMap((word) => addressOfWord(word) ?? []))
}

/** What an event carries beside its name, word by word. */
export function logWords({ topics, data }: SimulatedLog): Hash[] {
  return [...topics.slice(1), ...dataWords(data.data)]
}

function dataWords(data: Hex): Hash[] {
  const count = Math.min(8, Math.floor(size(data) / 32))
  return Array.from({ length: count }, (_, at) => slice(data, at * 32, at * 32 + 32))
}

/** Undefined where it is rather a number or a hash. */
export function addressOfWord(word: Hash): Address | undefined {
  const value = BigInt(word)
  return value >= 2n ** 96n && value < 2n ** 160n ? getAddress(slice(word, 12)) : undefined
}

export function distinctAddresses(addresses: readonly Address[]): Address[] {
  return [...new Set(addresses.map((one) => getAddress(one)))]
}
