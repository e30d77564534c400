import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { addressOf, hashOf, known } from '@/lib/core/patch/__fixtures__/draft'
import {
  batchOf,
  cancelOf,
  delay,
  executeOf,
  multiSendOf,
  otherTimelock,
  patchOf,
  payment,
  safe,
  scheduleOf,
  timelock,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { arbitrarySafeTransaction } from '@/lib/core/safe/__fixtures__/arbitraries'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import {
  factsOf,
  knownContracts,
  patch,
  safeState,
  schedule,
  subjectOf,
  unread,
  version,
} from './__fixtures__/ledger'
import { readable } from './__fixtures__/readable'
import type { LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import { mayProceed } from './may-proceed'
import type { ReviewedCodeHash } from './reviewed-code-hash'
import type { SigningFacts } from './signing-facts'
import { transactionChecks } from './transaction-checks'

/** Judges a transaction that an honest chain knows, but for what is changed. */
const judge = (
  transaction: SafeTransaction,
  parameters: {
    patch?: Patch | undefined
    facts?: Partial<SigningFacts>
    version?: string
    timelocks?: readonly ChainAddress[]
    subject?: Partial<LedgerSubject>
    reviewed?: readonly ReviewedCodeHash[]
    walletChainId?: number
  } = {},
) =>
  readable(
    transactionChecks({
      subject: subjectOf(transaction, {
        patch: 'patch' in parameters ? parameters.patch : patch,
        known: knownContracts(parameters.timelocks),
        version: parameters.version ?? version,
        ...parameters.subject,
      }),
      facts: factsOf(transaction, parameters.facts),
      reviewed: parameters.reviewed,
      walletChainId: parameters.walletChainId,
    }),
  )
const failing = (conditions: readonly LedgerEntry[]) =>
  conditions.flatMap(({ id, verdict }) =>
    verdict === 'fail' || verdict === 'unknown' ? [`${id} ${verdict}`] : [],
  )

describe('default', () => {
  test('a patch that is what it says', () => {
    const conditions = judge(schedule)
    expect(conditions.map(({ id, verdict }) => `${id} ${verdict}`)).toMatchInlineSnapshot(`
      [
        "chain pass",
        "safe pass",
        "safe-code pass",
        "safe-tx-hash pass",
        "delegatecall pass",
        "refund pass",
        "look-alike pass",
        "nonce pass",
        "dossier pass",
        "operation-id pass",
        "delay pass",
        "proposer pass",
        "fresh pass",
        "upgrades pass",
        "from-0 pass",
        "code-0 pass",
      ]
    `)
    expect(mayProceed(conditions)).toBe(true)
  })

  test('a payment without dossier', () => {
    const conditions = judge(transactionOf(payment), { patch: undefined })
    expect(failing(conditions)).toEqual([])
    expect(conditions.at(-1)).toMatchObject({ id: 'dossier', verdict: 'not-applicable' })
    expect(mayProceed(conditions)).toBe(true)
  })
})

describe('what could not be read is never a pass', () => {
  test.each<[keyof SigningFacts, ...string[]]>([
    ['chainId', 'chain'],
    ['safe', 'safe-code', 'look-alike', 'nonce'],
    ['singletonCodeHash', 'safe-code'],
    ['contractDomainHash', 'safe-tx-hash'],
    ['contractSafeTxHash', 'safe-tx-hash'],
    ['contractOperationId', 'operation-id'],
    ['minDelay', 'delay'],
    ['safeIsProposer', 'proposer'],
    ['operationState', 'fresh'],
  ])('behavior: %s', (field, ...ids) => {
    const conditions = judge(schedule, { facts: { [field]: unread } })
    expect(failing(conditions)).toEqual(ids.map((id) => `${id} unknown`))
    expect(conditions.find((each) => each.id === ids[0])?.detail).toBe(unread.reason)
    expect(mayProceed(conditions)).toBe(false)
  })

  test('behavior: the code behind a delegatecall; a plain call runs none as the Safe', () => {
    const facts = { targetCodeHash: unread }
    const conditions = judge(batchOf([payment]), { patch: undefined, facts })
    expect(failing(conditions)).toEqual(['delegatecall unknown'])
    expect(mayProceed(conditions)).toBe(false)
    expect(mayProceed(judge(schedule, { facts }))).toBe(true)
  })

  test.each([
    ['currentImplementation', 'from-0'],
    ['upgradeTarget', 'upgrades'],
    ['newCodeHash', 'code-0'],
  ])('behavior: %s of an upgrade', (field, id) => {
    const [honest] = factsOf(schedule).upgrades
    const upgrades = [{ ...honest!, [field]: unread }]
    expect(failing(judge(schedule, { facts: { upgrades } }))).toEqual([`${id} unknown`])
  })

  test('behavior: an upgrade that was not asked about', () => {
    const conditions = judge(schedule, { facts: { upgrades: [] } })
    expect(failing(conditions)).toEqual(['upgrades unknown', 'from-0 unknown', 'code-0 unknown'])
  })

  test('behavior: a version whose hashing nobody here knows', () => {
    const conditions = judge(schedule, { version: '9.0.0' })
    expect(failing(conditions)).toEqual(['safe-tx-hash unknown'])
    expect(mayProceed(conditions)).toBe(false)
  })

  test('behavior: any fields unread, and nothing can be signed', () => {
    const fields = [
      'chainId',
      'safe',
      'singletonCodeHash',
      'contractOperationId',
      'contractDomainHash',
      'contractSafeTxHash',
      'minDelay',
      'safeIsProposer',
      'operationState',
    ]
    fc.assert(
      fc.property(fc.subarray(fields, { minLength: 1 }), (some) => {
        const facts = Object.fromEntries(some.map((field) => [field, unread]))
        expect(mayProceed(judge(schedule, { facts }))).toBe(false)
      }),
      { numRuns: 10 },
    )
  })
})

describe('what the chain contradicts', () => {
  test.each<[string, Partial<SigningFacts>, string]>([
    ['another chain', { chainId: known(1) }, 'chain fail'],
    ['another domain', { contractDomainHash: known(hashOf('x')) }, 'safe-tx-hash fail'],
    ['another operation id', { contractOperationId: known(hashOf('x')) }, 'operation-id fail'],
    ['other code behind slot 0', { singletonCodeHash: known(hashOf('x')) }, 'safe-code fail'],
    [
      'a release that is not what it says',
      { safe: known({ ...safeState, version: '1.3.0' }) },
      'safe-code fail',
    ],
    ['another hash', { contractSafeTxHash: known(hashOf('x')) }, 'safe-tx-hash fail'],
    ['a shorter delay than the minimum', { minDelay: known(delay + 1n) }, 'delay fail'],
    ['no right to propose', { safeIsProposer: known(false) }, 'proposer fail'],
    ['scheduled before', { operationState: known('waiting') }, 'fresh fail'],
    ['ready already', { operationState: known('ready') }, 'fresh fail'],
    ['executed before', { operationState: known('done') }, 'fresh fail'],
  ])('behavior: %s', (_, facts, expected) => {
    const conditions = judge(schedule, { facts })
    expect(failing(conditions)).toEqual([expected])
    expect(mayProceed(conditions)).toBe(false)
  })

  test('behavior: a delay above the minimum is as good', () => {
    expect(mayProceed(judge(schedule, { facts: { minDelay: known(delay - 1n) } }))).toBe(true)
  })

  test('behavior: a used nonce can never execute, a later one can', () => {
    const at = (nonce: bigint) => ({
      safe: known({ ...safeState, nonce }),
    })
    expect(failing(judge(schedule, { facts: at(schedule.nonce + 1n) }))).toEqual(['nonce fail'])
    const nonceOf = (nonce: bigint) =>
      judge(schedule, { facts: at(nonce) }).find(({ id }) => id === 'nonce')
    expect(nonceOf(7n)).toMatchObject({ verdict: 'pass', detail: 'nonce 7 is next' })
    expect(nonceOf(6n)).toMatchObject({ verdict: 'pass', detail: 'nonce 7, after 1 other' })
    expect(nonceOf(4n)).toMatchObject({ verdict: 'pass', detail: 'nonce 7, after 3 others' })
  })

  test('behavior: the proxy moved on, or its new code is not the dossier’s', () => {
    const [honest] = factsOf(schedule).upgrades
    const moved = [{ ...honest!, currentImplementation: known(addressOf('hotfix')) }]
    expect(failing(judge(schedule, { facts: { upgrades: moved } }))).toEqual(['from-0 fail'])
    const swapped = [{ ...honest!, newCodeHash: known(hashOf('swapped')) }]
    expect(failing(judge(schedule, { facts: { upgrades: swapped } }))).toEqual(['code-0 fail'])
  })

  test('behavior: a field that changed after the Safe was asked', () => {
    const facts = factsOf(schedule)
    fc.assert(
      fc.property(
        arbitrarySafeTransaction,
        fc.constantFrom(...fieldsOf(schedule)),
        (other, field) => {
          const transaction = { ...schedule, [field]: other[field] }
          fc.pre(transaction[field] !== schedule[field])
          const { safeTxHash } = subjectOf(schedule)
          const changed = readable(
            transactionChecks({
              subject: { ...subjectOf(schedule), transaction, safeTxHash },
              facts,
            }),
          )
          const hash = changed.find(({ id }) => id === 'safe-tx-hash')
          // Addresses out of range and the like cannot be hashed at all.
          expect(hash?.verdict).toMatch(/fail|unknown/)
          expect(mayProceed(changed)).toBe(false)
        },
      ),
      { numRuns: 30 },
    )
  })
})

// `operation` has two values only, and `call` is the schedule's own.
const fieldsOf = (transaction: SafeTransaction) =>
  (Object.keys(transaction) as (keyof SafeTransaction)[]).filter((field) => field !== 'operation')

describe('what runs as the Safe', () => {
  const judgeAs = (transaction: SafeTransaction, codeHash = multiSendOf('1.4.1').codeHash) =>
    failing(judge(transaction, { patch: undefined, facts: { targetCodeHash: known(codeHash) } }))

  test('default: a published MultiSendCallOnly, by address and code', () => {
    expect(judgeAs(batchOf([payment]))).toEqual([])
  })

  test('behavior: other code at that address', () => {
    expect(judgeAs(batchOf([payment]), hashOf('other code'))).toEqual(['delegatecall fail'])
  })

  test('behavior: the same code at another address', () => {
    const transaction = { ...batchOf([payment]), target: addressOf('copy') }
    expect(judgeAs(transaction)).toEqual(['delegatecall fail'])
  })

  test('behavior: a delegatecall of any other contract, as at Bybit', () => {
    expect(judgeAs({ ...schedule, operation: 'delegatecall' })).toEqual(['delegatecall fail'])
  })

  test('behavior: the older MultiSend with a delegatecall inside, and without', () => {
    const { address, codeHash } = multiSendOf('1.4.1', 'MultiSend')
    const transaction = { ...batchOf([payment]), target: address }
    expect(judgeAs(transaction, codeHash)).toEqual([])
    const data = encodeMultiSend([{ ...payment, operation: 'delegatecall' }])
    expect(judgeAs({ ...transaction, data }, codeHash)).toEqual(['delegatecall fail'])
  })
})

test.each([
  ['gasPrice', 1n],
  ['baseGas', 1n],
  ['safeTxGas', 1n],
  ['gasToken', addressOf('token')],
  ['refundReceiver', addressOf('thief')],
] as const)('behavior: %s could pay whoever executes', (field, value) => {
  const conditions = judge({ ...schedule, [field]: value })
  expect(failing(conditions)).toEqual(['refund fail'])
  expect(mayProceed(conditions)).toBe(false)
})

describe('the dossier', () => {
  const dossierOf = (transaction: SafeTransaction, of: Patch = patch) =>
    judge(transaction, { patch: of }).find(({ id }) => id === 'dossier')?.verdict
  const { id } = patchOperation(patch)

  test('default: its own operation', () => {
    expect(dossierOf(schedule)).toBe('pass')
  })

  test.each<[string, Partial<Patch>]>([
    ['of other calls', { calls: [payment] }],
    ['of the same calls in other words', { description: 'trust me' }],
    ['after another operation', { predecessor: hashOf('before') }],
    ['of another Safe', { safe: addressOf('another Safe') }],
    ['of another chain', { chainId: 1 }],
    ['of another timelock', { timelock: otherTimelock.address }],
  ])('behavior: one %s', (_, change) => {
    const { digest: _digest, ...dossier } = { ...patch, ...change }
    expect(dossierOf(schedule, patchOf('vault', dossier))).toBe('fail')
    // Nor does it help to hand it over with the digest of the honest one.
    expect(dossierOf(schedule, { ...patch, ...change })).toBe('fail')
  })

  test('behavior: one that cannot be read back', () => {
    expect(dossierOf(schedule, { ...patch, title: '' })).toBe('fail')
  })

  test.each<[string, SafeTransaction]>([
    ['another operation', transactionOf(scheduleOf(patchOf('another')))],
    ['its operation on another timelock', transactionOf(scheduleOf(patch, otherTimelock))],
    ['its operation with another salt', transactionOf(saltedSchedule())],
    ['a payment', transactionOf(payment)],
    ['its operation and a payment', batchOf([scheduleOf(patch), payment])],
    ['its operation in a batch of one', batchOf([scheduleOf(patch)])],
    ['its operation with ether', { ...schedule, value: 1n }],
    ['the cancellation of another operation', transactionOf(cancelOf(hashOf('another')))],
    ['bytes that trail', { ...schedule, data: `${schedule.data}00` }],
  ])('behavior: beside it, %s is not signed', (_, transaction) => {
    const conditions = judge(transaction, {
      facts: { targetCodeHash: known(multiSendOf('1.4.1').codeHash) },
    })
    expect(failing(conditions)).toEqual(['dossier fail'])
    expect(mayProceed(conditions)).toBe(false)
  })

  test.each<[string, SafeTransaction]>([
    ['its cancellation', transactionOf(cancelOf(id))],
    ['its execution', transactionOf(executeOf(patch))],
    ['a rejection', rejectionOf(schedule)],
  ])('behavior: to %s it does not apply', (_, transaction) => {
    expect(dossierOf(transaction)).toBe('not-applicable')
    expect(mayProceed(judge(transaction))).toBe(true)
  })

  test('behavior: a timelock that nobody looks after is not asked, and its dossier not signed', () => {
    const timelocks = [otherTimelock]
    expect(failing(judge(schedule, { timelocks }))).toEqual(['dossier fail'])
    const conditions = judge(schedule, { patch: undefined, timelocks })
    expect(conditions.map(({ id }) => id)).not.toContain('proposer')
  })

  test('behavior: an order to a contract that the proxy does not obey', () => {
    const [honest] = factsOf(schedule).upgrades
    const upgrades = [{ ...honest!, upgradeTarget: known(addressOf('beacon')) }]
    expect(failing(judge(schedule, { facts: { upgrades } }))).toEqual(['upgrades fail'])
  })

  test('behavior: an upgrade it declares and does not make', () => {
    const hollow = patchOf('hollow', { calls: [payment] })
    const transaction = transactionOf(scheduleOf(hollow))
    expect(failing(judge(transaction, { patch: hollow }))).toContain('upgrades fail')
  })
})

/** The dossier's calls under a salt that is not its digest. */
function saltedSchedule(): Call {
  const data = encodeSchedule({ ...patchOperation(patch), salt: hashOf('salt'), delay })
  return { ...scheduleOf(patch), data }
}

test('behavior: no conditions are no permission', () => {
  expect(mayProceed([])).toBe(false)
})

describe('the shown hash', () => {
  test('behavior: one that is not that of the shown fields', () => {
    const subject = { safeTxHash: hashOf('another') }
    expect(failing(judge(schedule, { subject }))).toEqual(['safe-tx-hash fail'])
  })
})

describe('the Safe', () => {
  test('default: the guardian, too, is configured', () => {
    const at = knownContracts().safes[1]!
    expect(failing(judge({ ...transactionOf(payment), safe: at }, { patch: undefined }))).toEqual(
      [],
    )
  })

  test('behavior: one that nobody configured', () => {
    const at = { ...safe, address: addressOf('another Safe') }
    const conditions = judge({ ...transactionOf(payment), safe: at }, { patch: undefined })
    expect(failing(conditions)).toEqual(['safe fail'])
  })

  test('behavior: one that owns a configured one by way of others, as the chain says', () => {
    const at = { ...safe, address: addressOf('nested Safe') }
    const transaction = { ...transactionOf(payment), safe: at }
    const above = [addressOf('Safe between'), safe.address]
    const judgeAs = (
      ownsAbove: SigningFacts['ownsAbove'],
      path: readonly `0x${string}`[] = above,
    ) =>
      failing(
        judge(transaction, { subject: { patch: undefined, above: path }, facts: { ownsAbove } }),
      )
    expect(judgeAs(known(true))).toEqual([])
    expect(judgeAs(known(false))).toEqual(['safe fail'])
    expect(judgeAs(unread)).toEqual(['safe unknown'])
    // The way up has to end at one that is configured.
    expect(judgeAs(known(true), [addressOf('Safe between')])).toEqual(['safe fail'])
  })

  test('behavior: a look-alike of a configured one is named beside it', () => {
    const at = { ...safe, address: likeOf(safe.address) }
    const conditions = judge({ ...transactionOf(payment), safe: at }, { patch: undefined })
    expect(failing(conditions)).toEqual(['safe fail', 'look-alike fail'])
    expect(conditions.find(({ id }) => id === 'safe')).toMatchObject({
      expected: safe.address,
      found: at.address,
    })
  })

  test('behavior: modules and guard are named', () => {
    const [module, guard] = [addressOf('module'), addressOf('guard')]
    const facts = { safe: known({ ...safeState, modules: [module], guard }) }
    const code = judge(schedule, { facts }).find(({ id }) => id === 'safe-code')
    expect(code?.detail).toContain(module)
    expect(code?.detail).toContain(guard)
  })
})

describe('look-alikes', () => {
  const lookAlike = (call: Call) =>
    judge(transactionOf(call), { patch: undefined }).find(({ id }) => id === 'look-alike')?.verdict
  const [someOwner] = safeState.owners

  test('default: the known address itself, and one of nobody', () => {
    expect(lookAlike({ ...payment, target: someOwner! })).toBe('pass')
    expect(lookAlike(payment)).toBe('pass')
  })

  test('behavior: the target', () => {
    expect(lookAlike({ ...payment, target: likeOf(someOwner!) })).toBe('fail')
    expect(lookAlike({ ...payment, target: likeOf(timelock.address) })).toBe('fail')
  })

  test('behavior: anywhere in the data, decoded or not', () => {
    const bytes = likeOf(someOwner!).slice(2).toLowerCase()
    expect(lookAlike({ ...payment, data: `0x12345678${'00'.repeat(12)}${bytes}` })).toBe('fail')
    expect(lookAlike({ ...payment, data: `0x1234${bytes}56` })).toBe('fail')
    const itself = someOwner!.slice(2).toLowerCase()
    expect(lookAlike({ ...payment, data: `0x1234${itself}56` })).toBe('pass')
  })
})

describe('wallet and review', () => {
  test('behavior: a wallet on another chain; on the same, or none, is as good', () => {
    expect(failing(judge(schedule, { walletChainId: 1 }))).toEqual(['chain fail'])
    expect(failing(judge(schedule, { walletChainId: safe.chainId }))).toEqual([])
  })

  test('behavior: a review that looked at other code', () => {
    const [{ to }] = patch.upgrades as [Patch['upgrades'][number]]
    expect(failing(judge(schedule, { reviewed: [to] }))).toEqual([])
    const other = [{ ...to, codeHash: hashOf('reviewed') }]
    expect(failing(judge(schedule, { reviewed: other }))).toEqual(['code-0 fail'])
  })

  test('behavior: a code that no review has seen is not said to be that of a review', () => {
    const [{ to }] = patch.upgrades as [Patch['upgrades'][number]]
    const titleOf = (reviewed: readonly ReviewedCodeHash[]) =>
      judge(schedule, { reviewed }).find(({ id }) => id === 'code-0')?.title
    expect(titleOf([])).toBe(`Code of ${to.address} is the code of the dossier`)
    expect(titleOf([to])).toBe(`Code of ${to.address} is the code of dossier and review`)
  })
})

/** Begins and ends like another address. */
function likeOf(address: `0x${string}`): `0x${string}` {
  return `${address.slice(0, 6)}${'ab'.repeat(16)}${address.slice(-4)}`.toLowerCase() as `0x${string}`
}
