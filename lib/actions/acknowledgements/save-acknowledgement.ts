import { type Address, type Client, type Hash, isAddressEqual } from 'viem'
import { replayName } from '@/lib/actions/replay/replay-name'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import { simulationSubject } from '@/lib/actions/simulation/simulation-subject'
import { storedSimulation } from '@/lib/actions/simulation/stored-simulation'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { readLatestReport } from '@/lib/adapters/store/read-latest-report'
import { readWatch } from '@/lib/adapters/store/read-watch'
import { saveAcknowledgement as storeAcknowledgement } from '@/lib/adapters/store/save-acknowledgement'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import { BaseError } from '@/lib/core/error/base-error'
import { mergeFindings } from '@/lib/core/report/merge-findings'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import type { Report } from '@/lib/core/report/report'
import type { Acknowledgement } from '@/lib/core/signing/acknowledgement'
import { alarmFindings } from '@/lib/core/signing/alarm-findings'
import { assertAnswerable } from '@/lib/core/signing/assert-answerable'
import { parseAcknowledgement } from '@/lib/core/signing/parse-acknowledgement'
import { recoverAcknowledgement } from '@/lib/core/signing/recover-acknowledgement'

/** Nothing that could be answered is known of this patch and this Safe. */
export class NotReviewedError extends BaseError {
  override readonly name = 'NotReviewedError'
}

/** The signature is good, and its signer has no say. */
export class NotAnOwnerError extends BaseError {
  override readonly name = 'NotAnOwnerError'
}

/** The same signer has answered the same finding before, in other words. */
export class AnsweredBeforeError extends BaseError {
  override readonly name = 'AnsweredBeforeError'
}

export type AcknowledgementContext = {
  readonly store: Store
  readonly config: Pick<Config, 'protocols'>
  readonly clientFor: (chainId: number) => Client
}

/**
 * Takes in why an owner signs although a judgement failed. It is kept only where the last review of the patch has that very
 * finding, the signature is its signer's, and the chain has the signer as an owner of the Safe now.
 *
 * @param parameters.patch What the record is addressed by.
 * @throws InvalidAcknowledgementError, InvalidSignatureError, ForeignAcknowledgementError, NotReviewedError,
 *   NotAnswerableError, NotAnOwnerError, AnsweredBeforeError, NotASafeError, RpcUnreachableError
 */
export async function saveAcknowledgement(
  { store, config, clientFor }: AcknowledgementContext,
  { patch, json }: { patch: Hash; json: string },
): Promise<{ acknowledgement: Acknowledgement; isNew: boolean }> {
  const acknowledgement = await recoverAcknowledgement(parseAcknowledgement({ json, patch }))
  const findings = await readFindings({ store, config }, acknowledgement)
  assertAnswerable(acknowledgement, findings)
  await assertOwner(clientFor(acknowledgement.safe.chainId), acknowledgement)
  const { isNew, reason } = await storeAcknowledgement(store, {
    acknowledgement,
    storedAt: new Date(),
  })
  if (reason === acknowledgement.reason) return { acknowledgement, isNew }
  throw new AnsweredBeforeError('This owner has answered this finding before.', {
    facts: [['Reason on record', visibleText(reason, { maxLength: 200 })]],
    hint: 'What is on record stays as it was signed. Another owner may add a reason.',
  })
}

/** What review, simulation, replay and watch said last of the patch, by the protocol that has it, if its Safe is the one that is named. */
async function readFindings(
  { store, config }: Pick<AcknowledgementContext, 'store' | 'config'>,
  { safe, patch }: Acknowledgement,
): Promise<readonly Finding[]> {
  for (const { chainId, timelock } of config.protocols) {
    if (chainId !== safe.chainId) continue
    const at = { chainId, address: timelock }
    const subject = reviewSubject(at, patch)
    const stored = await readLatestReport(store, { subject })
    const report = stored && parseReport(stored.json)
    const own = report && safeOf(report)
    if (!own || !isAddressEqual(own, safe.address)) continue
    const tried = await readLatestReport(store, { subject: simulationSubject(at, patch) })
    const replayed = await readLatestReport(store, { subject: replayName(at, patch) })
    const found = mergeFindings({
      review: { report, confirmedBlock: stored.confirmedBlock },
      simulation: tried && storedSimulation(tried),
      replay: replayed && {
        report: parseReplayReport(replayed.json),
        confirmedBlock: replayed.confirmedBlock,
      },
    })
    const watch = await readWatch(store, { chainId, timelock, patch })
    return [...found, ...alarmFindings(watch?.alarms ?? [])]
  }
  throw new NotReviewedError('No review of this patch is known for that Safe.', {
    facts: [
      ['Patch', patch],
      ['Chain', String(safe.chainId)],
      ['Safe', safe.address],
    ],
    hint: 'Open the checks page of the patch; it is reviewed there. A finding is answered for the Safe that is to sign.',
  })
}

/** The Safe whose owners are asked: that of the transaction which waits, else that of the protocol. */
function safeOf({ input: { transaction, protocol } }: Report): Address | undefined {
  return transaction?.safe.address ?? protocol.safe
}

async function assertOwner(
  client: Client,
  { safe, signer }: Pick<Acknowledgement, 'safe' | 'signer'>,
): Promise<void> {
  const { owners } = await readSafe(client, safe)
  if (owners.some((owner) => isAddressEqual(owner, signer))) return
  throw new NotAnOwnerError('Only an owner of the Safe can answer a finding.', {
    facts: [
      ['Signer', signer],
      ['Safe', safe.address],
      ['Owners now', owners.join(', ')],
    ],
    hint: 'Sign with the account of an owner.',
  })
}
