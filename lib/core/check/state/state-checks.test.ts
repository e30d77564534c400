import { type Address, type Hash, numberToHex, pad, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  addressOf,
  callTo,
  chainId,
  proxy,
  safe,
  safeAddress,
  stranger,
  timelock,
  timelockAddress,
  upgrade,
  upgradeCall,
} from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { AssetChanges } from '@/lib/core/simulation/asset-changes'
import type { GetterReads, ReadDifference } from '@/lib/core/simulation/getter-reads'
import type { Simulation } from '@/lib/core/simulation/simulation'
import type { ContractChanges, VariableChange } from '@/lib/core/simulation/state-diff'
import { balancesKept } from './balances-kept'
import { mostEvidence } from './bound-evidence'
import { gettersKept } from './getters-kept'
import { noAllowanceGranted } from './no-allowance-granted'
import { writtenAsDeclared } from './written-as-declared'

const operationId: Hash = `0x${'0d'.repeat(32)}`
const token = addressOf(0x70)

function word(value: number): Hash {
  return pad(numberToHex(value), { size: 32 })
}

type Written = Partial<VariableChange> & { readonly path: string }

/** A contract of which these variables are written, each in a slot of its own. */
function contract(
  address: Address,
  variables: readonly (readonly [path: string, before: string, after: string])[],
  rest: Partial<ContractChanges> = {},
): ContractChanges {
  const storage = variables.map(([path, before, after], index) => {
    const variable: VariableChange & Written = {
      path,
      type: 'uint256',
      origin: 'sources',
      before: { text: before, sound: true },
      after: { text: after, sound: true },
    }
    return { slot: word(index), before: word(0), after: word(1), variables: [variable] }
  })
  return { address, storage, ...rest }
}

function simulationOf(
  contracts: readonly ContractChanges[],
  rest: Partial<Simulation> = {},
): Simulation {
  return {
    chainId,
    block: { number: 1n, hash: word(1), timestamp: 1n },
    engine: 'fork',
    path: 'direct',
    operationId,
    gasLimit: { known: true, value: 30_000_000n },
    overrides: [],
    steps: [{ kind: 'execute', title: 'it executes', outcome: { status: 'done' } }],
    diff: { known: true, value: { contracts, undecoded: 0 } },
    flows: { moves: [], allowances: [], unread: [] },
    created: [],
    gaps: [],
    verdict: 'pass',
    ...rest,
  }
}

const nothingChanges: AssetChanges = {
  tokens: 1,
  accounts: 2,
  pairs: 3,
  held: [],
  allowed: [],
  unread: [],
  omitted: [],
}

test('behavior: what was left out is told with what passes', () => {
  const facts = written([], {
    'asset changes': known({ ...nothingChanges, omitted: ['3 accounts beyond the first 64'] }),
  })
  for (const check of [balancesKept, noAllowanceGranted]) {
    const { verdict, evidence } = runOn(check, facts)
    expect(verdict).toBe('pass')
    expect(evidence).toContainEqual({ where: 'not asked', what: '3 accounts beyond the first 64' })
  }
})

const bookkeeping = [
  contract(safeAddress, [['nonce', '7', '8']]),
  contract(timelockAddress, [[`_timestamps[${operationId}]`, '0', '1']]),
  contract(proxy, [['implementation', addressOf(0x10), upgrade.to]]),
]

function written(contracts: readonly ContractChanges[], more: CheckFacts = {}): CheckFacts {
  return {
    simulation: known(simulationOf(contracts)),
    upgrades: known([upgrade]),
    calls: known([upgradeCall]),
    safe: known(safe),
    timelock: known(timelock),
    ...more,
  }
}

const zeroKey = contract(proxy, [[`confirmAt[${word(0)}]`, '0', '1']])

describeCheck(writtenAsDeclared, {
  bad: written([...bookkeeping, zeroKey]),
  twin: written(bookkeeping),
})

