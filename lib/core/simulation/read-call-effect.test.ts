import { keccak256, numberToHex, toEventSelector, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { CallFrame } from './call-frame'
import { decodeStateDiff } from './decode-state-diff'
import { likelyPreimages } from './likely-preimages'
import { hasEffect, type ProbedCall, readCallEffect } from './read-call-effect'
import { standardSlots } from './standard-layouts'

const to = '0x0000000000000000000000000000000000000099'
const stranger = '0x73f8e1B0d24Bf2827270d7999db85E695D896228'
const word = (value: bigint) => numberToHex(value, { size: 32 })
const probe: ProbedCall = {
  to,
  succeeded: true,
  logs: [],
  transfers: [],
  frames: [],
  diff: new Map([
    [
      to,
      {
        address: to,
        storage: new Map([
          [word(9n), { before: zeroHash, after: word(1n) }],
          [word(2n), { before: zeroHash, after: word(1n) }],
        ]),
      },
    ],
  ]),
}
const frame: CallFrame = {
  depth: 1,
  kind: 'DELEGATECALL',
  from: to,
  to: stranger,
  context: to,
  value: 0n,
  gasUsed: 0n,
  input: { data: '0x', size: 0 },
  output: { data: '0x', size: 0 },
  undone: false,
}
const read = (change: Partial<ProbedCall>) => readCallEffect({ ...probe, ...change }, [stranger])

test('default', () => {
  const effect = read({})
  expect(effect.writes.map(({ slot }) => BigInt(slot))).toEqual([2n, 9n])
  expect(effect).toMatchObject({ initialises: false, runsGiven: false, ends: false })
  expect(hasEffect(effect)).toBe(true)
  expect(hasEffect(read({ diff: new Map() }))).toBe(false)
})

describe('behavior', () => {
  test('behavior: the events of Initializable', () => {
    for (const event of ['Initialized(uint8)', 'Initialized(uint64)']) {
      const log = { address: to, topics: [toEventSelector(event)], data: frame.input } as const
      expect(read({ logs: [log] }).initialises).toBe(true)
    }
  })

  test('behavior: code that the stranger gave, unless it was undone or ran elsewhere', () => {
    expect(read({ frames: [frame] }).runsGiven).toBe(true)
    expect(read({ frames: [{ ...frame, undone: true }] }).runsGiven).toBe(false)
    expect(read({ frames: [{ ...frame, context: stranger }] }).runsGiven).toBe(false)
    expect(read({ frames: [{ ...frame, to }] }).runsGiven).toBe(false)
  })

  test('behavior: an end', () => {
    expect(read({ frames: [{ ...frame, kind: 'SELFDESTRUCT' }] }).ends).toBe(true)
  })
})

test('behavior: keys that a caller gives are found without a trace', () => {
  const layout = standardSlots()
  const likely = likelyPreimages(layout, [stranger, 0n])
  const slots = hashesOf(likely)
  expect(slots.length).toBeGreaterThan(2)
  const storage = new Map(slots.map((slot) => [slot, { before: zeroHash, after: word(1n) }]))
  const layouts = [{ origin: 'standard', layout }] as const
  const { contracts } = decodeStateDiff({
    diff: new Map([[to, { address: to, storage }]]),
    preimages: likely(slots),
    layoutsOf: () => ({ before: layouts, after: layouts }),
  })
  const paths = contracts.flatMap((one) =>
    one.storage.flatMap(({ variables }) => variables.map(({ path }) => path)),
  )
  expect(paths).toContain(`openzeppelin.storage.ERC20._balances[${stranger}]`)
  expect(paths).toContain(`openzeppelin.storage.AccessControl._roles[${zeroHash}].0[${stranger}]`)
  expect(likely([word(5n)])).toEqual([])

  /** Where a stranger's balance and its role lie. */
  function hashesOf(find: typeof likely) {
    const spaces = layout.variables.filter(({ label }) => /_balances|_roles/.test(label))
    return spaces
      .flatMap(({ slot, label }) => {
        const first = indexed(slot, label.endsWith('_roles') ? 0n : BigInt(stranger))
        return label.endsWith('_roles')
          ? [indexed(BigInt(first), BigInt(stranger)), first]
          : [first]
      })
      .filter((slot) => find([slot]).length > 0)
  }
})

/** keccak256(key . slot) */
function indexed(slot: bigint, key: bigint) {
  const preimage = `${word(key)}${word(slot).slice(2)}` as const
  return word(hashOf(preimage))
}

function hashOf(preimage: `0x${string}`): bigint {
  return BigInt(keccak256(preimage))
}
