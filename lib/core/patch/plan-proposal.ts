import type { Address, Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { buildPatch } from '@/lib/core/patch/build-patch'
import { type DraftChanges, readDraftChanges } from '@/lib/core/patch/draft-changes'
import type { DraftFacts, PendingTransaction } from '@/lib/core/patch/draft-facts'
import { type DraftNonce, readDraftNonce } from '@/lib/core/patch/draft-nonce'
import { type DraftNote, noteOfError } from '@/lib/core/patch/draft-note'
import { judgeDraftRoles, type Proposer } from '@/lib/core/patch/draft-roles'
import { type DraftSchedule, readDraftSchedule } from '@/lib/core/patch/draft-schedule'
import { type DraftUpgrade, readDraftUpgrade } from '@/lib/core/patch/draft-upgrades'
import { type DraftWords, readDraftWords } from '@/lib/core/patch/draft-words'
import type { Patch } from '@/lib/core/patch/patch'
import { chosenUpgrades, type PatchDraft } from '@/lib/core/patch/patch-draft'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { upgradeRollback } from '@/lib/core/patch/upgrade-rollback'
import {
  hashSafeTransaction,
  type SafeTransactionHashes,
} from '@/lib/core/safe/hash-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'

export type PlanProposalParameters = {
  readonly draft: PatchDraft
  readonly protocol: {
    readonly chainId: number
    readonly safe: Address
    readonly timelock: Address
  }
  /** Undefined while the chain is being asked. */
  readonly facts: DraftFacts | undefined
  readonly pending: Known<readonly PendingTransaction[]> | undefined
  readonly proposer: Proposer | undefined
}

/** Exactly what would be signed. */
export type Proposal = {
  readonly patch: Patch
  readonly operationId: Hash
  /** Seconds. */
  readonly delay: bigint
  readonly transaction: SafeTransaction
  /** The Safe's `VERSION()`. */
  readonly version: string
  readonly hashes: SafeTransactionHashes
}

export type ProposalPlan = {
  readonly upgrades: readonly DraftUpgrade[]
  readonly schedule: DraftSchedule
  readonly nonce: DraftNonce
  /** All that is to be said, in the order of the form. */
  readonly notes: readonly DraftNote[]
  /** Present as soon as everything it is made of can be read, even where notes still stand in the way. */
  readonly proposal: Proposal | undefined
}

/** Turns a draft into what would be signed, or says what is missing or wrong. Pure: the same input, the same bytes. */
export function planProposal(parameters: PlanProposalParameters): ProposalPlan {
  const { draft, protocol, facts, pending, proposer } = parameters
  const { timelock, chainId } = protocol
  const rows = chosenUpgrades(draft)
  const upgrades = rows.map((row) => readDraftUpgrade(row, { facts, timelock }))
  const schedule = readDraftSchedule(draft, facts)
  const words = readDraftWords(draft)
  const changes = readDraftChanges(draft.changes)
  const nonce = readDraftNonce({ draft, facts, pending })
  const { patch, notes } = assemble({ parameters, upgrades, schedule, words, changes })
  const proposed = patch ? propose({ parameters, patch, schedule, nonce }) : { notes: [] }
  return {
    upgrades,
    schedule,
    nonce,
    notes: [
      ...(rows.length === 0 ? [nothingChosen] : []),
      ...upgrades.flatMap((upgrade) => upgrade.notes),
      ...notes,
      ...schedule.notes,
      ...words.notes,
      ...changes.notes,
      ...nonce.notes,
      ...judgeDraftRoles({ chainId, facts, proposer }),
      ...proposed.notes,
    ],
    proposal: proposed.proposal,
  }
}

const nothingChosen: DraftNote = {
  field: 'upgrades',
  tone: 'missing',
  text: 'Choose at least one proxy.',
}

type Parts = {
  readonly parameters: PlanProposalParameters
  readonly upgrades: readonly DraftUpgrade[]
  readonly schedule: DraftSchedule
  readonly words: DraftWords
  readonly changes: DraftChanges
}

function assemble({ parameters, upgrades, schedule, words, changes }: Parts): {
  patch: Patch | undefined
  notes: readonly DraftNote[]
} {
  const { protocol, draft } = parameters
  const planned = upgrades.flatMap((upgrade) => upgrade.planned ?? [])
  const isComplete = planned.length > 0 && planned.length === upgrades.length
  if (!isComplete || !words.words || !changes.changes || schedule.predecessor === undefined) {
    return { patch: undefined, notes: [] }
  }
  try {
    const rollback = upgradeRollback(
      upgrades.flatMap(({ proxy, implementation }) =>
        proxy && implementation ? [{ proxy, nextInterface: implementation.upgradeInterface }] : [],
      ),
    )
    const patch = buildPatch({
      chainId: protocol.chainId,
      safe: protocol.safe,
      timelock: protocol.timelock,
      predecessor: schedule.predecessor,
      upgrades: planned,
      ...words.words,
      rollback,
      changes: changes.changes,
      createdAt: BigInt(draft.createdAt),
    })
    return { patch, notes: [] }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { patch: undefined, notes: [noteOfError('upgrades', error)] }
  }
}

type Proposed = { readonly proposal?: Proposal | undefined; readonly notes: readonly DraftNote[] }

function propose({
  parameters: { protocol, facts },
  patch,
  schedule: { delay },
  nonce: { nonce },
}: Pick<Parts, 'parameters' | 'schedule'> & { patch: Patch; nonce: DraftNonce }): Proposed {
  if (delay === undefined || nonce === undefined || !facts?.safe.known) return { notes: [] }
  const { version } = facts.safe.value
  const { id, ...content } = patchOperation(patch)
  const transaction = plainTransaction({
    safe: { chainId: protocol.chainId, address: protocol.safe },
    call: { target: protocol.timelock, value: 0n, data: encodeSchedule({ ...content, delay }) },
    nonce,
  })
  try {
    const hashes = hashSafeTransaction({ transaction, version })
    return {
      proposal: { patch, operationId: id, delay, transaction, version, hashes },
      notes: [],
    }
  } catch (error) {
    return { notes: [noteOfError('safe', error)] }
  }
}
