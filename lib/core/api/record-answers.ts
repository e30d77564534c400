import * as z from 'zod/mini'
import { wirePosition } from '@/lib/core/api/wire-position'
import {
  wireAddress,
  wireBlock,
  wireHash,
  wireInteger,
  wireKnown,
  wireSeconds,
} from '@/lib/core/api/wire-values'
import { bytesField } from '@/lib/core/chain/wire-fields'
import { dossierSchema } from '@/lib/core/patch/dossier-schema'
import { stages } from '@/lib/core/patch/stage'
import { deepestNesting } from '@/lib/core/safe/owner-tree'

/** An address with its chain. */
const wirePlace = z.strictObject({ chainId: z.int(), address: wireAddress })

/** Bytes of a call; no transaction of any chain carries more. */
export const wireBytes = bytesField(16_000_000)

const call = { target: wireAddress, value: wireInteger('Wei'), data: wireBytes }

/** Every field that a Safe hashes. */
const safeTransactionAnswer = z.strictObject({
  ...call,
  safe: wirePlace,
  operation: z.enum(['call', 'delegatecall']),
  safeTxGas: wireInteger('Gas'),
  baseGas: wireInteger('Gas'),
  gasPrice: wireInteger('Units of the gas token'),
  gasToken: wireAddress,
  refundReceiver: wireAddress,
  nonce: wireInteger('A nonce'),
})

/** A Safe transaction that somebody proposed, with what was gathered for it. */
export const proposedTransactionAnswer = z.strictObject({
  transaction: safeTransactionAnswer,
  safeTxHash: wireHash,
  proposer: z.optional(wireAddress),
  proposedByDelegate: z.optional(
    wireAddress.check(z.describe('Who proposed it in the name of the proposer.')),
  ),
  submittedAt: wireSeconds.check(z.describe('By the clock of whoever stored it.')),
  origin: z.string().check(z.describe('What the proposer wrote. It informs and never proves.')),
  confirmations: z
    .array(
      z.strictObject({
        owner: wireAddress,
        signature: z.strictObject({
          kind: z.enum(['eip712', 'eth-sign', 'approved-hash', 'contract']),
          signer: wireAddress,
          data: wireBytes,
        }),
        submittedAt: wireSeconds,
      }),
    )
    .check(
      z.describe('Recovered; of those who are owners now, and of those who were when they signed.'),
    ),
  outcome: z
    .discriminatedUnion('status', [
      z.strictObject({
        status: z.literal('executed'),
        success: z.boolean(),
        transactionHash: wireHash,
        blockNumber: wireInteger('A block number'),
        executedAt: wireSeconds,
      }),
      z.strictObject({ status: z.literal('replaced') }),
      z.strictObject({ status: z.literal('pending') }),
    ])
    .check(z.describe('replaced: another transaction used its nonce.')),
})

/** What a Safe says of itself. */
export const safeStateAnswer = z.strictObject({
  safe: wirePlace,
  version: z.string().check(z.describe('As VERSION() answers.')),
  singleton: wireAddress,
  owners: z.array(wireAddress),
  threshold: z.int(),
  nonce: wireInteger('A nonce'),
  modules: z.array(wireAddress),
  guard: wireAddress,
  fallbackHandler: wireAddress,
})

/** A Safe and what its owners are, with the Safes among them. */
export const safeTreeAnswer = safeNode(deepestNesting)

/** Written out level by level, since what refers to itself has no place inside an OpenAPI document. */
function safeNode(levels: number): z.ZodMiniType {
  return z.strictObject({
    kind: z.literal('safe'),
    address: wireAddress,
    state: safeStateAnswer,
    owners: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.enum(['account', 'contract', 'cycle', 'too-deep']),
          address: wireAddress,
        }),
        z.strictObject({
          kind: z.literal('delegated'),
          address: wireAddress,
          delegate: wireAddress.check(z.describe('Whose code it runs (EIP-7702).')),
        }),
        z.strictObject({
          kind: z.literal('unknown'),
          address: wireAddress,
          reason: z.string(),
        }),
        ...(levels > 0
          ? [safeNode(levels - 1) as z.ZodMiniObject<{ kind: z.ZodMiniLiteral<'safe'> }>]
          : []),
      ]),
    ),
  })
}