describe('SM-01', () => {
  test('behavior: what a call is plainly named after is declared', () => {
    const owned = contract(proxy, [['_owner', timelockAddress, stranger]])
    const call = callTo(proxy, 'transferOwnership', [stranger])
    expect(runOn(writtenAsDeclared, written([owned])).verdict).toBe('fail')
    const named = written([owned], { calls: known([call]) })
    expect(runOn(writtenAsDeclared, named).verdict).toBe('pass')
    // The same words on another contract declare nothing of this one.
    const elsewhere = written([owned], {
      calls: known([callTo(token, 'transferOwnership', [stranger])]),
    })
    expect(runOn(writtenAsDeclared, elsewhere).verdict).toBe('fail')
  })

  test('behavior: an argument of the migration asks for a look, its version is implied', () => {
    const changes = contract(proxy, [
      ['ns._initialized', '1', '2'],
      ['cap', '0', '5'],
    ])
    const migration = `0x12345678${word(5).slice(2)}` as const
    const facts = written([changes], { upgrades: known([{ ...upgrade, migration }]) })
    const { verdict, evidence } = runOn(writtenAsDeclared, facts)
    expect(verdict).toBe('warn')
    expect(evidence).toEqual([
      { where: `${proxy} cap, slot 1`, what: '0 → 5: a word of the calldata of the migration' },
      {
        where: `${proxy} ns._initialized, slot 0`,
        what: '1 → 2: the migration counts its version',
      },
    ])
  })

  test('behavior: the configuration declares, by path', () => {
    const declared = (path: string) =>
      written([zeroKey], { 'declared writes': known([{ contract: proxy, path }]) })
    for (const path of ['confirmAt[*]', '*', 'confirmAt.*']) {
      expect(runOn(writtenAsDeclared, declared(path)).verdict).toBe('pass')
    }
    expect(runOn(writtenAsDeclared, declared('confirm[*]')).verdict).toBe('fail')
  })

  test('behavior: what is put back is no write, what is not decoded is unknown', () => {
    const slot = { slot: word(9), before: word(1), variables: [] }
    const back = { address: proxy, storage: [{ ...slot, after: word(1) }] }
    expect(runOn(writtenAsDeclared, written([back])).verdict).toBe('pass')
    const raw = { address: proxy, storage: [{ ...slot, after: word(2), problem: 'no sources' }] }
    expect(runOn(writtenAsDeclared, written([raw])).verdict).toBe('unknown')
  })

  test('behavior: of a path that was not walked nothing passes', () => {
    const simulation = known(simulationOf([], { steps: [] }))
    expect(runOn(writtenAsDeclared, written([], { simulation })).verdict).toBe('unknown')
  })
})

function assets(changes: Partial<AssetChanges>, more: CheckFacts = {}): CheckFacts {
  return {
    simulation: known(simulationOf(bookkeeping)),
    'asset changes': known({ ...nothingChanges, ...changes }),
    calls: known([upgradeCall]),
    safe: known(safe),
    timelock: known(timelock),
    ...more,
  }
}

const gone = { token, holder: timelockAddress, before: 9n, after: 4n }
const come = { token, holder: stranger, before: 0n, after: 5n }

describeCheck(balancesKept, { bad: assets({ held: [gone, come] }), twin: assets({}) })

describe('SM-02', () => {
  test('behavior: a plain transfer asks for a look, of another amount it fails', () => {
    const paying = (amount: bigint) => ({
      calls: known([callTo(token, 'transfer', [stranger, amount])]),
    })
    const held = [gone, come]
    expect(runOn(balancesKept, assets({ held }, paying(5n))).verdict).toBe('warn')
    expect(runOn(balancesKept, assets({ held }, paying(4n))).verdict).toBe('fail')
  })

  test('behavior: ether is compared of every account but those that were given some', () => {
    const rich = contract(proxy, [], { balance: { before: 5n, after: 2n } })
    const simulation = simulationOf([rich])
    expect(runOn(balancesKept, assets({}, { simulation: known(simulation) })).verdict).toBe('fail')
    const overrides = [{ kind: 'balance', address: proxy, reason: 'it pays' }] as const
    const given = known(simulationOf([rich], { overrides }))
    expect(runOn(balancesKept, assets({}, { simulation: given })).verdict).toBe('pass')
  })

  test('behavior: an event without a balance behind it, and a token that is silent, are unknown', () => {
    const move = { step: 0, kind: 'erc20', token, from: proxy, to: stranger, amount: 5n } as const
    const flows = { moves: [move], allowances: [], unread: [] }
    const lying = known(simulationOf([], { flows }))
    expect(runOn(balancesKept, assets({}, { simulation: lying })).verdict).toBe('unknown')
    const unread = [{ token, what: 'it does not tell' }]
    expect(runOn(balancesKept, assets({ unread })).verdict).toBe('unknown')
    // What comes back has moved nothing.
    const back = { ...move, from: stranger, to: proxy }
    const round = known(simulationOf([], { flows: { ...flows, moves: [move, back] } }))
    expect(runOn(balancesKept, assets({}, { simulation: round })).verdict).toBe('pass')
  })
})

