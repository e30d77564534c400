import { type Address, type Client, getAddress, hexToBigInt, isAddressEqual, slice } from 'viem'
import { evaluateCall } from '@/lib/actions/simulation/evaluate-expression'
import type { World } from '@/lib/adapters/fork/open-world'
import { type EventLog, fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { Known } from '@/lib/core/chain/snapshot'
import { parseCall } from '@/lib/core/simulation/parse-expression'

/** keccak256("Transfer(address,address,uint256)") */
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** How far back holders are looked for, in ranges of which each is twice the one after it. */
const mostBlocks = 20_000n
const firstRange = 100n

/** How many of those who received most are asked for their balance. */
const mostAsked = 24

export type Holder = { readonly address: Address; readonly balance: bigint }

export type FindHolderParameters = {
  readonly chainId: number
  readonly token: Address
  /** Who received it up to this block. */
  readonly blockNumber: bigint
  readonly except: readonly Address[]
}

/**
 * Who holds most of a token, of those who received most of it lately: earlier blocks are read only as long as too few have.
 * Somebody without code is preferred: a contract may do nothing that a user does.
 *
 * @throws ForkError
 */
export async function findHolder(
  { client, world }: { client: Client; world: World },
  parameters: FindHolderParameters,
): Promise<Known<Holder>> {
  const { token, blockNumber } = parameters
  const read = await readKnown('transfers', readReceivers(client, parameters))
  if (!read.known) return read
  const { receivers, fromBlock } = read.value
  const held: [Address, bigint][] = []
  for (const [address] of receivers.slice(0, mostAsked)) {
    const balance = await balanceOf(world, { token, address })
    if (balance > 0n) held.push([address, balance])
  }
  const ranked = held.toSorted(byAmount).map(([address, balance]) => ({ address, balance }))
  for (const holder of ranked) {
    if ((await world.codeAt(holder.address)) === '0x') return { known: true, value: holder }
  }
  const [value] = ranked
  if (value) return { known: true, value }
  const reason = `nobody is known to hold ${token}, by its events in blocks ${fromBlock} to ${blockNumber}`
  return { known: false, reason }
}

/** Who received more than they sent, most first, and from which block on. */
async function readReceivers(
  client: Client,
  { chainId, token, blockNumber, except }: FindHolderParameters,
): Promise<{ receivers: [Address, bigint][]; fromBlock: bigint }> {
  const at = { chainId, address: token }
  const net = new Map<Address, bigint>()
  const isOther = (address: Address) =>
    BigInt(address) > 0n && !except.some((one) => isAddressEqual(one, address))
  const last = blockNumber > mostBlocks ? blockNumber - mostBlocks : 0n
  let toBlock = blockNumber
  for (let range = firstRange; ; range *= 2n) {
    const fromBlock = toBlock - range > last ? toBlock - range : last
    const query = { at, topics: [transferTopic] as const, fromBlock, toBlock }
    for (const log of await fetchAllLogs(client, query)) addTransfer(net, log)
    const receivers = [...net].filter(([address, amount]) => amount > 0n && isOther(address))
    if (fromBlock === last || receivers.length >= mostAsked) {
      return { receivers: receivers.toSorted(byAmount), fromBlock }
    }
    toBlock = fromBlock - 1n
  }
}

/** An event that has another form is not one of a token that can be counted. */
function addTransfer(net: Map<Address, bigint>, { topics, data }: EventLog): void {
  const [, from, to] = topics
  if (!from || !to || data.length !== 66) return
  const amount = hexToBigInt(data)
  for (const [party, change] of [
    [from, -amount],
    [to, amount],
  ] as const) {
    const address = getAddress(slice(party, 12))
    net.set(address, (net.get(address) ?? 0n) + change)
  }
}

/** Most first; of equals the lower address, so that it is the same one everywhere. */
function byAmount([a, first]: [Address, bigint], [b, second]: [Address, bigint]): number {
  if (first !== second) return first > second ? -1 : 1
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}

async function balanceOf(
  world: World,
  { token, address }: { token: Address; address: Address },
): Promise<bigint> {
  const call = parseCall(`${token}.balanceOf(${address})`, { names: [] })
  if (!call.known) return 0n
  const answer = await evaluateCall(call.value, { world, errors: [] })
  return answer.known && typeof answer.value === 'bigint' ? answer.value : 0n
}
