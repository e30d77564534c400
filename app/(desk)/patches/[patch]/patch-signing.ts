import type { LoadedDesks } from '@/app/(desk)/load-desks'
import { approvalObstacles } from '@/app/(desk)/patches/[patch]/approval-obstacles'
import { readFound } from '@/app/(desk)/patches/[patch]/read-found'
import { rivalsForAnswer } from '@/app/(desk)/patches/[patch]/rivals-for-answer'
import { signatureProgress } from '@/components/safe/signature-progress'
import { readAcknowledgements } from '@/lib/actions/acknowledgements/read-acknowledgements'
import { configuredDescriptors } from '@/lib/config/configured-descriptors'
import { timelocksOf } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import { decodedForAnswer } from '@/lib/core/api/decoded-answer'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { knownSafes } from '@/lib/core/patch/attention'
import { type Approved, findApproved } from '@/lib/core/patch/find-approved'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { nestedApprovals } from '@/lib/core/safe/nested-approvals'
import { findSafeNode, type SafeNode, safesAbove } from '@/lib/core/safe/owner-tree'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { StoredAcknowledgement } from '@/lib/core/signing/acknowledgement'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { describedUpgrades } from '@/lib/core/signing/clear-signing/described-upgrades'
import { staleDescriptors } from '@/lib/core/signing/clear-signing/stale-descriptors'
import { calldataDigest } from '@/lib/core/signing/device/calldata-digest'
import { carriedTransaction } from '@/lib/core/signing/device/carried-transaction'
import { deviceShowing, type Shown } from '@/lib/core/signing/device/device-showing'
import { judgeAcknowledgements } from '@/lib/core/signing/judge-acknowledgements'
import { signingReviewOf } from '@/lib/core/signing/signing-review-of'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

export type PatchSigningParameters = LoadedDesks & {
  readonly found: FoundRecord
  /** The Safe transaction that is asked about, and its Safe. */
  readonly proposed: ProposedTransaction
  readonly safe: SafeState
}

/** What the page shows on which a Safe transaction is signed, for machines: as it is known now. Nothing is begun by asking. */
export async function patchSigning(parameters: PatchSigningParameters) {
  const { found, desks, config, proposed, safe } = parameters
  const { desk, record } = found
  const { transaction } = proposed
  const { version, threshold } = safe
  const context = await getServerContext()
  const { protocol, review, simulation, findings = [], drift } = await readFound(context, found)
  const knownAbis = review?.last?.report.abis
  const records = desks.flatMap((each) => each.records)
  const approved = findApproved({
    transaction: proposed,
    records,
    safes: desks.flatMap(knownSafes),
  })
  const acknowledgements = await readAcknowledgements(context, { patch: record.key })
  const standing = signingReviewOf({
    ...{ patch: record.key, acknowledgements, transaction, findings, drift },
    block: desk.chain?.facts.block,
    review: { last: review?.last, isRunning: review?.isRunning ?? false },
    simulation: {
      last: simulation?.last,
      isOff: context.config.simulation.concurrency === 0,
      isRunning: simulation?.progress !== undefined,
      failure: simulation?.failure,
    },
  })
  const descriptors = protocol ? configuredDescriptors(protocol) : []
  const devices = deviceShowing({ proposed, version, threshold, descriptors })
  return {
    protocol: desk.name,
    chainId: desk.chainId,
    key: record.key,
    block: desk.chain?.facts.block,
    readAt: desk.readAt,
    stale: desk.stale,
    sources: desk.sources,
    transaction: proposed,
    safe,
    ...signatureProgress({ transaction: proposed, safe }),
    hashes: hashesOf(proposed, version),
    decoded: decodedForAnswer(
      decodeCall({ call: transaction, operation: transaction.operation, knownAbis }),
    ),
    timelockCall: timelockCallOf(proposed),
    rivals: rivalsForAnswer(proposed, { desks, config }),
    otherNonces: otherNoncesOf(proposed, record),
    approved: approved && approvedForAnswer(approved),
    above: safesAbove(desk.chain?.owners ?? [], safe.safe) ?? [],
    obstacles: await approvalObstacles({
      ...{ approved, desks, config },
      findingsOf: async (other) => (await readFound(context, other)).findings,
    }),
    nested: nestedOf(parameters, records),
    asksForReview: asksForReview({ transaction, timelocks: timelocksOf(config) }),
    review: {
      standing: standing.standing,
      isRunning: standing.isRunning,
      reviewed: standing.reviewed,
    },
    simulation: standing.simulation,
    findings: standing.findings,
    drift: standing.drift,
    acknowledgements: await judged(acknowledgements, { safe, patch: record.key }),
    devices: {
      ...shownForAnswer(devices),
      typedData: devices.typedData,
      calls: devices.calls.map(({ title, call, ...shown }) => ({
        ...{ title, call },
        ...shownForAnswer(shown),
      })),
    },
    descriptors: staleDescriptors({
      descriptors,
      upgrades: review?.last ? describedUpgrades(review.last.report) : [],
    }).map(({ descriptor, ...rest }) => ({ descriptor: descriptor.name, ...rest })),
    carried: carriedTransaction({ transaction, version, dossier: record.patch }),
  }
}

