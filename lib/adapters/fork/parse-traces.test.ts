import { keccak256, pad } from 'viem'
import { describe, expect, test } from 'vitest'
import { parseCallTrace } from './parse-call-trace'
import { parseStateDiff } from './parse-state-diff'

const [a, b, c] = ['a', 'b', 'c'].map((one) => `0x${one.repeat(40)}`) as [string, string, string]
const word = (value: number) => pad(`0x${value.toString(16)}`, { size: 32 })

const call = (overrides: object = {}) => ({
  type: 'CALL',
  from: a,
  to: b,
  value: '0x1',
  gasUsed: '0x2',
  input: '0x',
  output: '0x',
  ...overrides,
})

const log = { address: a, topics: [word(1)], data: '0x01' }

const parse = (trace: unknown, limits: { frames?: number; bytes?: number } = {}) =>
  parseCallTrace({ trace, frames: 10, bytes: 4, ...limits })

describe('parseCallTrace', () => {
  test('default', () => {
    const inner = call({ type: 'DELEGATECALL', from: b, to: c, value: '0x1', logs: [log, log] })
    const { frames, logs } = parse(call({ calls: [inner, call({ from: b, to: c })], logs: [log] }))
    expect(logs).toHaveLength(3)
    expect(frames.map(({ depth, kind, context, value }) => [depth, kind, context, value])).toEqual([
      [0, 'CALL', frames[0]?.to, 1n],
      // In the storage of its caller, and without its ether.
      [1, 'DELEGATECALL', frames[0]?.to, 0n],
      [1, 'CALL', frames[2]?.to, 1n],
    ])
  })

  test('behavior: what is within a failed call is undone, with its events', () => {
    const trace = call({ calls: [call({ error: 'reverted', calls: [call({ logs: [log] })] })] })
    const { frames, logs } = parse(trace)
    expect(frames.map(({ undone }) => undone)).toEqual([false, true, true])
    expect(logs).toEqual([])
  })

  test('behavior: bytes are kept up to the limit, with their number', () => {
    const [frame] = parse(call({ output: '0x0102030405060708' })).frames
    expect(frame?.output).toEqual({ data: '0x01020304', size: 8 })
  })

  test('behavior: as deep as calls go', () => {
    let trace = call()
    for (let depth = 0; depth < 1_024; depth++) trace = call({ calls: [trace] })
    expect(parse(trace, { frames: 2_000 }).frames).toHaveLength(1_025)
  })

  test('error: too many calls', () => {
    const trace = call({ calls: Array(10).fill(call()) })
    expect(() => parse(trace)).toThrowErrorMatchingInlineSnapshot(`
      [ForkError: The trace has more than 10 calls.
      Look whether the node answers and still has the state of that block.]
    `)
  })

  test.each([
    undefined,
    'nonsense',
    [],
    call({ type: 'JUMP' }),
    call({ from: '0x1' }),
    call({ value: 'much' }),
    call({ input: '0x1' }),
    call({ calls: {} }),
    call({ calls: [undefined] }),
  ])('error: no trace, %#', (trace) => {
    expect(() => parse(trace)).toThrow(/^Something else than/)
  })
})

describe('parseStateDiff', () => {
  test('default', () => {
    const pre = {
      [a]: { balance: '0x5', nonce: 1, storage: { [word(1)]: word(7), [word(2)]: word(8) } },
      [b]: { balance: '0x0' },
    }
    const post = {
      [a]: { balance: '0x4', nonce: 2, storage: { [word(2)]: word(9), [word(3)]: word(1) } },
      [b]: { code: '0x6000' },
    }
    const diff = parseStateDiff({ pre, post })
    expect(diff.get(a)).toMatchObject({
      balance: { before: 5n, after: 4n },
      nonce: { before: 1n, after: 2n },
      codeHash: undefined,
    })
    expect([...(diff.get(a)?.storage ?? [])]).toEqual([
      // Became zero.
      [word(1), { before: word(7), after: word(0) }],
      [word(2), { before: word(8), after: word(9) }],
      [word(3), { before: word(0), after: word(1) }],
    ])
    expect(diff.get(b)).toMatchObject({
      balance: undefined,
      codeHash: { before: undefined, after: keccak256('0x6000') },
    })
  })

  test('behavior: an account that is gone', () => {
    const diff = parseStateDiff({ pre: { [a]: { balance: '0x5', code: '0x6000' } }, post: {} })
    expect(diff.get(a)).toMatchObject({
      balance: { before: 5n, after: 0n },
      codeHash: { before: keccak256('0x6000'), after: undefined },
    })
  })

  test('behavior: accounts that were only touched are left out', () => {
    expect(parseStateDiff({ pre: { [a]: { balance: '0x5' } }, post: { [a]: {} } }).size).toBe(0)
  })

  test.each([
    undefined,
    { pre: {} },
    { pre: { a: {} }, post: {} },
    { pre: { [a]: { storage: { key: word(1) } } }, post: {} },
    { pre: { [a]: { balance: -1 } }, post: {} },
    { pre: { [a]: { code: 'nonsense' } }, post: {} },
  ])('error: no such answer, %#', (answer) => {
    expect(() => parseStateDiff(answer)).toThrow(/^Something else than/)
  })
})
