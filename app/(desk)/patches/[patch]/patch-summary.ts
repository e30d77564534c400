import { loadCustody } from '@/app/(desk)/patches/[patch]/load-custody'
import { loadReplay } from '@/app/(desk)/patches/[patch]/load-replay'
import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { predecessorOf } from '@/components/patch/record-facts'
import { readReview } from '@/lib/actions/review/read-review'
import { readDrift } from '@/lib/actions/watch/read-drift'
import { readExecution } from '@/lib/actions/watch/read-execution'
import { getServerContext } from '@/lib/config/server-context'
import { decodedForAnswer } from '@/lib/core/api/decoded-answer'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Known } from '@/lib/core/chain/snapshot'
import { knownSafes } from '@/lib/core/patch/attention'
import { callsOf } from '@/lib/core/patch/calls-of'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { whyNotExecutable } from '@/lib/core/patch/operation-permissions'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { Stage } from '@/lib/core/patch/stage'
import { mergeFindings } from '@/lib/core/report/merge-findings'
import type { SafeState } from '@/lib/core/safe/safe-state'

/**
 * What the page of a patch shows, for machines: as it is known now. Nothing is begun by asking, and what has an address of its
 * own is named by its hash.
 */
export async function patchSummary(found: FoundRecord, desks: readonly ProtocolDesk[]) {
  const { desk, record } = found
  const context = await getServerContext()
  const protocol = context.config.protocols.find(
    ({ name, chainId }) => name === desk.name && chainId === desk.chainId,
  )
  const asked = protocol && { protocol, record, chain: undefined }
  const review =
    protocol &&
    (await readReview(context, {
      timelock: { chainId: protocol.chainId, address: protocol.timelock },
      ...{ key: record.key, subject: undefined, patience: 0 },
    }))
  const simulation = await loadSimulation(found)
  const replay = await loadReplay(found)
  const calls = callsOf(record)
  const knownAbis = review?.last?.report.abis
  return {
    protocol: desk.name,
    chainId: desk.chainId,
    block: desk.chain?.facts.block,
    readAt: desk.readAt,
    stale: desk.stale,
    record,
    safes: safesOf(desk),
    timelock: desk.chain?.facts.timelock,
    proxies: desk.chain?.facts.proxies ?? [],
    labels: desk.labels,
    obstacles:
      isWaiting(record.stage) && record.live
        ? whyNotExecutable({ live: record.live, stage: record.stage })
        : [],
    decoded: calls.map((call) =>
      decodedForAnswer(decodeCall({ call, operation: call.operation, knownAbis })),
    ),
    order: orderOf(found, desks),
    review: { ...reviewOf(review), isRunning: review?.isRunning ?? false },
    findings:
      review?.last &&
      mergeFindings({ review: review.last, simulation: simulation?.last, replay: replay?.last }),
    simulation: { report: simulation?.last?.hash, progress: simulation?.progress },
    replay: { report: replay?.last?.hash, progress: replay?.progress },
    drift: asked && (await readDrift(context, { ...asked, maximumAge: 0n })),
    scheduling: asked && (await readExecution(context, asked, 'schedule')),
    execution: asked && (await readExecution(context, asked, 'execute')),
    custody: await loadCustody(found, desks),
  }
}

const isWaiting = (stage: Stage) => ['scheduled', 'ready', 'blocked'].includes(stage)

/** All that are known, owners that are Safes among them, and why a named one is not. */
function safesOf(desk: ProtocolDesk): Known<SafeState>[] {
  const named = [desk.chain?.facts.safe, desk.chain?.facts.guardian]
  return [
    ...named.filter((safe) => safe?.known === false),
    ...knownSafes(desk).map((value) => ({ known: true as const, value })),
  ]
}

function reviewOf(review: Awaited<ReturnType<typeof readReview>> | undefined) {
  const last = review?.last
  return last && { report: last.hash, confirmedBlock: last.confirmedBlock }
}

/** What must be done before, and what waits for it, by their operation ids. */
function orderOf({ desk, record }: FoundRecord, desks: readonly ProtocolDesk[]) {
  const isOfTimelock = ({ chainId, timelock }: PatchRecord) =>
    chainId === desk.chainId && timelock?.address === record.timelock?.address
  const records = desks.flatMap((each) => each.records).filter(isOfTimelock)
  const { operationId } = record
  return {
    before: predecessorOf(record),
    after: operationId
      ? records.flatMap((other) =>
          predecessorOf(other) === operationId ? [other.operationId] : [],
        )
      : [],
  }
}
