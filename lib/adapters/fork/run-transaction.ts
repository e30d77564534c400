import { type Address, type Hash, type Hex, isAddressEqual, numberToHex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { etherTransfers } from '@/lib/core/simulation/ether-transfers'
import type { AccountDiff, RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { ExecutedTransaction } from '@/lib/core/simulation/simulation'
import { ForkError } from './fork-errors'
import type { Fork } from './open-fork'
import {
  asObject,
  listOf,
  parseCallTrace,
  parseLog,
  readHex,
  readQuantity,
} from './parse-call-trace'
import { parseStateDiff } from './parse-state-diff'

export type RunTransactionParameters = {
  readonly from: Address
  readonly to: Address
  readonly data: Hex
  readonly value?: bigint | undefined
  /** At most what a block holds. */
  readonly gas: bigint
  /** Wei per gas, of the transaction and of the block. Without one gas is free. */
  readonly gasPrice?: bigint | undefined
  /** Of the block that holds it, in seconds. */
  readonly timestamp: bigint
}

/** What a transaction did on a fork. `hash` is for asking the fork about it. */
export type ForkedTransaction = {
  readonly hash: Hash
  readonly transaction: ExecutedTransaction
  readonly diff: Known<RawStateDiff>
}

/**
 * Sends a transaction as anybody, mines it into a block of its own and asks what it did.
 *
 * @throws ForkError where the fork refuses it or answers nonsense; that a trace cannot be had is told in the result.
 */
export async function runTransaction(
  fork: Fork,
  parameters: RunTransactionParameters,
): Promise<ForkedTransaction> {
  const { from, to, data, value = 0n, gas, gasPrice = 0n, timestamp } = parameters
  const { request, limits } = fork
  await request('anvil_impersonateAccount', [from])
  await request('anvil_setNextBlockBaseFeePerGas', [numberToHex(gasPrice)])
  await request('evm_setNextBlockTimestamp', [numberToHex(timestamp)])
  const wire = { gas: numberToHex(gas), gasPrice: numberToHex(gasPrice), value: numberToHex(value) }
  const hash = readHex(await request('eth_sendTransaction', [{ from, to, data, ...wire }]), 66)
  await request('anvil_mine', ['0x1'])
  const mined = await request('eth_getTransactionReceipt', [hash])
  // So it is where what it reads of the chain could not be had.
  if (mined === null) throw new ForkError('The fork could not run the transaction.', '')
  const receipt = asObject(mined)
  const logs = listOf(receipt.logs).map((log) => parseLog(log, limits.bytes))
  const frames = await attempt(async () => {
    const options = { tracer: 'callTracer', tracerConfig: { withLog: true } }
    const trace = await request('debug_traceTransaction', [hash, options])
    const parsed = parseCallTrace({ trace, ...limits })
    if (parsed.logs.length === logs.length) return parsed.frames
    throw new ForkError(`It has ${logs.length} events, its trace ${parsed.logs.length}.`, '')
  })
  const diff = await attempt(async () => {
    const options = { tracer: 'prestateTracer', tracerConfig: { diffMode: true } }
    const traced = parseStateDiff(await request('debug_traceTransaction', [hash, options]))
    return withoutSending(traced, { from, cost: readQuantity(receipt.gasUsed) * gasPrice })
  })
  const succeeded = readQuantity(receipt.status) === 1n
  const gasUsed = readQuantity(receipt.gasUsed)
  const transfers = frames.known ? etherTransfers(frames.value) : []
  return { hash, transaction: { from, to, succeeded, gasUsed, logs, transfers, frames }, diff }
}

async function attempt<T>(read: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await read() }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: said ? `${error.shortMessage} ${said}` : error.shortMessage }
  }
}

/** The number of the transaction and what it cost are ours: on the chain somebody else will send it. */
function withoutSending(
  diff: RawStateDiff,
  { from, cost }: { from: Address; cost: bigint },
): RawStateDiff {
  const accounts = [...diff].flatMap(([key, account]): [string, AccountDiff][] => {
    if (!isAddressEqual(account.address, from)) return [[key, account]]
    const { balance, nonce } = account
    const left: AccountDiff = {
      ...account,
      nonce: nonce && changed(nonce.before, nonce.after - 1n),
      balance: balance && changed(balance.before, balance.after + cost),
    }
    const isNothing = !left.nonce && !left.balance && !left.codeHash && left.storage.size === 0
    return isNothing ? [] : [[key, left]]
  })
  return new Map(accounts)
}

function changed(before: bigint, after: bigint) {
  return before === after ? undefined : { before, after }
}
