import { type Hash, type Hex, numberToHex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import { type AskedNode, askAll } from './ask-all'
import { ForkError } from './fork-errors'
import { asObject, listOf, readQuantity } from './parse-call-trace'
import { attempt, read, resultOf } from './read-answer'
import type { BatchRequest } from './request-batch'

/** What is other for the new code, by address. */
export type ScreenOverrides = Readonly<
  Record<string, { readonly code?: Hex | undefined; readonly stateDiff?: Record<Hash, Hash> }>
>

/** How a transaction came out in a simulation: the effect in one text, equal where the effect is. */
export type ScreenedRun = {
  readonly succeeded: boolean
  readonly gasUsed: bigint
  readonly events: string
  /** What it returned or reverted with, and the ether that it moved. */
  readonly rest: string
}

/** Both sides of a transaction, one after the other in a simulation. */
export type ScreenedPair = { readonly old: ScreenedRun; readonly now: ScreenedRun }

/**
 * Runs transactions one after the other by `eth_simulateV1` on the state before the first of them, those of one block in
 * one block with its own number and time, with the old code and with the new one.
 *
 * @returns one for each, in their order; or why there is none.
 * @throws the reason of the signal
 */
export async function screenTransactions(
  node: AskedNode,
  transactions: readonly HistoricTransaction[],
  overrides: ScreenOverrides,
): Promise<Known<ScreenedPair[]>> {
  const blocks = blocksOf(transactions)
  const parent = numberToHex((transactions[0]?.block.number ?? 1n) - 1n)
  const [old, now] = await askAll({ ...node, limits: { ...node.limits, batch: 1 } }, [
    simulation(blocks, parent, {}),
    simulation(blocks, parent, overrides),
  ])
  return attempt(() => {
    const [before, after] = [old, now].map((one) => readBlocks(resultOf(one), blocks))
    return transactions.map((_, at) => {
      const [first, second] = [before?.[at], after?.[at]]
      if (!first || !second) throw new ForkError('A transaction was not simulated.', '')
      return { old: first, now: second }
    })
  })
}

/**
 * Runs the transactions of each block with the new code on the state before that block, so that nothing is left of what it
 * made of earlier blocks.
 *
 * @returns one for each, in their order; or why there is none.
 * @throws the reason of the signal
 */
export async function screenBlocks(
  node: AskedNode,
  transactions: readonly HistoricTransaction[],
  overrides: ScreenOverrides,
): Promise<Known<ScreenedRun>[]> {
  const blocks = blocksOf(transactions)
  const requests = blocks.map((block) =>
    simulation([block], numberToHex(block[0].block.number - 1n), overrides),
  )
  const answers = await askAll(node, requests)
  return blocks.flatMap((block, at) => {
    const runs = read(answers[at], (one) => readBlocks(one, [block]))
    return block.map((_, place): Known<ScreenedRun> => {
      const run = runs.known ? runs.value[place] : undefined
      if (run) return { known: true, value: run }
      return { known: false, reason: runs.known ? 'it was not simulated' : runs.reason }
    })
  })
}

type SimulatedBlock = readonly [HistoricTransaction, ...HistoricTransaction[]]

function blocksOf(transactions: readonly HistoricTransaction[]): SimulatedBlock[] {
  const blocks: [HistoricTransaction, ...HistoricTransaction[]][] = []
  for (const transaction of transactions) {
    const block = blocks.at(-1)
    if (block?.[0].block.number === transaction.block.number) block.push(transaction)
    else blocks.push([transaction])
  }
  return blocks
}

function simulation(
  blocks: readonly SimulatedBlock[],
  parent: Hex,
  overrides: ScreenOverrides,
): BatchRequest {
  const blockStateCalls = blocks.map((transactions, at) => ({
    blockOverrides: blockOf(transactions[0]),
    ...(at === 0 ? { stateOverrides: overrides } : {}),
    calls: transactions.map(callOf),
  }))
  const options = { blockStateCalls, traceTransfers: true, validation: false }
  return { method: 'eth_simulateV1', params: JSON.stringify([options, parent]) }
}

function blockOf({ block }: HistoricTransaction): object {
  return {
    number: numberToHex(block.number),
    time: numberToHex(block.timestamp),
    feeRecipient: block.coinbase,
    baseFeePerGas: numberToHex(block.baseFee),
    gasLimit: numberToHex(block.gasLimit),
    prevRandao: block.prevRandao,
  }
}

function callOf(transaction: HistoricTransaction): object {
  const { from, to, value, input, gas, gasPrice, accessList } = transaction
  return {
    from,
    to,
    value: numberToHex(value),
    input,
    gas: numberToHex(gas),
    gasPrice: numberToHex(gasPrice),
    ...(accessList && accessList.length > 0 ? { accessList } : {}),
  }
}

function readBlocks(answer: unknown, blocks: readonly SimulatedBlock[]): ScreenedRun[] {
  const simulated = listOf(answer)
  if (simulated.length !== blocks.length) {
    throw new ForkError('Another number of blocks was simulated.', '')
  }
  return blocks.flatMap((transactions, at) => {
    const calls = listOf(asObject(simulated[at]).calls)
    if (calls.length !== transactions.length) {
      throw new ForkError('Another number of transactions was simulated.', '')
    }
    return calls.map(readRun)
  })
}

/** Where `traceTransfers` puts ether, as an event of nobody. */
const etherAddress = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

function readRun(call: unknown): ScreenedRun {
  const { status, gasUsed, logs, returnData, error } = asObject(call)
  const all = listOf(logs).map(asObject)
  const isEther = ({ address }: Record<string, unknown>) =>
    String(address).toLowerCase() === etherAddress
  const told = error === undefined || error === null ? undefined : asObject(error).data
  return {
    succeeded: readQuantity(status) === 1n,
    gasUsed: readQuantity(gasUsed),
    events: eventsText(all.filter((log) => !isEther(log))),
    rest: [returnData, told, eventsText(all.filter(isEther))].join(' '),
  }
}

/** Of events as a node tells them: one text, equal where they are. */
export function eventsText(logs: readonly Record<string, unknown>[]): string {
  return logs
    .map(({ address, topics, data }) => [address, ...listOf(topics), data].join(' '))
    .join('\n')
    .toLowerCase()
}
