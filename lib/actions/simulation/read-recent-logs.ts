import type { Address } from 'viem'
import { askAll } from '@/lib/actions/simulation/ask-all'
import type { TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { SimulatedLog } from '@/lib/core/simulation/call-frame'

/** Blocks before the one that is forked from which events are taken, and blocks that a node is asked for at once. */
const recentBlocks = 4_000n
const atOnce = 1_000n

/** Events that are kept of one contract: the last ones. */
const mostLogs = 400

/** Experiments ask for the same. */
const asked = new WeakMap<World, Map<string, Promise<Known<readonly SimulatedLog[]>>>>()

/** The latest events of a contract before the block of the input, the newest first, or why the node did not give them. */
export function readRecentLogs(
  { before, input }: Pick<TrialParameters, 'before' | 'input'>,
  address: Address,
): Promise<Known<readonly SimulatedLog[]>> {
  const known = asked.get(before) ?? new Map()
  asked.set(before, known)
  const answer = known.get(address) ?? readLogs(before, address, input.block.number)
  known.set(address, answer)
  return answer
}

async function readLogs(
  before: World,
  address: Address,
  last: bigint,
): Promise<Known<readonly SimulatedLog[]>> {
  const first = last > recentBlocks ? last - recentBlocks : 0n
  const starts = Array.from({ length: Number((last - first) / atOnce) + 1 }, (_, index) => {
    const fromBlock = first + BigInt(index) * atOnce
    return { fromBlock, toBlock: minimum(fromBlock + atOnce - 1n, last) }
  })
  const ranges = starts.filter(({ fromBlock, toBlock }) => fromBlock <= toBlock)
  try {
    const logs = await askAll(ranges, (range) => before.logsOf({ address, ...range }))
    return { known: true, value: logs.flat().toReversed().slice(0, mostLogs) }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { known: false, reason: `the events of ${address} could not be read` }
  }
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