const holders = z.strictObject({
  open: z.boolean().check(z.describe('Anybody may.')),
  holders: z.array(wireAddress),
})

/** What a timelock says of itself. */
export const timelockStateAnswer = z.strictObject({
  timelock: wirePlace,
  minDelay: wireInteger('Seconds'),
  roles: z.strictObject({
    proposer: holders,
    executor: holders,
    canceller: holders,
    admin: holders,
  }),
})

/** A configured proxy, with the code that runs there. */
export const namedProxyAnswer = z.strictObject({
  name: z.string(),
  address: wireAddress,
  proxy: wireKnown(
    z.strictObject({
      ...wirePlace.shape,
      kind: z.enum(['transparent', 'uups', 'beacon']),
      implementation: z.strictObject({ address: wireAddress, codeHash: wireHash }),
      upgradeTarget: wireAddress.check(z.describe('The contract whose function upgrades it.')),
      upgradeInterface: z.optional(z.enum(['legacy', '5.0.0'])),
      authority: z.optional(
        wireAddress.check(z.describe('Who may upgrade it, where that is known.')),
      ),
    }),
  ),
})

const operationState = wireKnown(z.enum(['unset', 'waiting', 'ready', 'done']))

/** An operation with what the contract itself answers for it. */
export const liveOperationAnswer = z.strictObject({
  operation: z.strictObject({
    timelock: wirePlace,
    id: wireHash,
    kind: z.enum(['single', 'batch', 'unknown']),
    calls: z.array(z.strictObject(call)),
    missingCalls: z.optional(
      z
        .int()
        .check(z.describe('Calls of which no event was delivered; absent where there are none.')),
    ),
    mismatch: z.optional(
      z.literal(true).check(z.describe('The id is not the hash of what the events tell.')),
    ),
    predecessor: wireHash.check(z.describe('32 zero bytes where there is none.')),
    salt: z.union([wireHash, z.literal('unknown')]),
    instances: z
      .array(
        z.strictObject({
          scheduled: wirePosition,
          delay: wireInteger('Seconds'),
          eta: wireSeconds.check(z.describe('From when it can be executed.')),
          cancelled: z.optional(wirePosition),
          executed: z.optional(wirePosition),
        }),
      )
      .check(z.describe('Each time it was scheduled; oldest first.')),
  }),
  state: operationState.check(z.describe('As the contract itself answers.')),
  predecessorState: z.optional(operationState),
})

const transactions = (what: string) =>
  z.array(proposedTransactionAnswer).check(z.describe(`Safe transactions ${what}.`))

/** All that is known of a patch: dossier, operation and Safe transactions. */
export const patchRecordAnswer = z.strictObject({
  key: wireHash.check(
    z.describe('The digest of its dossier, else its operation id, else its safeTxHash.'),
  ),
  title: z.string(),
  protocol: z.string(),
  chainId: z.int(),
  stage: z.enum(stages),
  patch: z.optional(
    z
      .strictObject({ ...dossierSchema.shape, digest: wireHash })
      .check(z.describe('The dossier; its bytes are at /api/v1/patches/{digest}.')),
  ),
  operationId: z.optional(wireHash),
  timelock: z.optional(wirePlace),
  live: z.optional(liveOperationAnswer.check(z.describe('The operation as the timelock has it.'))),
  schedules: transactions('that schedule it'),
  executions: transactions('that execute it'),
  cancellations: transactions('that cancel it'),
  others: transactions('that are about no operation'),
})

/** Names in the configuration. */
export const labelsAnswer = z
  .record(z.string(), z.string())
  .check(z.describe('Names of addresses in the configuration, by the address in lower case.'))

/** Where a chain and the Safe services were asked, and whether they answered. */
export const sourcesAnswer = z
  .array(z.strictObject({ name: z.string(), problem: z.optional(z.string()) }))
  .check(z.describe('Chain and Safe service; one that did not answer has its problem.'))

/** Why what is told was read before. */
export const staleAnswer = z.strictObject({
  reason: z.string(),
  isAnswering: z.optional(
    z
      .boolean()
      .check(z.describe('The chain has told its newest block, which is still being read.')),
  ),
})

/** The block at which the chain was read. */
export const readBlock = z.optional(
  wireBlock.check(z.describe('At which the chain was read; absent where it never was.')),
)
