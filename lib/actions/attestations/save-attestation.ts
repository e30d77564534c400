import { type Client, type Hash, isAddressEqual } from 'viem'
import { verifyAttestation } from '@/lib/actions/attestations/verify-attestation'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import { insertAttestation, listAttestations } from '@/lib/adapters/store/attestations'
import { readReport } from '@/lib/adapters/store/read-report'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import { parseSimulation } from '@/lib/core/report/parse-simulation'
import { reportPlace } from '@/lib/core/report/report-place'
import type { Attestation, StoredAttestation } from '@/lib/core/signing/attestation'
import { parseAttestation } from '@/lib/core/signing/attestation-document'

export type AttestationContext = {
  readonly store: Store
  readonly clientFor: (chainId: number) => Client
}

/** An operation as its timelock knows it. */
export type OperationPlace = { readonly timelock: ChainAddress; readonly operation: Hash }

/** No report of that hash is known of the operation. */
export class NoSuchReportError extends BaseError {
  override readonly name = 'NoSuchReportError'
}

/** The account that is named has not signed it. */
export class NotItsSignerError extends BaseError {
  override readonly name = 'NotItsSignerError'
}

/** There is no room for more about one operation. */
export class TooManyAttestationsError extends BaseError {
  override readonly name = 'TooManyAttestationsError'
}

/**
 * Takes in what a reviewer has signed. It is kept only where the signature is that of the account or the contract that it
 * names, and the report is known here and of that operation.
 *
 * @throws InvalidAttestationError, NoSuchReportError, NotItsSignerError, TooManyAttestationsError, UnknownChainError,
 *   RpcUnreachableError
 */
export async function saveAttestation(
  context: AttestationContext,
  { json, place }: { readonly json: string; readonly place: OperationPlace },
): Promise<{ attestation: Attestation; isNew: boolean }> {
  const { store, clientFor } = context
  const given = parseAttestation(json)
  assertPlace(given, place)
  await assertReport(store, given)
  const proof = await verifyAttestation(given, clientFor(given.timelock.chainId))
  if (proof.by !== 'key' && proof.by !== 'contract') {
    throw new NotItsSignerError('The account that is named has not signed this.', {
      facts: [['Signer named', given.signer]],
      hint: 'Sign exactly the typed data, with the account that it names.',
    })
  }
  const { attestation } = proof
  const kept = await insertAttestation(store, {
    attestation,
    checkedBlock: proof.by === 'contract' ? proof.blockNumber : undefined,
    now: new Date(),
  })
  if (kept !== 'full') return { attestation, isNew: kept === 'new' }
  throw new TooManyAttestationsError('This operation has as many attestations as are kept.', {
    hint: 'It can be verified without being kept here: suture verify attestation.json.',
  })
}

/** What reviewers have signed of an operation, in the order in which it came in. */
export function readAttestations(
  { store }: { readonly store: Store },
  parameters: OperationPlace,
): Promise<StoredAttestation[]> {
  return listAttestations(store, parameters)
}

function assertPlace({ timelock, operation }: Attestation, place: OperationPlace): void {
  if (isSamePlace({ timelock, operation }, place)) return
  throw new NoSuchReportError('It is about another operation than the one it was sent to.', {
    facts: [
      ['Sent to', place.operation],
      ['About', operation],
    ],
    hint: 'Send it to the operation that it names.',
  })
}

function isSamePlace(one: OperationPlace, other: OperationPlace): boolean {
  return (
    one.operation === other.operation &&
    one.timelock.chainId === other.timelock.chainId &&
    isAddressEqual(one.timelock.address, other.timelock.address)
  )
}

const parsers = { report: parseReport, simulation: parseSimulation, replay: parseReplayReport }

async function assertReport(
  store: Store,
  { timelock, operation, report }: Attestation,
): Promise<void> {
  const stored = await readReport(store, { hash: report })
  // Made here of this operation, which its bytes name only where the kind of timelock hashes ids as reports do.
  if (stored?.subject === reviewSubject(timelock, operation)) return
  const input = stored && parsers[documentKind(stored.json)](stored.json).input
  const place = input && reportPlace(input)
  if (place && isSamePlace({ ...place, operation: place.operationId }, { timelock, operation }))
    return
  throw new NoSuchReportError('No such report of that operation is known here.', {
    facts: [
      ['Report', report],
      ['Operation', operation],
      ['Timelock', `${timelock.address} on chain ${timelock.chainId}`],
    ],
    hint: 'The hash of its report stands on the checks page of a patch, and under Review of any other operation.',
  })
}
