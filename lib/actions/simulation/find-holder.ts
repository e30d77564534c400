import {
  type Address,
  type Client,
  getAddress,
  type Hex,
  hexToBigInt,
  isAddressEqual,
  slice,
} from 'viem'
import { evaluateCall } from '@/lib/actions/simulation/evaluate-expression'
import type { World } from '@/lib/adapters/fork/open-world'
import { fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { Known } from '@/lib/core/chain/snapshot'
import { parseCall } from '@/lib/core/simulation/parse-expression'

/** keccak256("Transfer(address,address,uint256)") */
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** How far back holders are looked for, and how many of those who received most are asked for their balance. */
const mostBlocks = 20_000n
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
 * Who holds most of a token, of those who received most of it in the last blocks. Somebody without code is preferred: a
 * contract may do nothing that a user does.
 *
 * @throws ForkError
 */
export async function findHolder(
  { client, world }: { client: Client; world: World },
  { chainId, token, blockNumber, except }: FindHolderParameters,
): Promise<Known<Holder>> {
  const fromBlock = blockNumber > mostBlocks ? blockNumber - mostBlocks + 1n : 0n
  const range = { at: { chainId, address: token }, fromBlock, toBlock: blockNumber }
  const logs = await readKnown('transfers', fetchAllLogs(client, range))
  if (!logs.known) return logs
  const net = new Map<Address, bigint>()
  const add = (topic: Hex, amount: bigint) => {
    const address = getAddress(slice(topic, 12))
    net.set(address, (net.get(address) ?? 0n) + amount)
  }
  for (const { topics, data } of logs.value) {
    const [topic, from, to] = topics
    if (topic !== transferTopic || !from || !to || data.length !== 66) continue
    add(from, -hexToBigInt(data))
    add(to, hexToBigInt(data))
  }
  const likely = [...net]
    .filter(
      ([address]) => BigInt(address) > 0n && !except.some((one) => isAddressEqual(one, address)),
    )
    .toSorted(byAmount)
    .slice(0, mostAsked)
  const held: [Address, bigint][] = []
  for (const [address] of likely) {
    const balance = await balanceOf(world, { token, address })
    if (balance > 0n) held.push([address, balance])
  }
  const ranked = held.toSorted(byAmount)
  for (const [address, balance] of ranked) {
    if ((await world.codeAt(address)) === '0x') return { known: true, value: { address, balance } }
  }
  const [first] = ranked
  if (first) return { known: true, value: { address: first[0], balance: first[1] } }
  const reason = `nobody received ${token} in blocks ${fromBlock} to ${blockNumber} who still holds it`
  return { known: false, reason }
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
