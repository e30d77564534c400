import { type Address, type Hash, keccak256, toHex, zeroAddress, zeroHash } from 'viem'
import type { Patch } from '@/lib/core/patch/patch'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { Stage } from '@/lib/core/patch/stage'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** Friday, 20 November 2026, 14:22:47 UTC: the block of the samples, and the wall clock that read it. */
export const now = 1_795_184_567n
const day = 86_400n
const delay = 2n * day

export function hashOf(name: string): Hash {
  return keccak256(toHex(name))
}
export function addressOf(name: string): Address {
  return `0x${hashOf(name).slice(26)}` as Address
}

const chainId = 31_337
const safeAddress = addressOf('council')
const timelock = { chainId, address: addressOf('timelock') }
export const owners = ['mira', 'jonas', 'ana'].map(addressOf)
export const safe: SafeState = {
  safe: { chainId, address: safeAddress },
  version: '1.4.1',
  singleton: addressOf('singleton'),
  owners,
  threshold: 2,
  nonce: 47n,
  modules: [],
  guard: zeroAddress,
  fallbackHandler: addressOf('fallback'),
}

export function transactionOf({
  name,
  nonce,
  signers = [],
  age = 5n * 3600n,
  outcome = { status: 'pending' },
}: {
  name: string
  nonce: bigint
  signers?: readonly Address[]
  age?: bigint
  outcome?: ProposedTransaction['outcome']
}): ProposedTransaction {
  return {
    transaction: {
      safe: { chainId, address: safeAddress },
      target: timelock.address,
      value: 0n,
      data: `0x01d5062a${hashOf(name).slice(2).repeat(6)}`,
      operation: 'call',
      safeTxGas: 0n,
      baseGas: 0n,
      gasPrice: 0n,
      gasToken: zeroAddress,
      refundReceiver: zeroAddress,
      nonce,
    },
    safeTxHash: hashOf(`safeTxHash ${name}`),
    proposer: owners[0],
    submittedAt: now - age,
    origin: '',
    confirmations: signers.map((owner, index) => ({
      owner,
      signature: {
        kind: index === 0 ? 'eip712' : 'approved-hash',
        signer: owner,
        data: `0x${'00'.repeat(65)}`,
      },
      submittedAt: now - age + BigInt(index) * 3600n,
    })),
    outcome,
  }
}

function patchOf(name: string, severity: Patch['severity'] = 'high'): Patch {
  const proxy = addressOf(`proxy ${name}`)
  return {
    schema: 'suture/patch/1',
    chainId,
    safe: safeAddress,
    timelock: timelock.address,
    predecessor: zeroHash,
    calls: [{ target: proxy, value: 0n, data: '0x4f1ef286' }],
    upgrades: [
      {
        proxy: { address: proxy, kind: 'uups' },
        from: { address: addressOf(`old ${name}`), codeHash: hashOf(`old ${name}`) },
        to: { address: addressOf(`new ${name}`), codeHash: hashOf(`new ${name}`) },
      },
    ],
    title: name,
    description: 'Adds virtual shares so that the first depositor cannot inflate the share price.',
    severity,
    evidence: [],
    createdAt: now - 6n * 3600n,
    digest: hashOf(`digest ${name}`),
  }
}

export type RecordOptions = {
  name: string
  stage: Stage
  /** Seconds from now. */
  eta?: bigint
  after?: string
  patch?: Patch
  schedules?: readonly ProposedTransaction[]
  cancellations?: readonly ProposedTransaction[]
  others?: readonly ProposedTransaction[]
}

const operationIdOf = (name: string): Hash => hashOf(`operation ${name}`)