const allowance = { token, owner: timelockAddress, spender: stranger, kind: 'amount' } as const

describeCheck(noAllowanceGranted, {
  bad: assets({ allowed: [{ ...allowance, before: 0n, after: 2n ** 256n - 1n }] }),
  twin: assets({ allowed: [{ ...allowance, before: 5n, after: 0n }] }),
})

describe('SM-03', () => {
  test('behavior: an operator for all tokens', () => {
    const all = { ...allowance, kind: 'all', before: false, after: true } as const
    expect(runOn(noAllowanceGranted, assets({ allowed: [all] })).verdict).toBe('fail')
  })

  test('behavior: what an event announces and the token shows to be as before', () => {
    const flows = {
      moves: [],
      allowances: [{ step: 0, token, owner: proxy, spender: stranger, kind: 'amount', amount: 1n }],
      unread: [],
    } as const
    const simulation = known(simulationOf([], { flows }))
    expect(runOn(noAllowanceGranted, assets({}, { simulation })).verdict).toBe('pass')
  })
})

describe('SM-03, one by one', () => {
  const unlimited = 2n ** 255n
  const judge = (
    change: Partial<typeof allowance> & { before: bigint; after: bigint },
    ...calls: ReturnType<typeof callTo>[]
  ) =>
    runOn(
      noAllowanceGranted,
      assets({ allowed: [{ ...allowance, ...change }] }, { calls: known(calls) }),
    )

  test('behavior: what a call says asks for a look; of another token, spender or amount it is granted by nobody', () => {
    const change = { before: 0n, after: 5n }
    const approve = (at: Address, to: Address, amount: bigint) =>
      callTo(at, 'approve', [to, amount])
    expect(judge(change, approve(token, stranger, 5n))).toMatchObject({
      verdict: 'warn',
      detail: '1 of 1 allowances is granted by a call that says so.',
      evidence: [
        {
          where: `${token}: ${stranger} may take from ${timelockAddress}`,
          what: '0 → 5, as a call says',
        },
      ],
    })
    for (const other of [
      approve(proxy, stranger, 5n),
      approve(token, proxy, 5n),
      approve(token, stranger, 6n),
      callTo(token, 'transfer', [stranger, 5n]),
    ]) {
      expect(judge(change, other).verdict).toBe('fail')
    }
    expect(judge(change, upgradeCall, approve(token, stranger, 5n)).verdict).toBe('warn')
    expect(judge(change).verdict).toBe('fail')
  })

  test('behavior: without end is more than any call may say', () => {
    const approve = (amount: bigint) => callTo(token, 'approve', [stranger, amount])
    expect(judge({ before: 0n, after: unlimited - 1n }, approve(unlimited - 1n)).verdict).toBe(
      'warn',
    )
    expect(judge({ before: 0n, after: unlimited }, approve(unlimited))).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: '0 → unlimited' }],
    })
    expect(judge({ before: unlimited, after: unlimited - 1n })).toMatchObject({
      verdict: 'pass',
      evidence: [{ what: `unlimited → ${unlimited - 1n}` }],
    })
    expect(judge({ before: 5n, after: 5n }).verdict).toBe('fail')
  })

  test('behavior: an operator for all tokens who is taken back, and one whom a call cannot excuse', () => {
    const all = (before: boolean, after: boolean) =>
      ({ ...allowance, kind: 'all', before, after }) as const
    const approve = callTo(token, 'approve', [stranger, 1n])
    const run = (change: ReturnType<typeof all>) =>
      runOn(noAllowanceGranted, assets({ allowed: [change] }, { calls: known([approve]) }))
    expect(run(all(true, false))).toMatchObject({
      verdict: 'pass',
      evidence: [{ what: 'all → nothing' }],
    })
    expect(run(all(false, true))).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: 'nothing → all' }],
    })
  })

  test('behavior: the worst stands first, and what was not asked last', () => {
    const changes = {
      allowed: [
        { ...allowance, before: 5n, after: 0n },
        { ...allowance, spender: proxy, before: 0n, after: 5n },
      ],
      omitted: ['more than 100 pairs'],
    }
    const { detail, evidence } = runOn(noAllowanceGranted, assets(changes))
    expect(detail).toBe('1 of 2 allowances is granted.')
    expect(evidence.map(({ what }) => what)).toEqual(['0 → 5', '5 → 0', 'more than 100 pairs'])
    const silent = { unread: [{ token, what: 'it does not tell' }] }
    expect(runOn(noAllowanceGranted, assets(silent))).toMatchObject({
      verdict: 'unknown',
      detail: '1 of 1 allowances could not be compared.',
      evidence: [{ where: token, what: 'it does not tell' }],
    })
  })

  type Announced = Simulation['flows']['allowances'][number]
  const announced = (events: readonly Announced[], changes: Partial<AssetChanges> = {}) =>
    runOn(
      noAllowanceGranted,
      assets(changes, {
        simulation: known(
          simulationOf([], { flows: { moves: [], allowances: events, unread: [] } }),
        ),
      }),
    )
  const base = { step: 0, token, owner: timelockAddress, spender: stranger }

  test('behavior: a single token that an event gives away is granted, and to nobody is taken back', () => {
    expect(announced([{ ...base, kind: 'token', id: 7n }])).toMatchObject({
      verdict: 'fail',
      evidence: [
        {
          where: `${token}: ${stranger} may take from ${timelockAddress}`,
          what: 'number 7, by its event',
        },
      ],
    })
    const nobody = announced([{ ...base, kind: 'token', id: 7n, spender: zeroAddress }])
    expect(nobody).toMatchObject({ verdict: 'pass', evidence: [{ where: 'allowances' }] })
  })

  test('behavior: an event of nothing is none, and one whose answer was read says no more than that', () => {
    const told = { what: 'was announced by an event; the allowance is what it was before' }
    expect(announced([{ ...base, kind: 'amount', amount: 0n }]).evidence).toMatchObject([
      { where: 'allowances' },
    ])
    expect(announced([{ ...base, kind: 'all', approved: false }]).evidence).toMatchObject([
      { where: 'allowances' },
    ])
    expect(announced([{ ...base, kind: 'amount', amount: 1n }]).evidence).toMatchObject([told])
    expect(announced([{ ...base, kind: 'all', approved: true }]).evidence).toMatchObject([told])
    const event = { ...base, kind: 'amount', amount: 1n } as const
    const lowered = { ...allowance, before: 5n, after: 0n }
    expect(announced([event], { allowed: [lowered] }).evidence).toHaveLength(1)
    for (const other of [{ token: proxy }, { owner: proxy }, { spender: proxy }]) {
      expect(
        announced([event], { allowed: [lowered, { ...lowered, ...other }] }).evidence,
      ).toHaveLength(2)
      expect(announced([event], { allowed: [{ ...lowered, ...other }] }).evidence).toHaveLength(2)
    }
  })

  test('behavior: of very many the first are told, and how many more', () => {
    const many = (count: number) => ({
      allowed: Array.from({ length: count }, (_, index) => ({
        ...allowance,
        spender: addressOf(index + 1),
        before: 0n,
        after: 1n,
      })),
    })
    const lengthOf = (count: number) => runOn(noAllowanceGranted, assets(many(count))).evidence
    const [few, more] = [lengthOf(mostEvidence), lengthOf(mostEvidence + 2)]
    expect(few).toHaveLength(mostEvidence)
    expect(few.at(-1)?.where).toContain('may take from')
    expect(more).toHaveLength(mostEvidence + 1)
    expect(more.at(-1)).toEqual({ where: 'and more', what: '2 of the same kind' })
  })
})

