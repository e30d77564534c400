import { type FoldSubject, foldEach, groupById } from '@/lib/actions/timelock/fold-touched'
import { isDoubtful } from '@/lib/actions/timelock/is-doubtful'
import { rawLogFor } from '@/lib/actions/timelock/raw-log-for'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { fetchEventLogs } from '@/lib/adapters/rpc/fetch-event-logs'
import type { OperationLog } from '@/lib/adapters/store/packed-logs'

/** Blocks that are asked about again at most: a contract can leave as many gaps as it likes. */
const mostBlocks = 8

/**
 * Asks again, node after node, for the events of blocks in which a batch has a gap in its indexes, or an operation whose id its events
 * do not give: an answer can lose one without a word. What every node leaves out, or too few of them tell, stays missing, and is told so.
 *
 * @param logs Of new blocks, each block whole as far as its node said.
 * @returns The same, or with what was missing, in the order of the chain.
 */
export async function fillGaps(
  { nodes, quorum }: ChainNodes,
  { subject, logs }: { readonly subject: FoldSubject; readonly logs: readonly OperationLog[] },
): Promise<readonly OperationLog[]> {
  const gaps = (await foldEach(subject, groupById(logs))).filter((operation) =>
    isDoubtful(subject, operation),
  )
  const blocks = new Set(
    gaps.flatMap(({ instances }) => instances.map(({ scheduled }) => scheduled.blockNumber)),
  )
  let filled = logs
  for (const block of [...blocks].slice(0, mostBlocks)) {
    const known = filled.filter(({ log }) => log.position.blockNumber === block)
    const place = known[0]?.log.position
    if (!place) continue
    const heard = new Map<string, number>()
    for (const node of nodes) {
      const { timelock, adapter } = subject
      const query = { address: timelock.address, topics: adapter.topics }
      const again = await fetchEventLogs(node, {
        ...query,
        fromBlock: block,
        toBlock: block,
      }).catch(() => [])
      // The same block, or nothing is said by it.
      const own = again.filter((log) => log.place.blockHash === place.blockHash)
      if (own.length <= known.length) continue
      const key = own.map(({ logIndex, topics, data }) => [logIndex, ...topics, data]).join('\n')
      const times = (heard.get(key) ?? 0) + 1
      heard.set(key, times)
      if (times < quorum) continue
      const whole = own.map((found): OperationLog => {
        const { blockTimestamp } = place
        const log = rawLogFor(adapter, found.at({ ...found.place, blockTimestamp }))
        return { operationId: adapter.operationIdOf(log) ?? null, log }
      })
      const at = filled.findIndex(({ log }) => log.position.blockNumber === block)
      filled = [...filled.slice(0, at), ...whole, ...filled.slice(at + known.length)]
      break
    }
  }
  return filled
}
