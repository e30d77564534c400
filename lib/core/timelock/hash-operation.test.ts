import fc from 'fast-check'
import {
  type Address,
  encodeAbiParameters,
  type Hash,
  type Hex,
  keccak256,
  parseAbiParameters,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { describe, expect, test } from 'vitest'
import schedules from './__fixtures__/arbitrum-schedules.json'
import { decodeTimelockCall } from './decode-timelock-call'
import { encodeSchedule } from './encode-schedule'
import { hashOperation } from './hash-operation'

const call = { target: zeroAddress, value: 0n, data: '0x' } as const
const none = { predecessor: zeroHash, salt: zeroHash }

describe('hashOperation', () => {
  test.each(schedules)('default: $function of $file', (fixture) => {
    const decoded = decodeTimelockCall(fixture.data as Hex)
    if (decoded?.kind !== 'schedule') throw new Error('not a schedule')
    const { content, delay, id } = decoded
    expect(hashOperation(content)).toBe(fixture.operationId)
    expect(id).toBe(fixture.operationId)
    expect(content.kind).toBe(fixture.function === 'schedule' ? 'single' : 'batch')
    expect(content.calls).toHaveLength(fixture.calls)
    expect(content.predecessor).toBe(fixture.predecessor)
    expect(content.salt).toBe(fixture.salt)
    expect(delay).toBe(BigInt(fixture.delay))
    expect(encodeSchedule({ ...content, delay })).toBe(fixture.data.toLowerCase())
  })

  test('behavior: whatever it holds, it is hashed as its ABI encoding', () => {
    const bytes = (length: number) =>
      fc.uint8Array({ minLength: length, maxLength: length }).map((value) => toHex(value))
    const content = fc.record({
      calls: fc.array(
        fc.record({
          target: bytes(20),
          value: fc.bigInt(0n, 2n ** 256n - 1n),
          data: fc.uint8Array({ maxLength: 100 }).map((value) => toHex(value)),
        }),
        { maxLength: 5 },
      ),
      predecessor: bytes(32),
      salt: bytes(32),
    })
    const one = parseAbiParameters('address, uint256, bytes, bytes32, bytes32')
    const many = parseAbiParameters('address[], uint256[], bytes[], bytes32, bytes32')
    fc.assert(
      fc.property(content, ({ calls, predecessor, salt }) => {
        const lists = [
          calls.map(({ target }) => target),
          calls.map(({ value }) => value),
          calls.map(({ data }) => data),
        ] as const
        const batch = encodeAbiParameters(many, [...lists, predecessor, salt])
        const ends = { predecessor, salt }
        expect(hashOperation({ kind: 'batch', calls, ...ends })).toBe(keccak256(batch))
        const [first] = calls
        if (!first) return
        const { target, value, data } = first
        const single = encodeAbiParameters(one, [target, value, data, predecessor, salt])
        expect(hashOperation({ kind: 'single', calls: [first], ...ends })).toBe(keccak256(single))
      }),
    )
  })

  test.each([
    ['a negative value', { value: -1n }],
    ['a value beyond 256 bits', { value: 2n ** 256n }],
    ['half a byte', { data: '0x0' as Hex }],
    ['a short address', { target: '0x12' as Address }],
  ])('error: %s', (_, wrong) => {
    const calls = [{ ...call, ...wrong }]
    expect(() => hashOperation({ kind: 'single', calls, ...none })).toThrow('This is no')
  })

  test('behavior: a batch of one is not a single', () => {
    const single = hashOperation({ kind: 'single', calls: [call], ...none })
    expect(hashOperation({ kind: 'batch', calls: [call], ...none })).not.toBe(single)
  })

  test('behavior: an empty batch has an id', () => {
    expect(hashOperation({ kind: 'batch', calls: [], ...none })).toMatchInlineSnapshot(
      `"0x9c766f3127343660706a23f33f90dbe2795e5edaa5a15feee8d75ff5021b663a"`,
    )
  })

  test('behavior: the case of an address does not matter, every other byte does', () => {
    const target = '0xE6841D92B0C345144506576eC13ECf5103aC7f49'
    const content = {
      kind: 'single',
      calls: [{ ...call, target: target as Address }],
      ...none,
    } as const
    const id = hashOperation(content)
    const lower = target.toLowerCase() as Address
    expect(hashOperation({ ...content, calls: [{ ...call, target: lower }] })).toBe(id)
    const salt: Hash = `0x${'00'.repeat(31)}01`
    expect(hashOperation({ ...content, salt })).not.toBe(id)
    expect(hashOperation({ ...content, predecessor: salt })).not.toBe(id)
    expect(hashOperation({ ...content, calls: [{ ...call, target, data: '0x00' }] })).not.toBe(id)
  })

  test('error: a single of several calls', () => {
    expect(() =>
      hashOperation({ kind: 'single', calls: [call, call], ...none }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [NotASingleCallError: A single operation holds exactly one call.
      Calls: 2
      Schedule them as a batch. A batch of one has another id than a single.]
    `)
  })
})
