import type { Known } from '@/lib/core/chain/snapshot'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CheckFact, CheckFacts, PatchFactValues } from '@/lib/core/check/check-facts'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import type { Patch } from '@/lib/core/patch/patch'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import { readExpectations } from '@/lib/core/simulation/read-expectations'
import type { ReviewedOperation, ReviewedProtocol, ReviewInput } from './review-input'

/** The facts of a patch that follow from what is reviewed and from what was read of its protocol. */
export function inputFacts(
  { chainId, protocol, operation, patch }: ReviewInput,
  { facts, operations }: ProtocolChain,
): CheckFacts {
  return {
    'chain id': { known: true, value: chainId, anchor: 'chain' },
    operation: operationFact(operation),
    'operation delay': delayFact(operation),
    'pending operations': chainFact(pendingOf(operations)),
    safe: chainFact(facts.safe),
    timelock: chainFact(facts.timelock),
    'pinned code hashes': pinnedOf(patch),
    audits: auditsFact(protocol, patch),
    registry: registryFact(protocol),
    'declared writes': declaredWritesFact(protocol),
  }
}

function chainFact<T>(fact: Known<T>): CheckFact<T> {
  return fact.known ? { ...fact, anchor: 'chain' } : fact
}

const noOperation = { known: false, reason: 'no operation of a timelock is known' } as const

function operationFact(
  operation: ReviewedOperation | undefined,
): NonNullable<CheckFacts['operation']> {
  if (!operation) return noOperation
  const { id, content } = operation
  return { known: true, value: { id, content }, anchor: 'recomputed' }
}

function delayFact(
  operation: ReviewedOperation | undefined,
): NonNullable<CheckFacts['operation delay']> {
  if (!operation) return noOperation
  const { delay } = operation
  return delay === undefined
    ? { known: false, reason: 'nobody has chosen its delay yet' }
    : { known: true, value: delay, anchor: 'recomputed' }
}

/** One whose state or calls are not known may be pending too, so then nothing is said of any. */
function pendingOf(
  operations: readonly LiveOperation[],
): Known<PatchFactValues['pending operations']> {
  const unread = operations.find(({ state }) => !state.known)
  if (unread) return { known: false, reason: `the state of ${unread.operation.id} is not known` }
  const pending = operations.filter(
    ({ state }) => state.known && (state.value === 'waiting' || state.value === 'ready'),
  )
  return {
    known: true,
    value: pending.map(({ operation: { id, calls, predecessor } }) => ({
      id,
      content: { calls, predecessor },
    })),
  }
}

/** Written by whoever runs this instance. */
function registryFact({ name, proxies }: ReviewedProtocol): NonNullable<CheckFacts['registry']> {
  if (name === undefined) return { known: false, reason: 'no protocol is configured' }
  const named = proxies.map((proxy) => [proxy.address.toLowerCase(), proxy.name] as const)
  return { known: true, value: new Map(named), anchor: 'third-party' }
}

/** Like audits it counts only as whoever runs this instance has written it. */
function declaredWritesFact({
  name,
  proxies,
  expects,
}: ReviewedProtocol): NonNullable<CheckFacts['declared writes']> {
  if (name === undefined) return { known: false, reason: 'no protocol is configured' }
  const { writes } = readExpectations(expects ?? {}, proxies).value
  return { known: true, value: writes, anchor: 'third-party' }
}

/** Documents of a dossier that are named where nobody else names an audit. */
const mostDocuments = 3

/** Written by whoever runs this instance. What a dossier calls an audit its proposer says, so it is only told. */
function auditsFact(
  { name, audits = [] }: ReviewedProtocol,
  patch: Patch | undefined,
): NonNullable<CheckFacts['audits']> {
  if (name !== undefined && audits.length > 0) {
    return { known: true, value: audits, anchor: 'third-party' }
  }
  const documents = (patch?.evidence ?? []).slice(0, mostDocuments)
  const said = documents.map(({ label, url }) =>
    visibleText(`${label} (${url})`, { maxLength: 300 }),
  )
  const reason = 'nobody named an audit in the configuration'
  return {
    known: false,
    reason: said.length > 0 ? `${reason}; the proposer names ${said.join(', ')}` : reason,
  }
}

/** The operation id commits to the dossier, so what it pins is more than its proposer's word. */
function pinnedOf(patch: Patch | undefined): NonNullable<CheckFacts['pinned code hashes']> {
  if (!patch) return { known: false, reason: 'there is no dossier' }
  const pinned = patch.upgrades.map(({ to }) => [to.address.toLowerCase(), to.codeHash] as const)
  return { known: true, value: new Map(pinned), anchor: 'recomputed' }
}