/** A record with as much beside it as its stage implies. */
export function recordOf(options: RecordOptions): PatchRecord {
  const { name, stage, eta, after, patch, schedules = [], cancellations = [], others = [] } = options
  const operationId = others.length > 0 ? undefined : operationIdOf(name)
  const predecessor = after ? operationIdOf(after) : zeroHash
  const position = (seconds: bigint) => ({
    blockNumber: 26_400_000n,
    blockHash: hashOf('past block'),
    blockTimestamp: seconds,
    transactionHash: hashOf(`tx ${name}`),
    logIndex: 0,
  })
  const scheduledAt = now + (eta ?? 0n) - delay
  return {
    key: patch?.digest ?? operationId ?? others[0]?.safeTxHash ?? hashOf(name),
    title: name,
    protocol: 'Harbor Vaults',
    chainId,
    stage,
    patch: patch && { ...patch, predecessor },
    operationId,
    timelock,
    live:
      eta === undefined || operationId === undefined
        ? undefined
        : {
            operation: {
              timelock,
              id: operationId,
              kind: 'batch',
              calls: [{ target: addressOf(`proxy ${name}`), value: 0n, data: '0x4f1ef286' }],
              predecessor,
              salt: patch?.digest ?? 'unknown',
              instances: [
                {
                  scheduled: position(scheduledAt),
                  delay,
                  eta: now + eta,
                  ...(stage === 'executed' ? { executed: position(now - 76_000n) } : {}),
                  ...(stage === 'cancelled' ? { cancelled: position(now - 200_000n) } : {}),
                },
              ],
            },
            state: {
              known: true,
              value: stage === 'ready' ? 'ready' : stage === 'executed' ? 'done' : 'waiting',
            },
            predecessorState: after ? { known: true, value: 'waiting' } : undefined,
          },
    schedules,
    executions: [],
    cancellations,
    others,
  }
}

const signed = (name: string) => [
  transactionOf({
    name,
    nonce: 40n,
    signers: owners.slice(0, 2),
    outcome: {
      status: 'executed',
      success: true,
      transactionHash: hashOf(`executed ${name}`),
      blockNumber: 26_390_000n,
      executedAt: now - day,
    },
  }),
]

const hour = 3600n

/** One of everything, as in the demo world. */
export const records: readonly PatchRecord[] = [
  recordOf({ name: 'HarborVault 2.1, pause on drift', stage: 'executed', eta: -80_000n, patch: patchOf('HarborVault 2.1, pause on drift'), schedules: signed('vault 2.1') }),
  recordOf({ name: 'Fee collector 1.2.0, split protocol fee', stage: 'blocked', eta: 43n * hour, after: 'Strategies 3.1.1, cap exposure', schedules: signed('fee') }),
  recordOf({ name: 'Strategies 3.1.1, cap exposure', stage: 'scheduled', eta: 30n * hour + 2_500n, patch: patchOf('Strategies 3.1.1, cap exposure', 'medium'), schedules: signed('strategies'), cancellations: [transactionOf({ name: 'cancel', nonce: 3n, signers: owners.slice(0, 1) })] }),
  recordOf({ name: 'Minimum delay 48 h → 72 h', stage: 'scheduled', eta: 41n * hour, schedules: signed('delay') }),
  recordOf({ name: 'Rate adapter 1.3.1, bound the claim loop', stage: 'ready', eta: -22n * hour - 720n, patch: patchOf('Rate adapter 1.3.1, bound the claim loop'), schedules: signed('ready') }),
  recordOf({ name: 'HarborVault 2.5.0, stop first-depositor inflation', stage: 'proposed', patch: patchOf('HarborVault 2.5.0, stop first-depositor inflation', 'critical'), schedules: [transactionOf({ name: 'inflation', nonce: 47n, signers: owners.slice(0, 1) })] }),
  recordOf({ name: 'Reject nonce 49', stage: 'proposed', others: [transactionOf({ name: 'reject', nonce: 49n, signers: owners.slice(2, 3), age: 1_300n })] }),
  recordOf({ name: 'Pay audit \u202Eeciovni\u202C 2026-11', stage: 'proposed', others: [transactionOf({ name: 'pay', nonce: 49n, signers: owners.slice(0, 1), age: 26n * hour })] }),
  recordOf({ name: 'Rate adapter 1.3.1, first draft', stage: 'cancelled', eta: -300_000n, schedules: signed('draft') }),
]
