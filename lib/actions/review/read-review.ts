import type { Client, Hash } from 'viem'
import { reviewPatch } from '@/lib/actions/review/review-patch'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import { serverWorkshop, type WorkshopContext } from '@/lib/actions/review/server-workshop'
import { hasClaimsSince } from '@/lib/adapters/store/has-claims-since'
import { readLatestReport } from '@/lib/adapters/store/read-latest-report'
import { saveReport } from '@/lib/adapters/store/save-report'
import type { Store } from '@/lib/adapters/store/store'
import type { StoredReport } from '@/lib/adapters/store/stored-report'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { countVerdicts } from '@/lib/core/check/count-verdicts'
import { worstVerdict } from '@/lib/core/check/finding'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import { InvalidReportError, parseReport } from '@/lib/core/report/parse-report'
import type { Report } from '@/lib/core/report/report'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { ReviewedCode } from '@/lib/core/report/reviewed-code'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { isSameTransaction } from '@/lib/core/safe/is-same-transaction'

export type ReviewContext = WorkshopContext & {
  readonly clientFor: (chainId: number) => Client
}

export type LastReport = {
  readonly report: Report
  readonly hash: Hash
  /** Latest block at which a review came to the same verdicts. */
  readonly confirmedBlock: bigint
}

export type ReviewReading = {
  /** The report that was made last, if there is one. */
  readonly last: LastReport | undefined
  /** A review at the block of the input is under way; when it is done, the heads tell. */
  readonly isRunning: boolean
}

export type ReadReviewParameters = {
  readonly timelock: ChainAddress
  /** What the record that is reviewed is addressed by. */
  readonly key: Hash
  /** What to review; undefined where none is to be made, and only the last report tells. */
  readonly subject: Subject | undefined
  /** Milliseconds to wait for a review at the block of the input; after that the last report is given. */
  readonly patience: number
}

type Subject = {
  readonly input: ReviewInput
  /** What is known of its chain at that block; asked for only where a review is made. */
  readonly readChain: () => Promise<ProtocolChain>
}

/** A review of one subject at one block, shared by everybody who asks for it. */
type Running = { readonly blockHash: Hash; readonly review: Promise<StoredReport> }

const running = new WeakMap<Store, Map<string, Running>>()
/** When the last review of each subject began: it has seen what was there by then. */
const begun = new WeakMap<Store, Map<string, Date>>()

/** What is known to be right and wrong with a patch: at the block of the input if that can be had in time. */
export async function readReview(
  context: ReviewContext,
  { timelock, key, subject, patience }: ReadReviewParameters,
): Promise<ReviewReading> {
  const name = reviewSubject(timelock, key)
  const stored = await readLatestReport(context.store, { subject: name })
  const last = stored && readable(stored)
  if (!subject) return { last, isRunning: isReviewing(context.store, name) }
  const isCurrent = stored && last && isAtBlock(last, subject.input)
  if (isCurrent && !(await hasNewSources(context.store, stored, last))) {
    return { last, isRunning: false }
  }
  const review = runOnce(context, name, subject)
  const isLate = new Promise<'late'>((resolve) => setTimeout(resolve, patience, 'late'))
  const made = await Promise.race([review, isLate])
  return made === 'late' ? { last, isRunning: true } : { last: read(made), isRunning: false }
}

/** Whether this process reviews a subject at this moment. @param name As `reviewSubject` makes it. */
export function isReviewing(store: Store, name: string): boolean {
  return running.get(store)?.has(name) ?? false
}

/**
 * A reorganisation or a rewound chain has other blocks of the same number; and what was a draft can be proposed within one.
 */
function isAtBlock({ confirmedBlock, report }: LastReport, input: ReviewInput): boolean {
  const { block, transaction } = input
  const made = report.input.block
  const reviewed = report.input.transaction
  if (transaction && !(reviewed && isSameTransaction(reviewed, transaction))) return false
  if (confirmedBlock !== block.number) return false
  return made.number !== block.number || made.hash === block.hash
}

/** Sources can come after the review that missed them, while the chain stands still. */
async function hasNewSources(
  store: Store,
  { subject, storedAt }: StoredReport,
  { report: { input, upgrades } }: LastReport,
): Promise<boolean> {
  const codes = upgrades.flatMap(({ from, to, proxy }) => [from, to, proxy])
  const unproved = codes.flatMap((code) =>
    code?.codeHash && !isProved(code) ? [code.codeHash] : [],
  )
  const since = begun.get(store)?.get(subject) ?? storedAt
  return await hasClaimsSince(store, { chainId: input.chainId, codeHashes: unproved, since })
}

function isProved({ sources }: ReviewedCode): boolean {
  return sources.known && sources.verification.match !== 'mismatch'
}

function runOnce(context: ReviewContext, name: string, subject: Subject): Promise<StoredReport> {
  const ofStore = running.get(context.store) ?? new Map<string, Running>()
  running.set(context.store, ofStore)
  const { hash: blockHash } = subject.input.block
  const already = ofStore.get(name)
  if (already?.blockHash === blockHash) return already.review
  const review = run(context, name, subject).finally(() => {
    if (ofStore.get(name)?.review === review) ofStore.delete(name)
  })
  ofStore.set(name, { blockHash, review })
  return review
}

async function run(
  context: ReviewContext,
  name: string,
  { input, readChain }: Subject,
): Promise<StoredReport> {
  const { store, clientFor } = context
  const starts = begun.get(store) ?? new Map<string, Date>()
  begun.set(store, starts.set(name, new Date()))
  const client = clientFor(input.chainId)
  const workshop = serverWorkshop(context)
  const report = await reviewPatch({ client, workshop }, { input, chain: await readChain() })
  const json = serializeReport(report)
  return await saveReport(store, {
    hash: hashReport(json),
    subject: name,
    json,
    contentHash: hashContent(report),
    blockNumber: input.block.number,
    verdicts: countVerdicts(report.findings),
    storedAt: new Date(),
  })
}

const noBlock = { number: 0n, hash: `0x${'0'.repeat(64)}`, timestamp: 0n } as const

/**
 * Of what a review comes to: what was reviewed, the code on both sides, every verdict. Words and values that differ from
 * block to block, as balances and ages do, make no other review.
 */
function hashContent({ input, upgrades, accounts, findings }: Report): Hash {
  const content = {
    input: { ...input, block: noBlock },
    abis: {},
    bundles: {},
    accounts,
    facts: [],
    upgrades: upgrades.map((upgrade) => ({ ...upgrade, facts: [], live: [] })),
    findings: findings.map((finding) => ({ ...finding, detail: '', evidence: [] })),
    verdict: worstVerdict(findings.map(({ verdict }) => verdict)),
  } as const
  return hashReport(serializeReport({ schema: 'suture/report/1', ...content }))
}

/** What another version has stored may be unreadable to this one: then nothing is known, and it is reviewed anew. */
function readable(stored: StoredReport): LastReport | undefined {
  try {
    return read(stored)
  } catch (error) {
    if (error instanceof InvalidReportError) return undefined
    throw error
  }
}

function read({ json, hash, confirmedBlock }: StoredReport): LastReport {
  return { report: parseReport(json), hash, confirmedBlock }
}
