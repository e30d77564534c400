import { type Hash, type Hex, keccak256, stringToBytes } from 'viem'
import { verifyAttestation } from '@/lib/actions/attestations/verify-attestation'
import { type ExchangeRecord, exchangeRecord } from '@/lib/core/api/exchange-record'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import { parseSimulation } from '@/lib/core/report/parse-simulation'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import { parseAttestation } from '@/lib/core/signing/attestation-document'
import { parseAcknowledgement } from '@/lib/core/signing/parse-acknowledgement'
import { recoverAcknowledgement } from '@/lib/core/signing/recover-acknowledgement'
import { hashSerializedBundle } from '@/lib/core/source/hash-source-bundle'

/** A record is not what it says. */
export class FalseRecordError extends BaseError {
  override readonly name = 'FalseRecordError'
}

const parsers = { report: parseReport, simulation: parseSimulation, replay: parseReplayReport }

/**
 * Reads a line of an export and proves it: by its hash, or by recovering whose signature it is. What only a chain can tell,
 * such as who owns a Safe now, the instance that takes it in asks.
 *
 * @throws FalseRecordError, and what the parsers of its content throw.
 */
export async function verifyRecord(line: string): Promise<ExchangeRecord> {
  const parsed = exchangeRecord.safeParse(readJson(line))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new FalseRecordError('That is no record of an export.', {
      facts: [[issue?.path.join('.') || 'record', issue?.message ?? '']],
      hint: 'Export it again, with this version of Suture.',
    })
  }
  await prove(parsed.data)
  return parsed.data
}

async function prove(record: ExchangeRecord): Promise<void> {
  switch (record.kind) {
    case 'dossier':
      return assertHash(record.digest, hashPatch(parseDossier(record.json)).digest)
    case 'sources':
      return assertHash(record.hash, hashSerializedBundle(record.json))
    case 'document':
      parsers[documentKind(record.json)](record.json)
      return assertHash(record.hash, keccak256(stringToBytes(record.json)))
    case 'proposal':
      return await proveProposal(record)
    case 'acknowledgement': {
      const { patch, acknowledgement } = record
      const json = JSON.stringify(acknowledgement)
      await recoverAcknowledgement(parseAcknowledgement({ json, patch: patch as Hash }))
      return
    }
    case 'attestation':
      // That of a contract is for the instance to ask about.
      await verifyAttestation(parseAttestation(JSON.stringify(record.attestation)), undefined)
      return
    default:
      return
  }
}

async function proveProposal(record: Extract<ExchangeRecord, { kind: 'proposal' }>): Promise<void> {
  const { transaction, version } = parseSafeTransaction(record.transaction)
  const { safeTxHash } = hashSafeTransaction({ transaction, version: version ?? '' })
  assertHash(record.safeTxHash, safeTxHash)
  for (const { owner, signature } of record.signatures) {
    const parsed = await parseSignatures({ signatures: signature as Hex, safeTxHash })
    const [one] = parsed
    if (parsed.length === 1 && one && one.signer === owner) continue
    throw new FalseRecordError('A signature is not of the owner that it is said to be.', {
      facts: [
        ['safeTxHash', safeTxHash],
        ['Said to be of', owner],
        ['Signed by', one?.signer ?? 'nobody'],
      ],
      hint: 'It was changed on its way. Do not use it.',
    })
  }
}

function assertHash(said: string, made: string): void {
  if (said === made) return
  throw new FalseRecordError('A record is not what its hash says.', {
    facts: [
      ['Says', said],
      ['Its content makes', made],
    ],
    hint: 'It was changed on its way. Do not use it.',
  })
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new FalseRecordError('A line is no JSON.', {
      facts: [['Line', visibleText(line, { maxLength: 80 })]],
      hint: 'Take the file as it was exported.',
    })
  }
}
