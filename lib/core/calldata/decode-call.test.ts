import {
  type Abi,
  type Address,
  concat,
  encodeFunctionData,
  encodePacked,
  type Hex,
  numberToHex,
  pad,
  parseAbi,
  zeroAddress,
  zeroHash,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { multicallAbi } from '@/lib/core/abi/multicall-abi'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import type { Call } from '@/lib/core/chain/call'
import schedules from '@/lib/core/timelock/__fixtures__/arbitrum-schedules.json'
import fixtures from './__fixtures__/base-and-arbitrum-calls.json'
import { decodeCall } from './decode-call'
import type { DecodedCall } from './decoded-call'
import { encodeMultiSend } from './multi-send'

const address = (n: number): Address => pad(numberToHex(n), { size: 20 })
const call = (data: Hex, target = address(1)): Call => ({ target, value: 0n, data })

function* walk(decoded: DecodedCall): Generator<DecodedCall> {
  yield decoded
  for (const child of decoded.children) yield* walk(child.call)
}

/** The tree as one line per call. */
function outline(decoded: DecodedCall, depth = 0): string {
  const head = `${'  '.repeat(depth)}${decoded.confidence} ${decoded.operation} ${decoded.name ?? decoded.reason ?? 'ether'}`
  return [head, ...decoded.children.map((child) => outline(child.call, depth + 1))].join('\n')
}

function encodeAgain({ signature, args }: DecodedCall): Hex {
  const abi = parseAbi([`function ${signature}`] as readonly string[]) as Abi
  return encodeFunctionData({ abi, args: args?.map(({ value }) => plain(value)) })
}

/** Tuples without names are arrays. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  return typeof value === 'object' && value !== null ? Object.values(value).map(plain) : value
}

function execTransaction(to: Address, data: Hex, operation: 0 | 1): Hex {
  return encodeFunctionData({
    abi: safeAbi,
    functionName: 'execTransaction',
    args: [to, 0n, data, operation, 0n, 0n, 0n, zeroAddress, zeroAddress, '0x'],
  })
}

describe('decodeCall', () => {
  test('default: from a Safe through MultiSend and a timelock to the migration', () => {
    const proxyAbi = parseAbi(['function migrate(uint256 cap)'])
    const migration = encodeFunctionData({ abi: proxyAbi, args: [7n] })
    const upgrade = encodeFunctionData({
      abi: proxyAdminAbi,
      functionName: 'upgradeAndCall',
      args: [address(5), address(6), migration],
    })
    const batch = encodeFunctionData({
      abi: timelockAbi,
      functionName: 'scheduleBatch',
      args: [[address(4), address(9)], [0n, 3n], [upgrade, '0x'], zeroHash, zeroHash, 1n],
    })
    const multiSend = encodeMultiSend([
      { target: address(3), value: 0n, data: batch, operation: 'call' },
    ])
    const decoded = decodeCall({
      call: call(execTransaction(address(2), multiSend, 1)),
      knownAbis: { [address(6)]: proxyAbi },
    })
    expect(outline(decoded)).toMatchInlineSnapshot(`
      "known call execTransaction
        known delegatecall multiSend
          known call scheduleBatch
            known call upgradeAndCall
              verified delegatecall migrate
            known call ether"
    `)
    const innermost = [...walk(decoded)].find(({ name }) => name === 'migrate')
    expect(innermost).toMatchObject({
      call: { target: address(6) },
      signature: 'migrate(uint256)',
      args: [{ name: 'cap', type: 'uint256', value: 7n }],
    })
  })

  test.each(fixtures)(
    'behavior: $function of $file encodes back to itself',
    ({ to, data, ...fixture }) => {
      const decoded = decodeCall({ call: call(data as Hex, (to ?? zeroAddress) as Address) })
      expect(decoded.name).toBe(fixture.function)
      expect(decoded.confidence).toBe('known')
      for (const node of walk(decoded)) {
        if (node.signature) expect(encodeAgain(node)).toBe(node.call.data.toLowerCase())
        else expect(node.call.data === '0x' || node.reason !== undefined).toBe(true)
      }
    },
  )

  test.each(schedules)(
    'behavior: $function of $file encodes back to itself',
    ({ to, data, calls }) => {
      const decoded = decodeCall({ call: call(data as Hex, to as Address) })
      expect(decoded.children).toHaveLength(calls)
      for (const node of walk(decoded)) {
        if (node.signature) expect(encodeAgain(node)).toBe(node.call.data.toLowerCase())
        else expect(node.reason).toBeDefined()
      }
    },
  )

  test('behavior: the tree of a real upgrade', () => {
    const outlines = fixtures
      .filter(({ function: name }) => name === 'execTransaction')
      .map(({ to, data }) => outline(decodeCall({ call: call(data as Hex, to as Address) })))
    expect(outlines.find((text) => text.includes('upgrade'))).toMatchInlineSnapshot(`
      "known call execTransaction
        known call upgrade"
    `)
  })

  test('behavior: a retryable ticket is no function call, yet its call is shown', () => {
    const fixture = schedules.find(({ file }) => file.startsWith('AIP4844'))!
    expect(
      outline(decodeCall({ call: call(fixture.data as Hex, fixture.to as Address) })),
    ).toMatchInlineSnapshot(`
      "known call scheduleBatch
        known call execute
          undecoded delegatecall no function known for 0xb147f40c
        known call execute
          undecoded delegatecall no function known for 0xb147f40c
        known call execute
          undecoded delegatecall no function known for 0xb147f40c
        known call execute
          undecoded delegatecall no function known for 0xb147f40c
        known call execute
          undecoded delegatecall no function known for 0xb147f40c
        known call execute
          undecoded delegatecall no function known for 0xb147f40c
        undecoded call not a function call: an Arbitrum retryable ticket, marked by its magic target
          known call execute
            undecoded delegatecall no function known for 0xb147f40c
        undecoded call not a function call: an Arbitrum retryable ticket, marked by its magic target
          known call execute
            undecoded delegatecall no function known for 0xb147f40c"
    `)
  })

  test('behavior: ether without data is known', () => {
    expect(decodeCall({ call: { ...call('0x'), value: 1n } })).toEqual({
      call: { target: address(1), value: 1n, data: '0x' },
      operation: 'call',
      confidence: 'known',
      args: [],
      children: [],
    })
  })

  test('behavior: the own ABI of the target decides over what we know by heart', () => {
    const own = parseAbi(['function transfer(address recipient, uint256 amount)'])
    const data = encodeFunctionData({ abi: own, args: [address(2), 5n] })
    const known = decodeCall({ call: call(data) })
    expect([known.confidence, known.args?.[0]?.name]).toEqual(['known', 'to'])
    const verified = decodeCall({ call: call(data), knownAbis: { [address(1)]: own } })
    expect([verified.confidence, verified.args?.[0]?.name]).toEqual(['verified', 'recipient'])
  })

  test('behavior: a function that the own ABI of the target lacks is only a guess', () => {
    const data = encodeFunctionData({ abi: uupsAbi, functionName: 'upgradeTo', args: [address(2)] })
    const decoded = decodeCall({ call: call(data), knownAbis: { [address(1)]: timelockAbi } })
    expect(decoded).toMatchObject({
      confidence: 'guess',
      reason: 'the ABI of the target has no such function',
    })
  })

  test('behavior: a hint is a guess, and two that fit collide', () => {
    const hint = parseAbi(['function collate_propagate_storage(bytes16 x)'])
    const data = concat(['0x42966c68', zeroHash])
    expect(decodeCall({ call: call(data), hints: hint })).toMatchObject({
      confidence: 'known',
      signature: 'burn(uint256)',
    })
    const hinted = encodeFunctionData({ abi: parseAbi(['function hinted(uint8 x)']), args: [1] })
    expect(decodeCall({ call: call(hinted) }).confidence).toBe('undecoded')
    const hints = parseAbi(['function hinted(uint8 x)'])
    expect(decodeCall({ call: call(hinted), hints })).toMatchObject({
      confidence: 'guess',
      reason: 'the signature is only a hint',
    })
    // Both are 0x00000000.
    const zeros = parseAbi(['function wycpnbqcyf()', 'function randallsRevenge_ilxaotc()'])
    expect(decodeCall({ call: call('0x00000000'), hints: zeros })).toMatchObject({
      confidence: 'colliding',
      candidates: ['wycpnbqcyf()', 'randallsRevenge_ilxaotc()'],
      children: [],
    })
  })

  test('behavior: an ABI of a call on another chain does not apply', () => {
    const own = parseAbi(['function pause()', 'function sendTxToL1(address a, bytes b)'])
    const pause = encodeFunctionData({ abi: own, functionName: 'pause' })
    const data = encodeFunctionData({
      abi: own,
      functionName: 'sendTxToL1',
      args: [address(1), pause],
    })
    const decoded = decodeCall({ call: call(data), knownAbis: { [address(1)]: own } })
    expect(outline(decoded)).toBe('verified call sendTxToL1\n  known call pause')
  })
})

describe('decodeCall on hostile data', () => {
  const transfer = encodeFunctionData({
    abi: parseAbi(['function transfer(address to, uint256 amount)']),
    args: [address(2), 5n],
  })

  test('behavior: trailing bytes are told, and make it a guess', () => {
    expect(decodeCall({ call: call(concat([transfer, '0xdead'])) })).toMatchObject({
      confidence: 'guess',
      name: 'transfer',
      reason: 'non-canonical encoding: 2 bytes trail behind the arguments',
    })
  })

  test('behavior: truncated arguments are not decoded', () => {
    expect(decodeCall({ call: call(transfer.slice(0, -2) as Hex) })).toMatchObject({
      confidence: 'undecoded',
      name: 'transfer',
      args: undefined,
      reason: 'non-canonical encoding: ends after 63 bytes, 64 are needed',
    })
  })

  test('behavior: dirty padding of an address is not decoded', () => {
    const dirty = transfer.replace('0xa9059cbb00', '0xa9059cbb01') as Hex
    expect(decodeCall({ call: call(dirty) })).toMatchObject({
      confidence: 'undecoded',
      reason: 'non-canonical encoding: encoding it again gives other bytes',
    })
  })

  test('behavior: two readings of one calldata: displaced offsets are not decoded', () => {
    const honest = encodeFunctionData({
      abi: uupsAbi,
      functionName: 'upgradeToAndCall',
      args: [address(2), '0x1234'],
    })
    expect(decodeCall({ call: call(honest) }).confidence).toBe('known')
    // The offset points behind a decoy.
    const [selector, to, , length, bytes] = [0, 4, 36, 68, 100].map(
      (at, i) => `0x${honest.slice(2 + at * 2, i === 0 ? 10 : 2 + (at + 32) * 2)}` as Hex,
    )
    const decoy = concat([selector!, to!, pad('0x80'), length!, bytes!, length!, bytes!])
    expect(decodeCall({ call: call(decoy) })).toMatchObject({
      confidence: 'undecoded',
      name: 'upgradeToAndCall',
      reason: expect.stringContaining('an offset at byte 32 that no encoder writes'),
    })
  })

  test('behavior: an offset bomb costs nothing', () => {
    // 8,000 elements that all point at the same half megabyte would decode into four gigabytes.
    const count = 8_000
    const blob = '11'.repeat(500_000)
    const pointer = pad(numberToHex(count * 32), { size: 32 }).slice(2)
    const data = concat([
      '0x8f2a0bb0',
      ...[0xc0, 0xe0, 0x100].map((offset) => pad(numberToHex(offset), { size: 32 })),
      zeroHash,
      zeroHash,
      zeroHash,
      zeroHash,
      zeroHash,
      pad(numberToHex(count), { size: 32 }),
      `0x${pointer.repeat(count)}`,
      pad(numberToHex(500_000), { size: 32 }),
      `0x${blob}`,
    ])
    const before = performance.now()
    expect(decodeCall({ call: call(data) }).confidence).toBe('undecoded')
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  test('behavior: lengths beyond the data are refused at once', () => {
    const data = concat(['0x252dba42', pad('0x20'), pad('0xffffffffffff', { size: 32 })])
    expect(decodeCall({ call: call(data) }).reason).toMatch(/are needed/)
    const huge = concat(['0x252dba42', pad('0x20'), pad('0x01', { dir: 'right', size: 32 })])
    expect(decodeCall({ call: call(huge) }).reason).toMatch(/too large/)
  })

  test('behavior: nesting is followed to a depth and then reported', () => {
    let data: Hex = transfer
    for (let depth = 0; depth < 40; depth++) data = execTransaction(address(1), data, 0)
    const nodes = [...walk(decodeCall({ call: call(data) }))]
    expect(nodes).toHaveLength(17)
    expect(nodes.at(-1)).toMatchObject({
      confidence: 'undecoded',
      reason: 'nested 16 calls deep, more than we follow',
    })
  })

  test('behavior: a megabyte of calls is cut, and said to be', () => {
    const data = encodeMultiSend(
      Array.from({ length: 11_000 }, () => ({ ...call('0x'), operation: 'call' as const })),
    )
    const before = performance.now()
    const decoded = decodeCall({ call: call(data) })
    expect(performance.now() - before).toBeLessThan(10_000)
    expect(decoded.children).toHaveLength(999)
    expect(decoded.reason).toBe('more than 999 transactions')
    const aggregate = encodeFunctionData({
      abi: multicallAbi,
      functionName: 'aggregate3',
      args: [
        Array.from({ length: 2_000 }, () => ({
          target: address(1),
          allowFailure: false,
          callData: '0x' as const,
        })),
      ],
    })
    expect(decodeCall({ call: call(aggregate) }).reason).toBe('only 999 of 2000 calls are decoded')
  })

  test('behavior: more than two megabytes are not looked at', () => {
    const data: Hex = `0xa9059cbb${'00'.repeat(2_000_000)}`
    expect(decodeCall({ call: call(data) }).reason).toBe('2000004 bytes are more than we decode')
  })

  test('behavior: a MultiSend cut off keeps what was before', () => {
    const packed = encodePacked(
      ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
      [0, address(1), 0n, 0n, '0x'],
    )
    const multiSend = (bytes: Hex) =>
      call(encodeFunctionData({ abi: parseAbi(['function multiSend(bytes x)']), args: [bytes] }))
    expect(decodeCall({ call: multiSend(packed) }).reason).toBeUndefined()
    const cut = decodeCall({ call: multiSend(concat([packed, '0x00'])) })
    expect(cut.children).toHaveLength(1)
    expect(cut.reason).toBe('transaction 2, at byte 85: cut off before its data')
  })

  test('behavior: a MultiSend to the zero address may be to the Safe itself, and says so', () => {
    const to = (target: Address, data: Hex = '0x') =>
      ({ target, value: 0n, data, operation: 'call' }) as const
    const { children, reason } = decodeCall({
      call: call(encodeMultiSend([to(address(1)), to(zeroAddress), to(zeroAddress, '0xdeadbeef')])),
      operation: 'delegatecall',
    })
    const note = 'MultiSend 1.5.0 and later call the Safe itself where the target is zero'
    expect(reason).toBeUndefined()
    expect(children.map((child) => child.call.reason)).toEqual([
      undefined,
      note,
      `${note}; no function known for 0xdeadbeef`,
    ])
    // What was signed is shown as it was signed.
    expect(children[1]?.call.call.target).toBe(zeroAddress)
  })

  test('behavior: lists of unequal length carry no calls', () => {
    const data = encodeFunctionData({
      abi: timelockAbi,
      functionName: 'executeBatch',
      args: [[address(1), address(2)], [0n], ['0x', '0x'], zeroHash, zeroHash],
    })
    expect(decodeCall({ call: call(data) })).toMatchObject({
      children: [],
      reason: 'the arrays differ in length: 2, 1 and 2',
    })
  })

  test.each(['0x1', '0xzz', '', '0x123456', '0xdeadbeef'])('behavior: %s is undecoded', (data) => {
    const decoded = decodeCall({ call: call(data as Hex) })
    expect(decoded).toMatchObject({ confidence: 'undecoded', children: [] })
    expect(decoded.reason).toBeDefined()
  })

  test('behavior: a malformed ABI of the target does not throw', () => {
    const abi = [{ type: 'function', name: 'x' }] as unknown as Abi
    expect(decodeCall({ call: call(transfer), knownAbis: { [address(1)]: abi } }).confidence).toBe(
      'guess',
    )
  })
})
