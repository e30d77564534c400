import { type DeskContext, readDesk } from '@/lib/actions/read-desk'
import {
  listAcknowledgementsKept,
  listAttestationsKept,
  listDossiersKept,
  listReportsKept,
  listUploadsKept,
} from '@/lib/adapters/store/list-kept'
import type { ExchangeRecord } from '@/lib/core/api/exchange-record'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { attestationDocument } from '@/lib/core/signing/attestation-document'
import { serializeAcknowledgement } from '@/lib/core/signing/serialize-acknowledgement'

/** A Safe service or a chain is silent: what waits there could not be handed on. */
export class IncompleteExportError extends BaseError {
  override readonly name = 'IncompleteExportError'
}

/**
 * Everything that this instance keeps and no chain has, and the proposals that wait at the Safe service it uses, whichever
 * that is. Subscriptions stay: their addresses and secrets are their owners'.
 *
 * @throws IncompleteExportError before the first record: nothing is left out silently.
 */
export async function* exportRecords(context: DeskContext): AsyncGenerator<ExchangeRecord> {
  const proposals = (await readDesk(context)).flatMap(proposalsOf)
  let records = 0
  const counted = (record: ExchangeRecord) => {
    records += 1
    return record
  }
  const { store } = context
  yield { kind: 'instance', schema: 'suture/exchange/1' }
  for await (const row of listDossiersKept(store)) yield counted({ kind: 'dossier', ...row })
  for await (const row of listUploadsKept(store)) yield counted({ kind: 'sources', ...row })
  for (const proposal of proposals) yield counted(proposal)
  for await (const row of listReportsKept(store)) yield counted({ kind: 'document', ...row })
  for (const one of await listAcknowledgementsKept(store)) {
    const acknowledgement = JSON.parse(serializeAcknowledgement(one)) as Record<string, unknown>
    yield counted({ kind: 'acknowledgement', patch: one.patch, acknowledgement })
  }
  for (const one of await listAttestationsKept(store)) {
    yield counted({ kind: 'attestation', attestation: attestationDocument(one) })
  }
  yield { kind: 'end', records }
}

function proposalsOf({ name, chain, stale, sources, records }: ProtocolDesk): ExchangeRecord[] {
  const silent = sources.filter(({ problem }) => problem !== undefined)
  if (!chain || stale || silent.length > 0) {
    throw new IncompleteExportError('Not everything can be read now.', {
      facts: [['Protocol', name], ...silent.map((one) => [one.name, one.problem ?? ''] as const)],
      hint: 'Wait until the chain and the Safe service answer, then export again.',
      retry: true,
    })
  }
  const { safe, guardian } = chain.facts
  const states = [safe, guardian].flatMap((known) => (known?.known ? [known.value] : []))
  const all = records.flatMap(({ schedules, executions, cancellations, others }) => [
    ...schedules,
    ...executions,
    ...cancellations,
    ...others,
  ])
  const pending = all.filter(({ outcome }) => outcome.status === 'pending')
  const byHash = new Map(pending.map((proposed) => [proposed.safeTxHash, proposed]))
  return [...byHash.values()]
    .toSorted((a, b) => Number(a.transaction.nonce - b.transaction.nonce))
    .flatMap((proposed) => {
      const state = states.find((one) => one.safe.address === proposed.transaction.safe.address)
      return state ? [proposalOf(proposed, state)] : []
    })
}

function proposalOf(
  { transaction, safeTxHash, origin, confirmations }: ProposedTransaction,
  { version }: SafeState,
): ExchangeRecord {
  const { safe, target, value, data, operation, nonce } = transaction
  const { safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = transaction
  return {
    kind: 'proposal',
    safeTxHash,
    transaction: {
      chainId: safe.chainId,
      safe: safe.address,
      version,
      to: target,
      value: String(value),
      data,
      operation: operation === 'delegatecall' ? 1 : 0,
      safeTxGas: String(safeTxGas),
      baseGas: String(baseGas),
      gasPrice: String(gasPrice),
      gasToken,
      refundReceiver,
      nonce: String(nonce),
    },
    origin,
    signatures: confirmations.map(({ owner, signature }) => ({
      owner,
      signature: encodeSignatures([signature]),
    })),
  }
}
