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
