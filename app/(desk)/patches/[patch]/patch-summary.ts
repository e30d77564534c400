import type { Hash } from 'viem'
import type { LoadedDesks } from '@/app/(desk)/load-desks'
import { loadCustody } from '@/app/(desk)/patches/[patch]/load-custody'
import { readFound } from '@/app/(desk)/patches/[patch]/read-found'
import { rivalsForAnswer } from '@/app/(desk)/patches/[patch]/rivals-for-answer'
import { predecessorOf } from '@/components/patch/record-facts'
import { safeOf, signatureProgress } from '@/components/safe/signature-progress'
import { readExecution } from '@/lib/actions/watch/read-execution'
import { getServerContext } from '@/lib/config/server-context'
import { decodedForAnswer } from '@/lib/core/api/decoded-answer'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Finding } from '@/lib/core/check/finding'
import { knownSafes } from '@/lib/core/patch/attention'
import { callsBesidesUpgrades } from '@/lib/core/patch/calls-besides-upgrades'
import { callsOf } from '@/lib/core/patch/calls-of'
import { custodyVerdict } from '@/lib/core/patch/chain-of-custody'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { whyNotExecutable } from '@/lib/core/patch/operation-permissions'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { replacedProxies } from '@/lib/core/patch/replaced-proxies'
import type { Stage } from '@/lib/core/patch/stage'
import { replayStanding } from '@/lib/core/report/replay-standing'
import type { Report } from '@/lib/core/report/report'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { driftReasons } from '@/lib/core/signing/drift-reasons'
import { integrityReasons } from '@/lib/core/signing/integrity-reasons'

/**
 * What the page of a patch shows, for machines: as it is known now. Nothing is begun by asking, and what has an address of its
 * own is named by its hash.
 */
export async function patchSummary(found: FoundRecord, loaded: LoadedDesks) {
  const { desk, record } = found
  const { desks } = loaded
  const context = await getServerContext()
  const made = await readFound(context, found)
  const { protocol, review, findings, drift } = made
  const asked = protocol && { protocol, record, chain: undefined }
  const custody = await loadCustody(found, desks)
  return {
    protocol: desk.name,
    chainId: desk.chainId,
    block: desk.chain?.facts.block,
    readAt: desk.readAt,
    stale: desk.stale,
    sources: desk.sources,
    record,
    safes: safesOf(desk),
    owners: desk.chain?.owners ?? [],
    timelock: desk.chain?.facts.timelock,
    proxies: desk.chain?.facts.proxies ?? [],
    labels: desk.labels,
    ...signingOf(found, loaded),
    ...callsFor(found, review?.last?.report.abis),
    ...obstaclesOf(record, { findings, drift }),
    order: orderOf(found, desks),
    review: { ...confirmedOf(review?.last), isRunning: review?.isRunning ?? false },
    findings,
    ...triedOf(made),
    drift,
    scheduling: asked && (await readExecution(context, asked, 'schedule')),
    execution: asked && (await readExecution(context, asked, 'execute')),
    custody,
    custodyVerdict: custody.length > 0 ? custodyVerdict(custody) : undefined,
  }
}

/** The documents of simulation and replay, and how far one that is under way has come. */
function triedOf({ simulation, replay }: Awaited<ReturnType<typeof readFound>>) {
  return {
    simulation: {
      ...confirmedOf(simulation?.last),
      progress: simulation?.progress,
      failure: simulation?.failure,
    },
    replay: {
      ...confirmedOf(replay?.last),
      standing: replay?.last && replay.input && replayStanding(replay.last, replay.input),
      progress: replay?.progress,
      stopped: replay?.stopped,
    },
  }
}

/** How far each of its Safe transactions has got, and what stands in the way of the one that the page is about. */
function signingOf({ desk, record }: FoundRecord, loaded: LoadedDesks) {
  const lead = leadTransaction(record)
  const { schedules, executions, cancellations, others } = record
  const safes = knownSafes(desk)
  return {
    lead: lead?.safeTxHash,
    signatures: [...schedules, ...executions, ...cancellations, ...others].map((transaction) => ({
      safeTxHash: transaction.safeTxHash,
      ...signatureProgress({ transaction, safe: safeOf(safes, transaction) }),
    })),
    rivals: lead ? rivalsForAnswer(lead, loaded) : [],
  }
}

/** What its calls say and replace. */
function callsFor({ desk, record }: FoundRecord, knownAbis: Report['abis'] | undefined) {
  const calls = callsOf(record)
  return {
    replaced: replacedProxies(calls, desk.chain?.facts.proxies ?? []),
    besides: record.patch ? callsBesidesUpgrades(calls, record.patch.upgrades).length : 0,
    decoded: calls.map((call) =>
      decodedForAnswer(decodeCall({ call, operation: call.operation, knownAbis })),
    ),
  }
}

/** Why it is not executed now, by the chain and by what was found. */
function obstaclesOf(
  { stage, live }: PatchRecord,
  {
    findings = [],
    drift,
  }: {
    readonly findings: readonly Finding[] | undefined
    readonly drift: DriftReading | undefined
  },
) {
  if (!live || !isWaiting(stage)) return { obstacles: [], integrity: [] }
  return {
    obstacles: whyNotExecutable({ live, stage }),
    integrity: [...integrityReasons(findings), ...driftReasons(drift?.alarms ?? [])],
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

function confirmedOf(last: { readonly hash: Hash; readonly confirmedBlock: bigint } | undefined) {
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
