import { type Address, type Client, type Hash, type Hex, numberToHex, slice } from 'viem'
import type { SimulatedLog } from '@/lib/core/simulation/call-frame'
import type { ExecutedTransaction, SimulationOverride } from '@/lib/core/simulation/simulation'
import {
  decodeStorageRead,
  encodeStorageRead,
  storageReaderCode,
} from '@/lib/core/simulation/storage-reader'
import { ForkError } from './fork-errors'
import {
  asObject,
  listOf,
  parseLog,
  readAddress,
  readBytes,
  readQuantity,
} from './parse-call-trace'
import type { RunTransactionParameters } from './run-transaction'

export type SimulateV1Parameters = {
  readonly blockNumber: bigint
  readonly overrides: readonly SimulationOverride[]
  /** Each in a block of its own. */
  readonly transactions: readonly RunTransactionParameters[]
  /** What is read of the storage after the last one. */
  readonly slots: ReadonlyMap<Address, readonly Hash[]>
}

export type SimulateV1ReturnType = {
  readonly transactions: readonly ExecutedTransaction[]
  /** Words by address as it was asked for, in the order of its slots. */
  readonly words: ReadonlyMap<Address, readonly Hash[]>
}

/** Bytes of an event or of a return that are kept. */
const keptBytes = 4_096

const noCalls = {
  known: false,
  reason: 'eth_simulateV1 does not tell which calls a transaction makes.',
} as const

/**
 * Runs transactions one block after the other on the state of a block, by `eth_simulateV1` of any node that has it, and
 * reads slots of storage behind them.
 *
 * @throws ForkError where the node refuses, does not have it, or answers nonsense.
 */
export async function simulateV1(
  client: Client,
  { blockNumber, overrides, transactions, slots }: SimulateV1Parameters,
): Promise<SimulateV1ReturnType> {
  const runs = transactions.map((transaction, index) => ({
    ...blockOf(transaction, blockNumber + BigInt(index) + 1n),
    ...(index === 0 ? { stateOverrides: stateOverrides(overrides) } : {}),
  }))
  const last = transactions.at(-1)?.timestamp ?? 0n
  const asked = [...slots]
  const read = {
    blockOverrides: {
      number: numberToHex(blockNumber + BigInt(transactions.length) + 1n),
      time: numberToHex(last + 1n),
    },
    stateOverrides: Object.fromEntries(
      asked.map(([address]) => [address, { code: storageReaderCode }]),
    ),
    calls: asked.map(([to, list]) => ({ to, data: encodeStorageRead(list) })),
  }
  const blockStateCalls = asked.length > 0 ? [...runs, read] : runs
  const answer = listOf(await ask(client, { blockNumber, blockStateCalls }))
  if (answer.length !== blockStateCalls.length) throw nonsense('another number of blocks')
  const calls = answer.map((block) => listOf(asObject(block).calls))
  const words = asked.map(([address, list], index) => {
    const { data } = readBytes(asObject(calls[runs.length]?.[index]).returnData, list.length * 32)
    const decoded = decodeStorageRead(data, list)
    if (!decoded) throw nonsense('other words than those of the slots')
    return [address, decoded] as const
  })
  return {
    transactions: transactions.map((one, index) => readTransaction(one, calls[index]?.[0])),
    words: new Map(words),
  }
}

async function ask(
  client: Client,
  { blockNumber, blockStateCalls }: { blockNumber: bigint; blockStateCalls: readonly object[] },
): Promise<unknown> {
  const options = { blockStateCalls, traceTransfers: true, validation: false }
  // viem knows the method, with types of its own for its parameters.
  const request = client.request as (asked: { method: string; params: unknown }) => Promise<unknown>
  try {
    return await request({ method: 'eth_simulateV1', params: [options, numberToHex(blockNumber)] })
  } catch (cause) {
    const said = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw new ForkError('The node did not run eth_simulateV1.', said, cause)
  }
}

function blockOf(transaction: RunTransactionParameters, number: bigint) {
  const { from, to, data, value = 0n, gas, gasPrice = 0n, timestamp } = transaction
  const wire = { value: numberToHex(value), gas: numberToHex(gas), gasPrice: numberToHex(gasPrice) }
  return {
    blockOverrides: {
      number: numberToHex(number),
      time: numberToHex(timestamp),
      baseFeePerGas: numberToHex(gasPrice),
    },
    calls: [{ from, to, data, ...wire }],
  }
}

function stateOverrides(overrides: readonly SimulationOverride[]): Record<Address, object> {
  const accounts = new Map<Address, { balance?: Hex; stateDiff?: Record<Hex, string> }>()
  for (const { kind, address, slot, value = '' } of overrides) {
    if (!address) continue
    const account = accounts.get(address) ?? {}
    if (kind === 'balance') {
      accounts.set(address, { ...account, balance: numberToHex(BigInt(value)) })
    }
    if (kind === 'storage' && slot) {
      accounts.set(address, { ...account, stateDiff: { ...account.stateDiff, [slot]: value } })
    }
  }
  return Object.fromEntries(accounts)
}

/** Where `traceTransfers` puts ether, as an event of nobody. */
const etherAddress = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

function readTransaction(
  { from, to }: Pick<RunTransactionParameters, 'from' | 'to'>,
  answer: unknown,
): ExecutedTransaction {
  const { status, gasUsed, logs, returnData } = asObject(answer)
  const all = listOf(logs).map((log) => parseLog(log, keptBytes))
  const isEther = ({ address }: SimulatedLog) => address.toLowerCase() === etherAddress
  return {
    from,
    to,
    succeeded: readQuantity(status) === 1n,
    gasUsed: readQuantity(gasUsed),
    logs: all.filter((log) => !isEther(log)),
    transfers: all.filter(isEther).map(({ topics: [, sender, receiver], data }) => ({
      from: readAddress(sender && slice(sender, 12)),
      to: readAddress(receiver && slice(receiver, 12)),
      amount: readQuantity(data.data),
    })),
    output: readBytes(returnData, keptBytes),
    frames: noCalls,
  }
}

function nonsense(what: string): ForkError {
  return new ForkError(`eth_simulateV1 answered ${what}.`, '')
}
