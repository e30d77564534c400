import { type Address, getAddress } from 'viem'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { whileLeased } from '@/lib/actions/timelock/while-leased'
import { type AgreedLogs, fetchAgreedLogs } from '@/lib/adapters/rpc/fetch-agreed-logs'
import { LogSpan } from '@/lib/adapters/rpc/log-span'
import { NodeRefusedError } from '@/lib/adapters/rpc/node-errors'
import { readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import { readScanRanges } from '@/lib/adapters/store/read-scan-ranges'
import { saveScanRange } from '@/lib/adapters/store/save-scan-range'
import { releaseScanLease, takeScanLease } from '@/lib/adapters/store/scan-lease'
import { schedulingTopics } from '@/lib/core/timelock/kind/scheduling-topics'

export const discoveryQueue = 'discover-timelocks'

/** Under what it is kept which blocks were searched. */
const subject = 'discovery'

export type DiscoveryOutcome = {
  /** Blocks up to this one were searched; undefined where none was. */
  readonly searchedTo: bigint | undefined
  /** Whether all final blocks were. */
  readonly isDone: boolean
  /** Timelocks that are followed now and were not before, or were already. */
  readonly found: readonly Address[]
}

/**
 * Searches the final blocks of a chain, oldest first and each once, for whoever emits the events of a timelock, and follows
 * those that are one. Needs a node that serves events of any address.
 *
 * @param parameters.signal Ends it between two ranges; what was searched stays so.
 * @throws NodeRefusedError where the node does not serve events of any address; NodeSilentError, NodesDisagreeError,
 *   NodeContradictsItselfError
 * @internal
 */
export async function discoverTimelocks(
  context: FollowContext,
  { chainId, signal }: { readonly chainId: number; readonly signal: AbortSignal },
): Promise<DiscoveryOutcome> {
  const { store } = context
  const { head } = await readAgreedHead(context.nodesFor(chainId))
  const finalizedBlock = head.number - BigInt(context.confirmationsFor(chainId))
  let searchedTo = (await readScanRanges(store, { chainId, subject })).at(-1)?.toBlock
  const found: Address[] = []
  const span = new LogSpan()
  while ((searchedTo ?? -1n) < finalizedBlock && !signal.aborted) {
    const fromBlock = (searchedTo ?? -1n) + 1n
    const range = await fetchNext(context, { chainId, fromBlock, finalizedBlock, span })
    const isRoom = await followEach(context, { chainId, range, found })
    // They are met again once there is room.
    if (!isRoom) return { searchedTo, isDone: false, found }
    const { end, hosts } = range
    const now = context.now()
    await saveScanRange(store, { chainId, subject, fromBlock, end, hosts, finalizedBlock, now })
    searchedTo = end.number
  }
  return { searchedTo, isDone: (searchedTo ?? -1n) >= finalizedBlock, found }
}

/** As `discoverTimelocks`, by one process at a time for each chain; undefined where another one is at it. */
export async function runDiscoveryJob(
  context: FollowContext,
  {
    chainId,
    holder,
    leaseSeconds,
    signal,
  }: {
    readonly chainId: number
    /** Who does it: one of a kind among all processes. */
    readonly holder: string
    readonly leaseSeconds: number
    readonly signal: AbortSignal
  },
): Promise<DiscoveryOutcome | undefined> {
  const lease = { chainId, subject, holder, seconds: leaseSeconds }
  return await whileLeased(
    {
      seconds: leaseSeconds,
      take: () => takeScanLease(context.store, lease),
      release: () => releaseScanLease(context.store, lease),
    },
    () => discoverTimelocks(context, { chainId, signal }),
  )
}

async function fetchNext(
  { nodesFor }: FollowContext,
  {
    chainId,
    fromBlock,
    finalizedBlock,
    span,
  }: { chainId: number; fromBlock: bigint; finalizedBlock: bigint; span: LogSpan },
): Promise<AgreedLogs> {
  for (;;) {
    const last = fromBlock + span.blocks - 1n
    const toBlock = last < finalizedBlock ? last : finalizedBlock
    const query = { address: undefined, topics: schedulingTopics, fromBlock, toBlock }
    try {
      const range = await fetchAgreedLogs(nodesFor(chainId), query)
      span.served(range.logs.length)
      return range
    } catch (error) {
      const isTooMuch = error instanceof NodeRefusedError
      if (!isTooMuch || !span.refused(toBlock - fromBlock + 1n)) throw error
    }
  }
}

/** @returns Whether there was room for all of them. */
async function followEach(
  context: FollowContext,
  { chainId, range, found }: { chainId: number; range: AgreedLogs; found: Address[] },
): Promise<boolean> {
  const addresses = new Set(range.logs.map(({ address }) => getAddress(address)))
  for (const address of addresses) {
    const timelock = { chainId, address }
    const outcome = await followTimelock(context, { timelock, why: 'found' })
    if (outcome.kind === 'refused' && outcome.retry) return false
    if (outcome.kind === 'followed') found.push(address)
  }
  return true
}
