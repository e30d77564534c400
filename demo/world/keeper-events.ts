import { encodeFunctionData } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { cast, castAddress } from './cast'
import { initialRate } from './deploy-harbor'
import type { Harbor } from './harbor'
import { harborAbi } from './harbor-abi'
import type { WorldEvent } from './play-events'
import { seededRandom } from './random'

const day = 86_400n
const usd = 10n ** 6n

export type KeeperEventsParameters = { harbor: Harbor; from: bigint; to: bigint }

/** The keeper reports a rate every day; each week it collects fees and the markets pay yield. */
export function keeperEvents(client: AnvilClient, parameters: KeeperEventsParameters) {
  const { harbor, from, to } = parameters
  const random = seededRandom(0x4b_65)
  const keeper = castAddress(cast.keeper)
  const events: WorldEvent[] = []
  let rate = initialRate
  for (let at = from; at < to; at += day) {
    events.push({ at, run: report })
    if ((at - from) % (7n * day) === 6n * day) events.push({ at: at + 600n, run: payYield })
  }
  return events

  async function report() {
    // Up to 2 % a day: the second release of the adapter refuses more than 5 %.
    rate += (rate * BigInt(random.integer(-200, 201))) / 10_000n
    const data = encodeFunctionData({ abi: harborAbi, functionName: 'report', args: [rate] })
    await sendTransaction(client, { from: keeper, to: harbor.rateAdapter, data })
  }

  async function payYield() {
    for (const { market } of harbor.strategies) {
      const amount = BigInt(random.integer(20, 200)) * usd
      const args = [market, amount] as const
      const data = encodeFunctionData({ abi: harborAbi, functionName: 'mint', args })
      await sendTransaction(client, { from: keeper, to: harbor.asset, data })
    }
    const data = encodeFunctionData({ abi: harborAbi, functionName: 'collectFees' })
    await sendTransaction(client, { from: keeper, to: harbor.vault, data, allowRevert: true })
  }
}

/** The keeper moves a fifth of what the vault holds idle into each strategy. */
export async function allocateIdle(client: AnvilClient, harbor: Harbor, idle: bigint) {
  for (const { address } of harbor.strategies) {
    const args = [address, idle / 5n] as const
    const data = encodeFunctionData({ abi: harborAbi, functionName: 'allocate', args })
    await sendTransaction(client, { from: castAddress(cast.keeper), to: harbor.vault, data })
  }
}
