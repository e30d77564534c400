import { type Address, type Hash, isAddressEqual, zeroAddress } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import { BaseError } from '@/lib/core/error/base-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { missingUpgrades } from '@/lib/core/patch/missing-upgrades'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { readIntents } from '@/lib/core/patch/read-intents'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { isTrustedDelegatecall } from '@/lib/core/safe/is-trusted-delegatecall'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import type { OperationState } from '@/lib/core/timelock/operation'

/** Read by the signer's own browser, at one block, right before signing. What could not be read is unknown. */
export type SigningFacts = {
  readonly block: Block
  readonly chainId: Known<number>
  readonly safe: Known<Pick<SafeState, 'version' | 'owners' | 'threshold' | 'nonce'>>
  /** `domainSeparator()` and `getTransactionHash(…)` as the Safe itself answers them. */
  readonly contractDomainHash: Known<Hash>
  readonly contractSafeTxHash: Known<Hash>
  /** EXTCODEHASH of the target of the Safe transaction. */
  readonly targetCodeHash: Known<Hash>
  readonly minDelay: Known<bigint>
  readonly safeIsProposer: Known<boolean>
  readonly operationState: Known<OperationState>
  /** For each upgrade of the dossier, in its order. */
  readonly upgrades: readonly {
    readonly currentImplementation: Known<Address>
    /** The contract that the proxy takes orders from: itself, its ProxyAdmin or its beacon. */
    readonly upgradeTarget: Known<Address>
    readonly newCodeHash: Known<Hash>
  }[]
}

/**
 * One thing that must hold before anyone signs. `anchor` says what the verdict rests on: the chain as the browser
 * read it, or bytes recomputed here. Nothing the proposer wrote turns one green.
 */
export type Condition = {
  readonly id: string
  readonly title: string
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'not-applicable'
  readonly detail: string
  readonly anchor: 'chain' | 'recomputed'
}

export type SigningConditionsParameters = {
  readonly transaction: SafeTransaction
  /** The dossier the page shows, if there is one. */
  readonly patch: Patch | undefined
  /** Those that are looked after. Any contract can have a function named `schedule`, and answer as it likes. */
  readonly timelocks: readonly ChainAddress[]
  readonly facts: SigningFacts
  /** The version the hashes on the page were computed for. */
  readonly version: string
}

/**
 * All conditions of signing a Safe transaction, in a fixed order. Any `fail` or `unknown` blocks: there is no way
 * around an integrity check.
 */
export function signingConditions(parameters: SigningConditionsParameters): Condition[] {
  return [
    sameChain(parameters),
    sameHash(parameters),
    noDelegatecall(parameters),
    noGasRefund(parameters),
    nonceIsOpen(parameters),
    ...scheduleConditions(parameters),
  ]
}

/** Whether nothing stands in the way. An empty list of conditions is no permission. */
export function mayProceed(conditions: readonly Condition[]): boolean {
  return (
    conditions.length > 0 &&
    conditions.every(({ verdict }) => verdict === 'pass' || verdict === 'not-applicable')
  )
}

function judge<T>(
  fact: Known<T>,
  base: Pick<Condition, 'id' | 'title' | 'anchor'>,
  verdictOf: (value: T) => { holds: boolean; detail: string },
): Condition {
  if (!fact.known) return { ...base, verdict: 'unknown', detail: fact.reason }
  const { holds, detail } = verdictOf(fact.value)
  return { ...base, verdict: holds ? 'pass' : 'fail', detail }
}

function sameChain({ transaction, facts }: SigningConditionsParameters): Condition {
  const base = {
    id: 'chain',
    title: 'The node serves the chain of the Safe',
    anchor: 'chain',
  } as const
  return judge(facts.chainId, base, (chainId) => ({
    holds: chainId === transaction.safe.chainId,
    detail: `Safe on ${transaction.safe.chainId}, node on ${chainId}`,
  }))
}

function sameHash({ transaction, version, facts }: SigningConditionsParameters): Condition {
  const base = {
    id: 'safe-tx-hash',
    title: 'safeTxHash computed here equals the Safe’s own',
    anchor: 'chain',
  } as const
  const computed = hashHere(transaction, version)
  if ('problem' in computed) return { ...base, verdict: 'unknown', detail: computed.problem }
  if (!facts.contractDomainHash.known) {
    return { ...base, verdict: 'unknown', detail: facts.contractDomainHash.reason }
  }
  if (facts.contractDomainHash.value !== computed.domainHash) {
    return { ...base, verdict: 'fail', detail: 'The Safe names another domain hash.' }
  }
  return judge(facts.contractSafeTxHash, base, (hash) => ({
    holds: hash === computed.safeTxHash,
    detail: hash === computed.safeTxHash ? computed.safeTxHash : `The Safe answers ${hash}`,
  }))
}

