import { type Address, concat, type Hex, pad, toFunctionSelector, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { CallFrame } from './call-frame'
import { effectsOf } from './effects-of'
import { momentOf } from './moment-of'
import type { ExecutedTransaction, Simulation, SimulationStep } from './simulation'

const safe: Address = '0x00000000000000000000000000000000000000aA'
const timelock: Address = '0x00000000000000000000000000000000000000bb'
const counted = { to: timelock, by: 'execute' } as const
const vault: Address = '0x00000000000000000000000000000000000000cc'
const token: Address = '0x00000000000000000000000000000000000000Dd'
const ada: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const at = { number: 5n, timestamp: 50n }
const bytes = (data: Hex) => ({ data, size: (data.length - 2) / 2 })
const word = (value: Hex) => pad(value, { size: 32 })
const execute = concat([
  toFunctionSelector('execute(address,uint256,bytes,bytes32,bytes32)'),
  zeroHash,
])

function frame(depth: number, from: Address, to: Address, overrides: Partial<CallFrame> = {}) {
  return {
    depth,
    kind: 'CALL' as const,
    from,
    to,
    context: to,
    value: 0n,
    gasUsed: 0n,
    input: bytes('0x'),
    output: bytes('0x'),
    undone: false,
    ...overrides,
  }
}

/** A Safe executes the operation, which calls the vault, which sends one wei and emits. */
const frames: readonly CallFrame[] = [
  frame(0, ada, safe),
  frame(1, safe, timelock, { input: bytes(execute), value: 1n }),
  frame(2, timelock, vault, { value: 1n }),
  frame(3, vault, ada, { value: 1n }),
  frame(1, safe, token),
]

const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const logs = [
  { address: vault, topics: [word('0x07')], data: bytes('0x') },
  {
    address: vault,
    topics: [transfer, word(vault), word(ada)],
    data: bytes(word('0x05')),
  } as const,
  { address: safe, topics: [word('0x09')], data: bytes('0x') },
]

function transaction(known: ExecutedTransaction['frames']): ExecutedTransaction {
  return { from: ada, to: safe, succeeded: true, gasUsed: 0n, logs, transfers: [], frames: known }
}

function walked(known: ExecutedTransaction['frames'] = { known: true, value: frames }) {
  const steps: SimulationStep[] = [
    { kind: 'schedule', title: '', outcome: { status: 'done', transaction: transaction(known) } },
    { kind: 'execute', title: '', outcome: { status: 'done', transaction: transaction(known) } },
  ]
  const storage = [{ slot: zeroHash, before: word('0x01'), after: word('0x02'), variables: [] }]
  const contracts = [safe, vault].map((address) => ({ address, storage }))
  return { steps, diff: { known: true, value: { contracts, undecoded: 2 } } } as const
}

test('default', () => {
  const { effects, ending, unseen } = effectsOf({ walked: walked(), source: 'fork', at, counted })
  expect(ending).toEqual({ status: 'done' })
  expect(unseen).toEqual([])
  // Neither the Safe around it nor what it calls besides.
  expect(effects).toEqual([
    {
      kind: 'write',
      contract: vault,
      place: zeroHash,
      name: `slot ${zeroHash}`,
      before: word('0x01'),
      after: word('0x02'),
    },
    { kind: 'ether', contract: timelock, place: `${timelock} → ${vault}`, name: '', after: '1' },
    { kind: 'ether', contract: vault, place: `${vault} → ${ada}`, name: '', after: '1' },
    { kind: 'event', contract: vault, place: word('0x07'), name: '', after: '0x' },
    { kind: 'transfer', contract: vault, place: `${vault} → ${ada}`, name: '', after: '5' },
  ])
})

test('behavior: without a timelock all of the transaction counts', () => {
  const { effects } = effectsOf({ walked: walked(), source: 'fork', at })
  expect(effects.filter(({ kind }) => kind === 'write').map(({ contract }) => contract)).toEqual([
    safe,
    vault,
  ])
})

test('behavior: without calls, what they would tell is unseen', () => {
  const silent = { known: false, reason: 'no traces' } as const
  const { unseen, effects } = effectsOf({ walked: walked(silent), source: 'receipt', at, counted })
  expect(unseen).toEqual([{ kinds: ['ether', 'creation'], reason: 'no traces' }])
  expect(effects.filter(({ kind }) => kind === 'event')).toHaveLength(2)
})

test('behavior: what reverts ends so', () => {
  const failure = {
    depth: 0,
    at: vault,
    called: '',
    data: bytes('0x'),
    facts: [],
    message: 'Paused',
  }
  const { steps, diff } = walked()
  const reverted = {
    kind: 'execute',
    title: 'Anybody executes',
    outcome: {
      status: 'reverted',
      transaction: transaction({ known: true, value: frames }),
      failure: { ...failure, name: 'Paused', kind: 'custom' },
    },
  } as unknown as SimulationStep
  const { ending } = effectsOf({
    walked: { steps: [...steps.slice(0, 1), reverted], diff },
    source: 'fork',
    at,
  })
  expect(ending).toEqual({ status: 'reverted', reason: 'Anybody executes: Paused' })
})

test('behavior: when a simulation executed', () => {
  const block = { number: 10n, hash: zeroHash, timestamp: 1_000n }
  const step = (kind: SimulationStep['kind']) =>
    ({ kind, title: '', outcome: { status: 'done' } }) as const
  const time = { kind: 'time', value: '600', reason: '' } as const
  const moment = (kinds: readonly SimulationStep['kind'][], overrides: Simulation['overrides']) =>
    momentOf({ block, steps: kinds.map(step), overrides })
  expect(moment(['approve', 'schedule', 'wait', 'execute'], [time])).toEqual({
    number: 12n,
    timestamp: 1_601n,
  })
  expect(moment(['wait', 'execute'], [time])).toEqual({ number: 11n, timestamp: 1_600n })
  expect(moment(['execute'], [])).toEqual({ number: 11n, timestamp: 1_001n })
})