describe('SM-02, one by one', () => {
  const moved = (moves: Simulation['flows']['moves'], changes: Partial<AssetChanges> = {}) =>
    runOn(
      balancesKept,
      assets(changes, {
        simulation: known(simulationOf([], { flows: { moves, allowances: [], unread: [] } })),
      }),
    )
  const move = { step: 0, token, from: proxy, to: stranger }

  test('error: a token with a number leaves, of one kind and the other', () => {
    expect(moved([{ ...move, kind: 'erc721', id: 7n }])).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: `${token} number 7`, what: `from ${proxy} to ${stranger}` }],
    })
    expect(moved([{ ...move, kind: 'erc1155', id: 7n, amount: 3n }])).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: `${token} number 7`, what: `3 from ${proxy} to ${stranger}` }],
    })
  })

  test('behavior: an event of nothing moves nothing, and one that a balance shows is that balance', () => {
    const erc20 = (amount: bigint, at = token) =>
      ({ ...move, token: at, kind: 'erc20', amount }) as const
    expect(moved([erc20(0n)]).verdict).toBe('pass')
    const { evidence } = moved([erc20(5n)], {
      held: [{ token, holder: stranger, before: 0n, after: 5n }],
    })
    expect(evidence).toEqual([{ where: `${token} of ${stranger}`, what: '0 → 5 (+5)' }])
    // What comes back in another token has not come back.
    const back = { ...erc20(5n, proxy), from: stranger, to: proxy }
    expect(moved([erc20(5n), back]).evidence).toHaveLength(2)
    expect(moved([erc20(5n), { ...erc20(4n), from: stranger, to: proxy }]).verdict).toBe('unknown')
  })

  test('behavior: events of no standard form, and a storage that is not known, are unknown', () => {
    const flows = { moves: [], allowances: [], unread: [{ step: 0, token, name: 'Transfer' }] }
    const strange = known(simulationOf([], { flows } as never))
    expect(runOn(balancesKept, assets({}, { simulation: strange }))).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: token, what: 'emitted a Transfer of no standard form' }],
    })
    const unread = known(
      simulationOf([], { diff: { known: false, reason: 'the fork was silent' } }),
    )
    expect(runOn(balancesKept, assets({}, { simulation: unread }))).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'simulation', what: 'the fork was silent' }],
    })
  })

  test('behavior: ether that a call sends, and ether that moves without', () => {
    const sending = { ...callTo(stranger, 'transfer', [proxy, 1n]) }
    const paid = { ...sending, call: { ...sending.call, value: 5n } }
    const rich = (address: Address, before: bigint, after: bigint) =>
      contract(address, [], { balance: { before, after } })
    const simulation = (...contracts: ContractChanges[]) => ({
      simulation: known(simulationOf(contracts)),
    })
    const declared = {
      calls: known([paid]),
      ...simulation(rich(stranger, 1n, 6n), rich(timelockAddress, 9n, 4n)),
    }
    expect(runOn(balancesKept, assets({}, declared))).toMatchObject({
      verdict: 'warn',
      evidence: [{ what: '1 → 6 (+5), as a call says' }, { what: '9 → 4 (-5), as a call says' }],
    })
    const another = {
      calls: known([paid]),
      ...simulation(rich(proxy, 1n, 6n), rich(timelockAddress, 9n, 3n)),
    }
    expect(runOn(balancesKept, assets({}, another))).toMatchObject({
      verdict: 'fail',
      detail: expect.stringMatching(/^2 of 2 balances change, and no call says so\. \d+ tokens/),
      evidence: [{ what: '1 → 6 (+5)' }, { what: '9 → 3 (-6)' }],
    })
    expect(runOn(balancesKept, assets({}, simulation(rich(proxy, 5n, 5n)))).verdict).toBe('pass')
    const overrides = [{ kind: 'balance', address: stranger, reason: 'it pays' }] as const
    const given = known(simulationOf([rich(proxy, 5n, 2n)], { overrides }))
    expect(runOn(balancesKept, assets({}, { simulation: given })).verdict).toBe('fail')
    const sender = [{ kind: 'sender', address: proxy, reason: 'it calls' }] as const
    const impersonated = known(
      simulationOf([rich(proxy, 9n, 4n), rich(stranger, 0n, 5n)], { overrides: sender }),
    )
    expect(
      runOn(balancesKept, assets({}, { simulation: impersonated, calls: known([paid]) })).verdict,
    ).toBe('warn')
    const unknownSender = known(simulationOf([rich(proxy, 9n, 4n)], { overrides: [] }))
    expect(
      runOn(balancesKept, assets({}, { simulation: unknownSender, calls: known([paid]) })).verdict,
    ).toBe('fail')
  })

  test('behavior: transferFrom names who gives', () => {
    const from = (giver: Address) => ({
      calls: known([callTo(token, 'transferFrom', [giver, stranger, 5n])]),
    })
    const held = [gone, come]
    expect(runOn(balancesKept, assets({ held }, from(timelockAddress))).verdict).toBe('warn')
    expect(runOn(balancesKept, assets({ held }, from(proxy))).verdict).toBe('fail')
    const elsewhere = {
      calls: known([callTo(proxy, 'transferFrom', [timelockAddress, stranger, 5n])]),
    }
    expect(runOn(balancesKept, assets({ held }, elsewhere)).verdict).toBe('fail')
    const round = callTo(token, 'transferFrom', [stranger, stranger, 5n])
    const same = [{ ...come, before: 5n, after: 5n }]
    expect(runOn(balancesKept, assets({ held: same }, { calls: known([round]) })).verdict).toBe(
      'warn',
    )
  })

  test('behavior: the worst stands first', () => {
    const pay = callTo(token, 'transfer', [stranger, 5n])
    const held = [come, { ...gone, after: 3n }]
    const { detail, evidence } = runOn(
      balancesKept,
      assets({ held, omitted: ['more accounts'] }, { calls: known([pay]) }),
    )
    expect(detail).toMatch(/^1 of 2 balances change, and no call says so/)
    expect(evidence.map(({ what }) => what)).toEqual([
      '9 → 3 (-6)',
      '0 → 5 (+5), as a call says',
      'more accounts',
    ])
  })
})

