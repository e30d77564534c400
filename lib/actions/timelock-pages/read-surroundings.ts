import type { Address, Client } from 'viem'
import { inTime } from '@/lib/actions/in-time'
import { hasCode } from '@/lib/adapters/rpc/has-code'
import { readBalance } from '@/lib/adapters/rpc/read-balance'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { TargetCode } from '@/lib/core/timelock/kind/target-code'

export type Surroundings = {
  /** At which the rest was read. */
  readonly block: Known<Block>
  /** Of the timelock, in wei. */
  readonly balance: Known<bigint>
  /** Of each target whether it had code when the operation was scheduled, and has now. */
  readonly targets: readonly TargetCode[]
}

/** Milliseconds for all of it. A page does not wait longer for a node; what did not come by then is unknown. */
const patience = 3_000

/** How many targets are looked at: of more, the rest is unknown. */
const mostTargets = 40

const late = { known: false, reason: 'the node did not answer in time' } as const

/** What the chain itself says now about the accounts that an operation is about. */
export async function readSurroundings(
  { clientFor }: { readonly clientFor: (chainId: number) => Client },
  {
    timelock,
    targets,
    scheduledBlock,
  }: {
    readonly timelock: ChainAddress
    readonly targets: readonly Address[]
    readonly scheduledBlock: bigint
  },
): Promise<Surroundings> {
  const { chainId, address } = timelock
  const client = clientFor(chainId)
  const until = performance.now() + patience
  const soon = async <T>(read: Promise<Known<T>>): Promise<Known<T>> =>
    (await inTime(read, Math.max(0, until - performance.now()))) ?? late
  const block = await soon(readKnown('the latest block', readBlock(client, { chainId })))
  const known = targets.slice(0, mostTargets)
  const codeAt = async (target: Address, at: Known<bigint>): Promise<Known<boolean>> => {
    if (!at.known) return at
    const parameters = { chainId, address: target, blockNumber: at.value }
    return await soon(readKnown(`the code of ${target}`, hasCode(client, parameters)))
  }
  const atBoth = async (target: Address) => {
    const [scheduled, at] = await Promise.all([
      codeAt(target, { known: true, value: scheduledBlock }),
      codeAt(target, now),
    ])
    return { scheduled, now: at }
  }
  const now: Known<bigint> = block.known ? { known: true, value: block.value.number } : block
  const [balance, ...codes] = await Promise.all([
    balanceAt(client, timelock, now),
    ...known.map(async (target) => ({
      address: target,
      ...(await atBoth(target)),
    })),
  ])
  const rest = targets.slice(mostTargets).map((target) => ({
    address: target,
    scheduled: unlooked,
    now: unlooked,
  }))
  return { block, balance, targets: [...codes, ...rest] }

  async function balanceAt(from: Client, of: ChainAddress, at: Known<bigint>) {
    if (!at.known) return at
    const read = readBalance(from, { ...of, blockNumber: at.value })
    return await soon(readKnown(`the balance of ${address}`, read))
  }
}

const unlooked = { known: false, reason: 'it makes too many calls to look at each' } as const