function hashesOf({ transaction }: ProposedTransaction, version: string) {
  const { domainHash, messageHash, safeTxHash } = hashSafeTransaction({ transaction, version })
  return { domainHash, messageHash, safeTxHash, calldataDigest: calldataDigest(transaction.data) }
}

function timelockCallOf({ transaction }: ProposedTransaction) {
  const call = decodeTimelockCall(transaction.data)
  return (
    call && {
      kind: call.kind,
      operationId: call.id,
      salt: call.kind === 'cancel' ? undefined : call.content.salt,
      delay: call.kind === 'schedule' ? call.delay : undefined,
    }
  )
}

/** Where the same operation is proposed too. */
function otherNoncesOf({ safeTxHash }: ProposedTransaction, { schedules }: PatchRecord) {
  if (!schedules.some((each) => each.safeTxHash === safeTxHash)) return []
  return schedules
    .filter((each) => each.safeTxHash !== safeTxHash && each.outcome.status === 'pending')
    .map((each) => ({ safeTxHash: each.safeTxHash, nonce: each.transaction.nonce }))
}

function approvedForAnswer({ safeTxHash, steps, missing }: Approved) {
  return {
    safeTxHash,
    steps: steps.map(({ transaction: { transaction, ...proposed }, record }) => ({
      safeTxHash: proposed.safeTxHash,
      key: record.key,
      title: record.title,
      decoded: decodedForAnswer(
        decodeCall({ call: transaction, operation: transaction.operation }),
      ),
    })),
    missing,
  }
}

/** Every Safe below that of the transaction, as often as it stands there. */
function nestedOf(
  { found: { desk }, proposed, safe }: PatchSigningParameters,
  records: readonly PatchRecord[],
) {
  const tree = findSafeNode(desk.chain?.owners ?? [], safe.safe)
  const transactions = records.flatMap(({ schedules, others }) => [...schedules, ...others])
  const lead = { transaction: proposed, safe }
  const below = (node: SafeNode, path: readonly SafeState[]): object[] =>
    node.owners
      .filter((owner) => owner.kind === 'safe')
      .flatMap((owner) => {
        const { unknown, approval, messageHash } = nestedApprovals({
          ...{ lead, node: owner, path, transactions },
        })
        const own = {
          safe: owner.address,
          path: path.map((each) => each.safe.address),
          unknownVersion: unknown,
          approval: approval && {
            safeTxHash: approval.safeTxHash,
            ...signatureProgress({ transaction: approval, safe: owner.state }),
          },
          messageHash,
        }
        return [own, ...below(owner, [...path, owner.state])]
      })
  return tree ? below(tree, []) : []
}

async function judged(
  acknowledgements: readonly StoredAcknowledgement[],
  { safe, patch }: { readonly safe: SafeState; readonly patch: PatchRecord['key'] },
) {
  const all = await judgeAcknowledgements({
    ...{ patch, acknowledgements },
    ...{ safe: safe.safe, owners: safe.owners },
  })
  return all.map(({ acknowledgement, standing }) => {
    const { signer, check, subject, finding, reason, submittedAt } = acknowledgement
    return { signer, check, subject, finding, reason, submittedAt, standing }
  })
}

/** Of a descriptor its name and its owner stand in the answer: the rest is as long as its file. */
function shownForAnswer({ views, clear }: Shown) {
  return {
    views,
    clear: clear.map(({ descriptor: { name, owner }, ...rest }) => ({
      descriptor: { name, owner },
      ...rest,
    })),
  }
}