describe('SM-01, one by one', () => {
  const run = (...parameters: Parameters<typeof written>) =>
    runOn(writtenAsDeclared, written(...parameters))

  test('error: code that is replaced in place, and storage that is not known', () => {
    const replaced = { ...contract(proxy, []), codeHash: { before: word(1), after: word(2) } }
    expect(run([replaced])).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: proxy, what: 'its own code is replaced' }],
    })
    expect(run([{ ...replaced, codeHash: { before: word(1), after: word(1) } }]).verdict).toBe(
      'pass',
    )
    const unread = known(simulationOf([], { diff: { known: false, reason: 'silent' } }))
    expect(run([], { simulation: unread })).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'simulation', what: 'silent' }],
    })
    const stopped = [
      { kind: 'execute', title: 'it executes', outcome: { status: 'done' } },
      { kind: 'execute', title: 'it executes', outcome: { status: 'reverted' } },
    ] as never
    expect(run([], { simulation: known(simulationOf([], { steps: stopped })) }).verdict).toBe(
      'unknown',
    )
  })

  test('behavior: the worst stands first and is counted', () => {
    const { detail, evidence } = run([...bookkeeping, zeroKey])
    expect(detail).toBe('1 of 4 writes is declared by nobody.')
    expect(evidence.map(({ what }) => what.split(/[:;] /)[1])).toEqual([
      'the key is zero',
      'the Safe counts its transactions',
      'the timelock marks the operation',
      'the new code',
    ])
  })

  const keyed = (key: string) => contract(proxy, [[`confirmAt[${key}]`, '0', '5']])
  const migration = `0x12345678${word(3).slice(2)}${word(5).slice(2)}` as const
  const migrating = { upgrades: known([{ ...upgrade, migration }]) }

  test('behavior: a key of zero is not excused by the migration, others are', () => {
    for (const key of ['0', '0x0', word(0), `1][${zeroAddress}`]) {
      expect(run([keyed(key)], migrating).verdict).toBe('fail')
    }
    for (const key of ['10', '0x01', word(10), '100']) {
      expect(run([keyed(key)], migrating).verdict).toBe('warn')
    }
  })

  test('behavior: words of the migration of this proxy, and of no other', () => {
    const value = (text: string) => contract(proxy, [['cap', '9', text]])
    for (const text of ['3', '5', '0x05'])
      expect(run([value(text)], migrating).verdict).toBe('warn')
    for (const text of ['0', '4', '', 'x5', '5x', '18']) {
      expect(run([value(text)], migrating).verdict).toBe('fail')
    }
    const one = `0x12345678${word(1).slice(2)}` as const
    expect(
      run([value('true')], { upgrades: known([{ ...upgrade, migration: one }]) }).verdict,
    ).toBe('warn')
    expect(
      run([value('false')], { upgrades: known([{ ...upgrade, migration: one }]) }).verdict,
    ).toBe('fail')
    const theirs = { ...upgrade, proxies: [stranger], migration }
    expect(run([value('5')], { upgrades: known([theirs, upgrade]) }).verdict).toBe('fail')
    expect(
      run([value('5')], { upgrades: known([theirs, { ...upgrade, migration }]) }).verdict,
    ).toBe('warn')
    const shared = { ...upgrade, proxies: [stranger, proxy], migration }
    expect(run([value('5')], { upgrades: known([shared]) }).verdict).toBe('warn')
  })

  test('behavior: an argument of the migration is told by its function', () => {
    const call = callTo(proxy, 'updateDelay', [5n])
    const facts = {
      upgrades: known([{ ...upgrade, migration: call.call.data }]),
      calls: known([
        callTo(proxy, 'updateDelay', [7n]),
        { ...call, call: { ...call.call, target: stranger } },
      ]),
    }
    const value = (text: string) => contract(proxy, [['cap', '9', text]])
    expect(run([value('5')], facts).evidence[0]?.what).toBe(
      '9 → 5: an argument of updateDelay(uint256)',
    )
    expect(run([value('7')], facts).verdict).toBe('fail')
  })

  test('behavior: what is new, and slots too far out to count', () => {
    const far = { ...keyed('1').storage[0]!, slot: numberToHex(2n ** 64n, { size: 32 }) }
    const near = { ...far, slot: numberToHex(2n ** 64n - 1n, { size: 32 }) }
    const [variable] = far.variables
    const { before: _, ...appeared } = variable!
    const storage = [far, near, { ...near, slot: word(3), variables: [appeared] }]
    expect(run([{ address: proxy, storage }]).evidence).toMatchObject([
      { where: expect.stringMatching(/, slot 0x0+10{16}$/) },
      { where: expect.stringMatching(/, slot 18446744073709551615$/) },
      { where: expect.stringMatching(/, slot 3$/), what: 'nothing → 5' },
    ])
  })

  test('behavior: a slot of which a part is not decoded is told whole', () => {
    const [slot] = keyed('1').storage
    const partly = { address: proxy, storage: [{ ...slot!, problem: 'no sources' }] }
    expect(run([partly], migrating)).toMatchObject({
      verdict: 'unknown',
      evidence: [
        { what: `${word(0)} → ${word(1)}: no sources` },
        { what: expect.stringMatching(/^0 → 5/) },
      ],
    })
  })
})

