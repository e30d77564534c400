import { type Address, type Hash, isAddressEqual } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Known } from '@/lib/core/chain/snapshot'
import { isSameCalls } from '@/lib/core/patch/is-same-calls'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { readBatch } from '@/lib/core/patch/read-batch'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

/** `todo`: it has not happened. `unknown`: it has, or should have, and was not seen. */
export type CustodyVerdict = 'pass' | 'fail' | 'unknown' | 'todo'

/** The code that an upgrade brings in, as it stood at one step. */
export type CustodyCode = {
  readonly address: Address
  readonly codeHash: Known<Hash>
  readonly verdict: CustodyVerdict
}

/** One hand through which the operation went. */
export type CustodyStep = {
  readonly name:
    | 'dossier'
    | 'schedule-signed'
    | 'scheduled'
    | 'cancel-signed'
    | 'cancelled'
    | 'execute-signed'
    | 'executed'
    | 'stray'
  readonly verdict: CustodyVerdict
  /** Why, in a sentence. */
  readonly detail: string
  /** The id that the bytes of this very step hash to, computed here. */
  readonly operationId: Hash | undefined
  readonly transaction: ProposedTransaction | undefined
  readonly at: LogPosition | undefined
  readonly codes: readonly CustodyCode[]
}

export type ChainOfCustodyParameters = {
  readonly record: Pick<
    PatchRecord,
    'patch' | 'live' | 'operationId' | 'schedules' | 'executions' | 'cancellations'
  >
  /** Everything proposed that is known of: what uses the dossier's digest for other bytes is among it, if anything is. */
  readonly transactions: readonly ProposedTransaction[]
  /** The code hash at an address after a block; undefined: now. */
  readonly codeAt: (address: Address, blockNumber: bigint | undefined) => Known<Hash>
}

type Bytes = Pick<OperationContent, 'calls' | 'predecessor' | 'salt'> & { readonly id: Hash }

/**
 * The hands through which an operation goes, from the dossier to its execution, each held against the first: the same calls byte by
 * byte, the same predecessor and salt, and the code that upgrades bring in. Nothing is taken from a step's name for itself.
 */
export function chainOfCustody(parameters: ChainOfCustodyParameters): CustodyStep[] {
  const { record, transactions } = parameters
  const { patch, live, schedules, executions, cancellations } = record
  const reference = referenceOf(record)
  if (!reference) return []
  const signed = (name: CustodyStep['name'], list: readonly ProposedTransaction[]) =>
    list.map((transaction) => signedStep({ name, transaction, reference, parameters }))
  const last = live?.operation.instances.at(-1)
  return [
    ...(patch ? [dossierStep(reference, parameters)] : []),
    ...signed('schedule-signed', schedules),
    ...(live && schedules.every(({ outcome }) => outcome.status !== 'executed')
      ? [unseen('schedule-signed', 'Scheduled by a transaction that is not known here.')]
      : []),
    scheduledStep(reference, parameters),
    ...signed('cancel-signed', cancellations),
    ...(live?.operation.instances ?? []).flatMap(({ cancelled }) =>
      cancelled ? [happened('cancelled', cancelled, reference, parameters)] : [],
    ),
    ...signed('execute-signed', executions),
    ...(last?.executed
      ? [happened('executed', last.executed, reference, parameters)]
      : last?.cancelled
        ? []
        : [todo('executed', 'Not executed yet.')]),
    ...strays(record, transactions).map((transaction) => ({
      ...blankStep('stray'),
      verdict: 'fail' as const,
      detail: 'Uses the digest of this dossier as its salt for other bytes.',
      transaction,
    })),
  ]
}

/** Whether the chain is unbroken as far as it goes: what is yet to come does not count. */
export function custodyVerdict(steps: readonly CustodyStep[]): CustodyVerdict {
  const all = steps.flatMap(({ verdict, codes }) => [verdict, ...codes.map((code) => code.verdict)])
  if (all.includes('fail')) return 'fail'
  return all.includes('unknown') ? 'unknown' : 'pass'
}

/** What all is held against: the dossier, else what the chain has, else the first that would schedule it. */
function referenceOf({
  patch,
  live,
  schedules,
  operationId,
}: ChainOfCustodyParameters['record']): Bytes | undefined {
  if (patch) return patchOperation(patch)
  if (live && live.operation.calls.length > 0) {
    const { calls, predecessor, salt, id } = live.operation
    if (salt !== 'unknown') return { calls, predecessor, salt, id }
  }
  return schedules.map((each) => bytesOf(each, operationId)).find((each) => each !== undefined)
}

/** The content of the call to the timelock that is about this operation; a batch may hold several. */
function bytesOf({ transaction }: ProposedTransaction, id: Hash | undefined): Bytes | undefined {
  for (const { data } of readBatch(transaction) ?? [transaction]) {
    const call = decodeTimelockCall(data)
    if (call && call.kind !== 'cancel' && call.id === id) return { ...call.content, id: call.id }
  }
  return undefined
}

function dossierStep(reference: Bytes, { record }: ChainOfCustodyParameters): CustodyStep {
  const upgrades = record.patch?.upgrades ?? []
  const isOne = reference.id === record.operationId
  return {
    ...blankStep('dossier'),
    verdict: isOne ? 'pass' : 'fail',
    detail: isOne
      ? 'All below is compared with it; its digest is the salt.'
      : 'The dossier makes another operation than the one it stands with.',
    operationId: reference.id,
    codes: upgrades.map(({ to }) => ({
      address: to.address,
      codeHash: { known: true, value: to.codeHash },
      verdict: 'pass',
    })),
  }
}

