import { isAddressEqual, zeroHash } from 'viem'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { Operation } from '@/lib/core/timelock/operation'
import { judgeLookAlikes } from './check-addresses'
import { checkChain } from './check-chain'
import { checkQuorum, readingsOf, type Witness } from './check-quorum'
import { checkDeclaredUpgrades, checkUpgradeCodes } from './check-upgrades'
import { decisiveOperationFacts } from './decisive-facts'
import { digestOf } from './digest-of'
import { type KnownContracts, namedOn } from './known-contracts'
import { compared, judgeFact, type LedgerEntry } from './ledger-entry'
import type { OperationFacts } from './operation-facts'
import type { ReviewedCodeHash } from './reviewed-code-hash'

export type OperationLedgerParameters = {
  readonly operation: Operation
  /** The dossier the page shows, if there is one. */
  readonly patch: Patch | undefined
  readonly known: KnownContracts
  readonly facts: {
    readonly node: string
    readonly chain: OperationFacts
    readonly witnesses: readonly Witness<OperationFacts>[]
  }
  readonly walletChainId: number | undefined
  /** The new codes, as the last review has seen them; undefined where there is no review. */
  readonly reviewed: readonly ReviewedCodeHash[] | undefined
  /** What the server found: integrity checks that fail now, and drift. */
  readonly reasons: readonly string[]
}

/** The ledger of an operation before it is executed, in a fixed order: as strict as before it was signed for. */
export function operationLedger(parameters: OperationLedgerParameters): LedgerEntry[] {
  const { operation, patch, known, facts, walletChainId, reviewed } = parameters
  const { node, chain, witnesses } = facts
  const { timelock, calls } = operation
  return [
    checkChain(timelock.chainId, chain, walletChainId),
    checkTimelock(parameters),
    checkOperationId(parameters),
    checkItsDossier(parameters),
    judgeLookAlikes({
      names: namedOn(known, timelock.chainId),
      addresses: calls.map(({ target }) => target),
      data: calls.map(({ data }) => data),
    }),
    ...checkTurn(parameters),
    ...(patch
      ? [
          checkDeclaredUpgrades(patch, chain.upgrades),
          ...checkUpgradeCodes(patch, chain.upgrades, reviewed ?? []),
        ]
      : []),
    checkQuorum(node, ...readingsOf(chain, witnesses, decisiveOperationFacts)),
    checkFindings(parameters),
  ]
}

function checkTimelock({ operation, known }: OperationLedgerParameters): LedgerEntry {
  const { chainId, address } = operation.timelock
  const isKnown = known.timelocks.some(
    (each) => each.chainId === chainId && isAddressEqual(each.address, address),
  )
  return {
    id: 'timelock',
    title: 'The timelock is one that is configured here',
    anchor: 'recomputed',
    verdict: isKnown ? 'pass' : 'fail',
    detail: isKnown ? address : `${address} is not configured.`,
  }
}

function checkOperationId({ operation, facts }: OperationLedgerParameters): LedgerEntry {
  const head = {
    id: 'operation-id',
    title: 'Operation id computed here equals the timelock’s own',
    anchor: 'chain',
  } as const
  const { kind, salt, calls, predecessor, id } = operation
  if (kind === 'unknown' || salt === 'unknown') {
    return { ...head, verdict: 'unknown', detail: 'Its salt is unknown.' }
  }
  const here = hashOperation({ kind, calls, predecessor, salt })
  if (here !== id) {
    const detail = 'The calls on this page hash to another id than the operation’s.'
    return { ...head, anchor: 'recomputed', verdict: 'fail', detail, expected: id, found: here }
  }
  return judgeFact(facts.chain.contractOperationId, head, (found) =>
    compared(id, found, {
      same: 'Recomputed from the calls on this page, and asked of the timelock.',
      differs: 'The timelock computes another id from these calls.',
    }),
  )
}

function checkItsDossier({ operation, patch }: OperationLedgerParameters): LedgerEntry {
  const head = {
    id: 'dossier',
    title: 'The operation is that of the dossier',
    anchor: 'recomputed',
  } as const
  if (!patch) {
    const detail = 'No dossier is known; what you see is decoded from the scheduled bytes alone.'
    return { ...head, verdict: 'not-applicable', detail }
  }
  const digest = digestOf(patch)
  const isAt =
    patch.chainId === operation.timelock.chainId &&
    isAddressEqual(patch.timelock, operation.timelock.address)
  if (digest !== patch.digest || !isAt) {
    const detail = 'The digest is not the one of this dossier, or the dossier is for elsewhere.'
    return { ...head, verdict: 'fail', detail, expected: digest, found: patch.digest }
  }
  return {
    ...head,
    ...compared(patchOperation(patch).id, operation.id, {
      same: 'Digest and operation id recomputed here; the salt is the digest.',
      differs: 'The operation does something else than the dossier describes.',
    }),
  }
}

/** The timelock would execute it now, and for this account. */
function checkTurn({ operation, facts: { chain } }: OperationLedgerParameters): LedgerEntry[] {
  const ready = { id: 'ready', title: 'The operation is ready', anchor: 'chain' } as const
  const before = { id: 'predecessor', title: 'Its predecessor is done', anchor: 'chain' } as const
  const executor = { id: 'executor', title: 'Your account may execute', anchor: 'chain' } as const
  return [
    judgeFact(chain.state, ready, (state) => ({
      verdict: state === 'ready' ? 'pass' : 'fail',
      detail: `It is ${state}.`,
    })),
    operation.predecessor === zeroHash
      ? { ...before, verdict: 'not-applicable', detail: 'It has none.' }
      : judgeFact(chain.predecessorState, before, (state) => ({
          verdict: state === 'done' ? 'pass' : 'fail',
          detail: `${operation.predecessor} is ${state}.`,
        })),
    judgeFact(chain.mayExecute, executor, (holds) => ({
      verdict: holds ? 'pass' : 'fail',
      detail: holds ? 'holds EXECUTOR_ROLE, or everybody does' : 'does not hold EXECUTOR_ROLE',
    })),
  ]
}

/** What was signed for was reviewed then; what fails now, or has drifted, stops it (ADR 17, 21). */
function checkFindings({ reviewed, reasons }: OperationLedgerParameters): LedgerEntry {
  const head = {
    id: 'review-integrity',
    title: 'What has to be equal was found equal',
    anchor: 'service',
  } as const
  if (reasons.length > 0) return { ...head, verdict: 'fail', detail: reasons.join(' ') }
  if (!reviewed) {
    return { ...head, verdict: 'unknown', detail: 'There is no review of it yet.', isTold: true }
  }
  return {
    ...head,
    verdict: 'pass',
    detail: 'No integrity check of weight fails, nothing drifted.',
  }
}