function answer(text: string) {
  return { kind: 'answer', text } as const
}

const difference: ReadDifference = {
  contract: proxy,
  signature: 'exchangeRate()',
  selector: '0x3ba0b9a9',
  expression: 'exchangeRate()',
  args: [],
  before: answer('1'),
  after: answer('0'),
  removed: false,
  reads: ['exchangeRate'],
}

const asked: GetterReads['contracts'][number] = {
  address: proxy,
  why: 'upgraded',
  getters: 3,
  questions: 9,
  known: 'ABI',
  unasked: [],
}

function reads(
  differences: readonly Partial<ReadDifference>[],
  {
    contracts = [],
    ...more
  }: { contracts?: readonly ContractChanges[] } & Partial<typeof asked> = {},
): CheckFacts {
  return {
    simulation: known(simulationOf(contracts)),
    'getter reads': known({
      contracts: [{ ...asked, ...more }],
      differences: differences.map((one) => ({ ...difference, ...one })),
    }),
  }
}

const rated = contract(proxy, [['exchangeRate', '1', '0']])

describeCheck(gettersKept, {
  bad: reads([{}]),
  twin: reads([{}], { contracts: [rated] }),
})

describe('SM-04', () => {
  const verdictOf = (facts: CheckFacts) => runOn(gettersKept, facts).verdict

  test('behavior: another change of the same variable does not explain it', () => {
    const other = contract(proxy, [['exchangeRate', '1', '2']])
    expect(verdictOf(reads([{}], { contracts: [other] }))).toBe('warn')
    const elsewhere = contract(token, [['exchangeRate', '1', '0']])
    expect(verdictOf(reads([{}], { contracts: [elsewhere] }))).toBe('fail')
  })

  test('behavior: a mapping is explained by its own key only', () => {
    const written = contract(proxy, [[`balances[${stranger}]`, '1', '0']])
    const of = (holder: Address) => ({
      expression: `balanceOf(${holder})`,
      args: [holder],
      reads: [],
    })
    expect(verdictOf(reads([of(stranger)], { contracts: [written] }))).toBe('pass')
    expect(verdictOf(reads([of(proxy)], { contracts: [written] }))).toBe('fail')
  })

  test('behavior: what refuses an empty place is explained by its own key and variable only', () => {
    const written = contract(proxy, [
      ['_owners[1]', stranger, zeroAddress],
      ['_owners[2]', zeroAddress, stranger],
    ])
    const reverts = { kind: 'reverts', why: 'nobody has it' } as const
    const judge = (id: string, changed: Partial<ReadDifference>) =>
      verdictOf(
        reads([{ expression: `ownerOf(${id})`, args: [id], reads: ['_owners'], ...changed }], {
          contracts: [written],
        }),
      )
    expect(judge('1', { before: answer(stranger), after: reverts })).toBe('pass')
    expect(judge('2', { before: reverts, after: answer(stranger) })).toBe('pass')
    // It tells something else of the same token, and cannot any more.
    expect(judge('1', { before: answer('""'), after: reverts })).toBe('warn')
    for (const broken of [
      judge('3', { before: answer(stranger), after: reverts }),
      judge('1', { before: answer(stranger), after: reverts, reads: ['_stakers'] }),
      judge('2', { before: answer(zeroAddress), after: reverts }),
      verdictOf(
        reads(
          [
            {
              expression: 'rate()',
              args: [],
              reads: ['rate'],
              before: answer('1'),
              after: reverts,
            },
          ],
          { contracts: [contract(proxy, [['rate', '1', '0']])] },
        ),
      ),
    ]) {
      expect(broken).toBe('fail')
    }
  })

  test('behavior: reverts, functions that are gone, versions, and what is not known', () => {
    const reverts = { kind: 'reverts', why: 'paused' } as const
    expect(verdictOf(reads([{ after: reverts }]))).toBe('fail')
    expect(verdictOf(reads([{ after: reverts, removed: true }]))).toBe('warn')
    expect(verdictOf(reads([{ before: reverts }]))).toBe('warn')
    expect(verdictOf(reads([{ expression: 'version()' }]))).toBe('pass')
    expect(verdictOf(reads([{ after: { kind: 'unknown', reason: 'gas' } }]))).toBe('unknown')
  })

  test('behavior: what was not asked is no pass', () => {
    expect(verdictOf(reads([], { questions: 0 }))).toBe('unknown')
    expect(verdictOf(reads([], { known: 'standards' }))).toBe('unknown')
    expect(verdictOf(reads([], { known: 'standards', why: 'written' }))).toBe('pass')
    expect(verdictOf(reads([], { unasked: [{ where: 'f()', what: 'a tuple' }] }))).toBe('unknown')
  })
})