function signedStep(step: {
  name: CustodyStep['name']
  transaction: ProposedTransaction
  reference: Bytes
  parameters: ChainOfCustodyParameters
}): CustodyStep {
  const { name, transaction, reference, parameters } = step
  const { outcome } = transaction
  const base = { ...blankStep(name), transaction }
  const codes = outcome.status === 'executed' ? codesAt(parameters, outcome.blockNumber) : []
  if (name === 'cancel-signed') {
    const isNamed = (readBatch(transaction.transaction) ?? [transaction.transaction]).some(
      ({ data }) => {
        const call = decodeTimelockCall(data)
        return call?.kind === 'cancel' && call.id === reference.id
      },
    )
    return isNamed
      ? {
          ...base,
          verdict: 'pass',
          detail: 'Names the operation by its id.',
          operationId: reference.id,
        }
      : { ...base, verdict: 'fail', detail: 'Names another operation.' }
  }
  const bytes = bytesOf(transaction, reference.id)
  const verdict = bytes && isSameBytes(bytes, reference) ? 'pass' : 'fail'
  return {
    ...base,
    verdict,
    detail: verdict === 'pass' ? 'The same bytes.' : 'Other bytes than those before.',
    operationId: bytes?.id,
    codes,
  }
}

function scheduledStep(reference: Bytes, parameters: ChainOfCustodyParameters): CustodyStep {
  const { live } = parameters.record
  const at = live?.operation.instances.at(-1)?.scheduled
  if (!live || !at) return todo('scheduled', 'Not scheduled yet.')
  const { calls, missingCalls = 0, predecessor, salt, id } = live.operation
  const base = { ...blankStep('scheduled'), at, codes: codesAt(parameters, at.blockNumber) }
  if (missingCalls > 0 || salt === 'unknown') {
    const detail =
      missingCalls > 0
        ? 'Not every event of the scheduling was delivered.'
        : 'The salt it was scheduled with is not known.'
    return { ...base, verdict: 'unknown', detail, operationId: undefined }
  }
  const bytes = { calls, predecessor, salt, id }
  const isOne = isSameBytes(bytes, reference) && recomputes(live.operation)
  return {
    ...base,
    verdict: isOne ? 'pass' : 'fail',
    detail: isOne
      ? 'The same bytes, as the timelock’s events tell.'
      : 'The events tell other bytes.',
    operationId: id,
  }
}

function recomputes({
  kind,
  calls,
  predecessor,
  salt,
  id,
}: NonNullable<PatchRecord['live']>['operation']): boolean {
  if (kind === 'unknown' || salt === 'unknown') return false
  return hashOperation({ kind, calls, predecessor, salt }) === id
}

/** The timelock hashes what it is given and goes by the id: under the same id nothing else can be cancelled or executed. */
function happened(
  name: 'cancelled' | 'executed',
  at: LogPosition,
  reference: Bytes,
  parameters: ChainOfCustodyParameters,
): CustodyStep {
  const isOne = parameters.record.live?.operation.id === reference.id
  return {
    ...blankStep(name),
    at,
    verdict: isOne ? 'pass' : 'fail',
    detail: isOne
      ? 'Under the same id, which the timelock computes from the bytes it is given.'
      : 'Under another id.',
    operationId: parameters.record.live?.operation.id,
    codes: name === 'executed' ? codesAt(parameters, at.blockNumber) : [],
  }
}

function codesAt({ record, codeAt }: ChainOfCustodyParameters, blockNumber: bigint): CustodyCode[] {
  return (record.patch?.upgrades ?? []).map(({ to }) => {
    const codeHash = codeAt(to.address, blockNumber)
    const verdict = !codeHash.known
      ? 'unknown'
      : codeHash.value.toLowerCase() === to.codeHash.toLowerCase()
        ? 'pass'
        : 'fail'
    return { address: to.address, codeHash, verdict }
  })
}

/** Under the dossier's digest, but not its operation: whoever signs it by the salt signs something else. */
function strays(
  { patch, operationId }: ChainOfCustodyParameters['record'],
  transactions: readonly ProposedTransaction[],
): ProposedTransaction[] {
  if (!patch) return []
  return transactions.filter(({ transaction, outcome }) => {
    if (outcome.status === 'replaced') return false
    return (readBatch(transaction) ?? [transaction]).some(({ target, data }) => {
      const call = decodeTimelockCall(data)
      if (!call || call.kind === 'cancel' || !isAddressEqual(target, patch.timelock)) return false
      return call.content.salt === patch.digest && call.id !== operationId
    })
  })
}

function isSameBytes(a: Bytes, b: Bytes): boolean {
  return (
    a.id === b.id &&
    a.predecessor === b.predecessor &&
    a.salt === b.salt &&
    isSameCalls(a.calls, b.calls)
  )
}

/** A step of which only the name is known. */
export function blankStep(name: CustodyStep['name']): Omit<CustodyStep, 'verdict' | 'detail'> {
  return { name, operationId: undefined, transaction: undefined, at: undefined, codes: [] }
}

const todo = (name: CustodyStep['name'], detail: string): CustodyStep => ({
  ...blankStep(name),
  verdict: 'todo',
  detail,
})

const unseen = (name: CustodyStep['name'], detail: string): CustodyStep => ({
  ...blankStep(name),
  verdict: 'unknown',
  detail,
})
