import { type Address, encodeErrorResult, type Hex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { commonErrorsAbi } from '@/lib/core/abi/common-errors-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { CallFrame } from './call-frame'
import { explainFailure } from './explain-failure'

const safe: Address = '0x63862277F4e7E2f81DA0a73F95bdF3f9F8524F66'
const vault: Address = '0x521fe809562DCDE295A48D017b4571d1cA15041E'
const bytes = (data: Hex) => ({ data, size: (data.length - 2) / 2 })
const text = (reason: string): Hex =>
  encodeErrorResult({ abi: commonErrorsAbi, errorName: 'Error', args: [reason] })

function frame(depth: number, overrides: Partial<CallFrame> & { returns?: Hex } = {}): CallFrame {
  const { returns = '0x', ...more } = overrides
  return {
    depth,
    kind: 'CALL',
    from: safe,
    to: vault,
    context: vault,
    value: 0n,
    gasUsed: 0n,
    input: bytes('0x6a761202'),
    output: bytes(returns),
    undone: more.error !== undefined,
    ...more,
  }
}

const failed = { error: 'execution reverted' }
const describeAlone = (returns: Hex, error = failed.error) => {
  const { name, message, facts } = explainFailure([frame(0, { error, returns })])!
  return [name, message, ...facts.map((fact) => fact.join(' '))]
}

test('default', () => {
  const failure = explainFailure([
    frame(0, { ...failed, to: safe, returns: text('GS013') }),
    frame(1, failed),
    frame(2, { ...failed, returns: text('cap exceeded') }),
    frame(2),
  ])
  expect(failure).toMatchObject({
    at: safe,
    name: 'GS013',
    message: 'The call that the transaction makes reverted.',
    called: expect.stringContaining('execTransaction('),
    cause: { depth: 2, at: vault, name: 'Error', message: 'cap exceeded' },
  })
})

test('behavior: nothing failed, or what failed was caught', () => {
  expect(explainFailure([])).toBeUndefined()
  expect(explainFailure([frame(0), frame(1, failed)])).toBeUndefined()
})

test('behavior: the last of several is the one that was not survived', () => {
  const frames = [
    frame(0, failed),
    frame(1, { ...failed, returns: text('caught') }),
    frame(2, { ...failed, returns: text('deeper, caught') }),
    frame(1, { ...failed, returns: text('not caught') }),
  ]
  expect(explainFailure(frames)?.cause?.message).toBe('not caught')
})

test.each<[Hex, string, ...string[]]>([
  [
    encodeErrorResult({ abi: commonErrorsAbi, errorName: 'Panic', args: [0x11n] }),
    'Panic',
    'A number overflowed or underflowed.',
    'Code 0x11',
  ],
  [
    encodeErrorResult({ abi: commonErrorsAbi, errorName: 'Panic', args: [0x99n] }),
    'Panic',
    'The contract ran into a panic.',
    'Code 0x99',
  ],
  [
    encodeErrorResult({ abi: commonErrorsAbi, errorName: 'InvalidInitialization' }),
    'InvalidInitialization',
    'InvalidInitialization()',
  ],
  [
    text('GS026'),
    'GS026',
    'A signature is not by an owner, is for another transaction, or is out of order.',
  ],
  [text('TimelockController: operation is not ready'), 'Error', 'The operation is not ready.'],
  [
    encodeErrorResult({
      abi: timelockAbi,
      errorName: 'TimelockUnexpectedOperationState',
      args: [`0x${'11'.repeat(32)}`, `0x${'00'.repeat(31)}06`],
    }),
    'TimelockUnexpectedOperationState',
    'The operation is not waiting or ready.',
    `Operation 0x${'11'.repeat(32)}`,
  ],
])('behavior: puts %s into words', (data, ...words) => {
  expect(describeAlone(data)).toEqual(words)
})

test.each([
  ['execution reverted', 'It reverted without saying why.'],
  ['out of gas', 'It ran out of gas.'],
  ['invalid opcode: INVALID', 'It ran into an instruction that does not exist.'],
  ['OutOfFunds', 'There was not enough ether to send.'],
])('behavior: without data, %s', (error, message) => {
  expect(describeAlone('0x', error)).toEqual([undefined, message])
})

test('behavior: an error of the contract’s own ABI, its text made visible', () => {
  const abi = parseAbi(['error CapExceeded(uint256 cap, string why)'])
  const returns = encodeErrorResult({ abi, errorName: 'CapExceeded', args: [5n, 'a\u202eb'] })
  const frames = [frame(0, { ...failed, returns })]
  expect(explainFailure(frames, { [vault.toLowerCase()]: abi })?.message).toBe(
    'CapExceeded(cap 5, why a⟨U+202E⟩b)',
  )
  expect(explainFailure(frames)).toMatchObject({
    // No name: it is not known.
    message: 'It reverted with data that no ABI at hand explains.',
  })
})

test('behavior: data that was cut off is not decoded', () => {
  const output = { data: text('cap exceeded').slice(0, 80) as Hex, size: 100 }
  expect(explainFailure([frame(0, { ...failed, output })])?.name).toBeUndefined()
})