/** A transaction that no Safe of this version could hash has no hash to compare. */
function hashHere(transaction: SafeTransaction, version: string) {
  try {
    return hashSafeTransaction({ transaction, version })
  } catch (error) {
    const problem = error instanceof BaseError ? error.shortMessage : 'It cannot be hashed.'
    return { problem }
  }
}

function noDelegatecall({ transaction, facts }: SigningConditionsParameters): Condition {
  const base = {
    id: 'delegatecall',
    title: 'No foreign code runs as the Safe',
    anchor: 'chain',
  } as const
  if (transaction.operation === 'call') {
    return { ...base, anchor: 'recomputed', verdict: 'pass', detail: 'operation 0, a plain call' }
  }
  return judge(facts.targetCodeHash, base, (codeHash) => {
    const holds = isTrustedDelegatecall({
      to: transaction.target,
      codeHash,
      data: transaction.data,
    })
    return {
      holds,
      detail: holds
        ? 'delegatecall to an allow-listed MultiSend, by address and code hash'
        : `delegatecall to ${transaction.target}, which is not an allow-listed MultiSend. It could replace the Safe’s own code, as at Bybit.`,
    }
  })
}

function noGasRefund({ transaction }: SigningConditionsParameters): Condition {
  const { gasPrice, baseGas, safeTxGas, gasToken, refundReceiver } = transaction
  const clean =
    gasPrice === 0n &&
    baseGas === 0n &&
    safeTxGas === 0n &&
    isAddressEqual(gasToken, zeroAddress) &&
    isAddressEqual(refundReceiver, zeroAddress)
  return {
    id: 'refund',
    title: 'Nobody is paid a gas refund from the Safe',
    anchor: 'recomputed',
    verdict: clean ? 'pass' : 'fail',
    detail: clean
      ? 'gas fields are all zero'
      : 'A gas field is not zero. It can pay whoever executes, in any token, from the Safe.',
  }
}

function nonceIsOpen({ transaction, facts }: SigningConditionsParameters): Condition {
  const base = { id: 'nonce', title: 'The nonce can still be executed', anchor: 'chain' } as const
  return judge(facts.safe, base, ({ nonce }) => ({
    holds: transaction.nonce >= nonce,
    detail:
      transaction.nonce < nonce
        ? `Nonce ${transaction.nonce} was used; the Safe is at ${nonce}. This transaction can never execute.`
        : transaction.nonce === nonce
          ? `nonce ${nonce} is next`
          : `nonce ${transaction.nonce}, after ${transaction.nonce - nonce} other${transaction.nonce - nonce === 1n ? '' : 's'}`,
  }))
}

/** What is asked of a transaction that schedules an operation; of others it does not apply, and says so. */
function scheduleConditions({
  transaction,
  patch,
  timelocks,
  facts,
}: SigningConditionsParameters): Condition[] {
  const isTimelock = timelocks.some(
    ({ chainId, address }) =>
      chainId === transaction.safe.chainId && isAddressEqual(address, transaction.target),
  )
  const call = isTimelock ? decodeTimelockCall(transaction.data) : undefined
  const scheduled = call?.kind === 'schedule' ? call : undefined
  const conditions: Condition[] = [sameDossier({ patch, transaction, timelocks })]
  if (!scheduled) return conditions
  conditions.push(
    judge(
      facts.minDelay,
      { id: 'delay', title: 'The delay is at least the timelock’s minimum', anchor: 'chain' },
      (minDelay) => ({
        holds: scheduled.delay >= minDelay,
        detail: `${tellSeconds(scheduled.delay)}, minimum ${tellSeconds(minDelay)}`,
      }),
    ),
    judge(
      facts.safeIsProposer,
      { id: 'proposer', title: 'The Safe is a proposer of the timelock', anchor: 'chain' },
      (holds) => ({
        holds,
        detail: holds
          ? 'holds PROPOSER_ROLE'
          : 'The timelock would refuse: this Safe does not hold PROPOSER_ROLE.',
      }),
    ),
    judge(
      facts.operationState,
      { id: 'fresh', title: 'The operation was not scheduled before', anchor: 'chain' },
      (state) => ({
        holds: state === 'unset',
        detail: state === 'unset' ? 'the timelock does not know the id' : `It is already ${state}.`,
      }),
    ),
  )
  return patch
    ? [...conditions, declaredUpgradesAreMade(patch, facts), ...upgradeConditions(patch, facts)]
    : conditions
}

