import { type Hash, zeroAddress, zeroHash } from 'viem'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { Call } from '@/lib/core/chain/call'
import { addressOf, chainId, hashOf, known, protocol } from '@/lib/core/patch/__fixtures__/draft'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import type { Dossier, Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { ProposedTransaction, TransactionOutcome } from '@/lib/core/safe/proposed-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { trustedMultiSends } from '@/lib/core/safe/trusted-multi-sends'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import type { OperationState } from '@/lib/core/timelock/operation'

export const safe = { chainId, address: protocol.safe }
export const timelock = { chainId, address: protocol.timelock }
/** Of another protocol of the same Safe. */
export const otherTimelock = { chainId, address: addressOf('other timelock') }
export const delay = 172_800n
export const now = 1_700_000_000n

/** A real patch with its real digest: one UUPS proxy named after it is upgraded. */
export function patchOf(name: string, change: Partial<Dossier> = {}): Patch {
  const proxy = { address: addressOf(name), kind: 'uups' } as const
  const to = { address: addressOf(`${name} 2`), codeHash: hashOf(`${name} 2`) }
  return hashPatch({
    schema: 'suture/patch/1',
    chainId,
    safe: safe.address,
    timelock: timelock.address,
    predecessor: zeroHash,
    calls: [
      encodeUpgrade({
        proxy: { ...proxy, upgradeTarget: proxy.address, upgradeInterface: '5.0.0' },
        to: to.address,
      }),
    ],
    upgrades: [
      { proxy, from: { address: addressOf(`${name} 1`), codeHash: hashOf(`${name} 1`) }, to },
    ],
    title: name,
    description: '',
    severity: 'high',
    evidence: [],
    createdAt: now,
    ...change,
  })
}

export const scheduleOf = (patch: Patch, at = timelock): Call => ({
  target: at.address,
  value: 0n,
  data: encodeSchedule({ ...patchOperation(patch), delay }),
})
export const executeOf = (patch: Patch, at = timelock): Call => ({
  target: at.address,
  value: 0n,
  data: encodeExecute(patchOperation(patch)),
})
export const cancelOf = (id: Hash, at = timelock): Call => ({
  target: at.address,
  value: 0n,
  data: encodeCancel({ id }),
})
export const payment: Call = { target: addressOf('auditor'), value: 1n, data: '0x' }

/** A published MultiSend, and what a delegatecall to it needs. */
export function multiSendOf(version: '1.4.1' | '1.5.0', name = 'MultiSendCallOnly') {
  const found = trustedMultiSends.find(
    (each) =>
      each.version === version && each.name === name && each.deployment === 'canonical',
  )
  if (!found) throw new Error(`no ${name} ${version}`)
  return found
}

export const transactionOf = (call: Call, nonce = 7n): SafeTransaction =>
  plainTransaction({ safe, call, nonce })

/** All calls in one Safe transaction. */
export const batchOf = (
  calls: readonly Call[],
  { version = '1.4.1', nonce = 7n }: { version?: '1.4.1' | '1.5.0'; nonce?: bigint } = {},
): SafeTransaction => ({
  ...transactionOf(
    {
      target: multiSendOf(version).address,
      value: 0n,
      data: encodeMultiSend(calls.map((call) => ({ ...call, operation: 'call' }))),
    },
    nonce,
  ),
  operation: 'delegatecall',
})

export const executed = (success = true): TransactionOutcome => ({
  status: 'executed',
  success,
  transactionHash: zeroHash,
  blockNumber: 1n,
  executedAt: now,
})

/** `name` makes the safeTxHash: nothing here rests on what it hashes. */
export const proposed = (
  name: string,
  transaction: SafeTransaction,
  change: Partial<ProposedTransaction> = {},
): ProposedTransaction => ({
  transaction,
  safeTxHash: hashOf(`safeTxHash ${name}`),
  proposer: undefined,
  submittedAt: now,
  origin: '',
  confirmations: [],
  outcome: { status: 'pending' },
  ...change,
})

export const confirmedBy = (...owners: readonly `0x${string}`[]) => ({
  confirmations: owners.map((owner) => ({
    owner,
    signature: { kind: 'eip712', signer: owner, data: zeroAddress } as const,
    submittedAt: now,
  })),
})

/** The patch's operation, scheduled on a timelock. */
export function liveOf(patch: Patch, state: OperationState, at = timelock): LiveOperation {
  const scheduled = {
    blockNumber: 1n,
    blockHash: zeroHash,
    blockTimestamp: now - delay,
    transactionHash: zeroHash,
    logIndex: 0,
  }
  return {
    operation: {
      timelock: at,
      ...patchOperation(patch),
      instances: [{ scheduled, delay, eta: state === 'waiting' ? now + 1n : now }],
    },
    state: known(state),
    predecessorState: undefined,
  }
}