/**
 * Beside a dossier only its own operation may be signed for, by one plain call. A batch that schedules it along with
 * something else is refused: what it does besides would be signed under the dossier's title.
 */
function sameDossier({
  patch,
  transaction,
  timelocks,
}: Pick<SigningConditionsParameters, 'patch' | 'transaction' | 'timelocks'>): Condition {
  const base = {
    id: 'dossier',
    title: 'The signed bytes are those of the dossier',
    anchor: 'recomputed',
  } as const
  if (!patch) {
    return {
      ...base,
      verdict: 'not-applicable',
      detail: 'No dossier is known; what you see is decoded from the signed bytes alone.',
    }
  }
  const other = {
    ...base,
    verdict: 'fail',
    detail: 'The transaction does something else than the dossier describes.',
  } as const
  if (!isItsOwnDigest(patch)) {
    return { ...other, detail: 'The digest is not the one of this dossier.' }
  }
  const [intent, more] = readIntents({
    transaction,
    timelocks: timelocks.filter(
      ({ chainId, address }) =>
        chainId === patch.chainId && isAddressEqual(address, patch.timelock),
    ),
  })
  const isPlain = transaction.operation === 'call' && transaction.value === 0n
  if (!intent || more || !isPlain || transaction.safe.chainId !== patch.chainId) return other
  switch (intent.kind) {
    case 'schedule': {
      const isSame = intent.operationId === patchOperation(patch).id
      return isSame && isAddressEqual(transaction.safe.address, patch.safe)
        ? {
            ...base,
            verdict: 'pass',
            detail: 'digest and operation id recomputed here; the salt is the digest',
          }
        : other
    }
    case 'cancel':
    case 'execute':
      // A guardian, too, may cancel or execute it.
      return intent.operationId === patchOperation(patch).id
        ? {
            ...base,
            verdict: 'not-applicable',
            detail: `This transaction would ${intent.kind} the dossier’s operation, not schedule it.`,
          }
        : other
    case 'rejection':
      return {
        ...base,
        verdict: 'not-applicable',
        detail: 'This transaction does nothing but use up its nonce.',
      }
    case 'other':
      return other
  }
}

/** Hashed again: whoever handed over the dossier may have handed over a digest that is not its own. */
function isItsOwnDigest(patch: Patch): boolean {
  try {
    return hashPatch(patch).digest === patch.digest
  } catch {
    // What cannot be read back has no digest.
    return false
  }
}

function declaredUpgradesAreMade(patch: Patch, { upgrades }: SigningFacts): Condition {
  const base = {
    id: 'upgrades',
    title: 'The calls make every upgrade the dossier declares',
    anchor: 'chain',
  } as const
  const missing = missingUpgrades(patch, upgrades)
  if (missing.length > 0) {
    const proxies = missing.map(({ proxy }) => proxy.address).join(', ')
    return { ...base, verdict: 'fail', detail: `No call upgrades ${proxies} as declared.` }
  }
  const unread = patch.upgrades.findIndex((_, i) => !upgrades[i]?.upgradeTarget.known)
  if (unread >= 0) {
    const target = upgrades[unread]?.upgradeTarget
    return {
      ...base,
      verdict: 'unknown',
      detail: target?.known === false ? target.reason : notRead,
    }
  }
  const { length } = patch.upgrades
  return { ...base, verdict: 'pass', detail: `${length} of ${length}` }
}

const notRead = 'was not read'

function upgradeConditions(patch: Patch, facts: SigningFacts): Condition[] {
  return patch.upgrades.flatMap((upgrade, i): Condition[] => {
    const found = facts.upgrades[i]
    const missing = { known: false, reason: notRead } as const
    return [
      judge(
        found?.currentImplementation ?? missing,
        {
          id: `from-${i}`,
          title: `Proxy ${upgrade.proxy.address} still has the code it is patched from`,
          anchor: 'chain',
        },
        (current) => ({
          holds: isAddressEqual(current, upgrade.from.address),
          detail: isAddressEqual(current, upgrade.from.address)
            ? current
            : `It now runs ${current}; the dossier was made for ${upgrade.from.address}.`,
        }),
      ),
      judge(
        found?.newCodeHash ?? missing,
        {
          id: `code-${i}`,
          title: `Code of ${upgrade.to.address} is the code of the dossier`,
          anchor: 'chain',
        },
        (codeHash) => ({
          holds: codeHash === upgrade.to.codeHash,
          detail:
            codeHash === upgrade.to.codeHash
              ? `code hash ${codeHash}`
              : `Code hash is ${codeHash}, the dossier commits to ${upgrade.to.codeHash}.`,
        }),
      ),
    ]
  })
}
