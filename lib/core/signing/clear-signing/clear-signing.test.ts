import { encodeFunctionData, getAddress, parseAbi, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import { calldataDigest } from '@/lib/core/signing/device/calldata-digest'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { clearSignCall, clearSignTypedData, isClear } from './clear-sign'
import { safeCallDescriptor, safeMessageDescriptor, timelockDescriptor } from './own-descriptors'
import { parseDescriptor } from './parse-descriptor'
import { readPath } from './read-path'
import { staleDescriptors } from './stale-descriptors'

const at = (byte: string) => getAddress(`0x${byte.repeat(20)}`)
const safe = { chainId: 1, address: at('5a') }
const timelock = { chainId: 1, address: at('71') }
const vault = at('aa')
const [v1, v2] = [at('b1'), at('b2')]
const version = '1.4.1'

const transaction = plainTransaction({
  safe,
  call: { target: timelock.address, value: 0n, data: '0xdeadbeef' },
  nonce: 47n,
})

describe('clearSignTypedData', () => {
  const typedData = safeTypedData({ transaction, version })

  test('default: our descriptor shows every member that is signed', () => {
    const shown = clearSignTypedData({
      descriptor: safeMessageDescriptor(safe, version),
      typedData,
    })
    if (!isClear(shown)) throw new Error(shown.reason)
    expect(shown.intent).toBe('Sign Safe transaction')
    expect(shown.hidden).toEqual([])
    expect(shown.rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      `To: ${timelock.address}`,
      'Value: 0 of the native currency',
      'Operation: Call',
      `Call: 0xdeadbeef, 4 bytes, Calldata Digest ${calldataDigest('0xdeadbeef')}`,
      'Safe gas: 0',
      'Base gas: 0',
      'Gas price: 0',
      `Gas token: ${zeroAddress}`,
      `Refund to: ${zeroAddress}`,
      'Nonce: 47',
    ])
  })

  test('behavior: what a descriptor hides is told', () => {
    const [key] = safeMessageDescriptor(safe, version).formats.map((format) => format.key)
    const hiding = parseDescriptor({
      context: { eip712: { deployments: [safe] } },
      display: {
        formats: {
          [key ?? '']: {
            intent: 'Safe',
            fields: [
              { path: 'to', label: 'To', format: 'addressName' },
              {
                path: 'data',
                label: 'Transaction',
                format: 'calldata',
                params: { calleePath: 'to', amountPath: 'value' },
              },
              { path: 'nonce', label: 'Nonce', visible: 'never' },
            ],
          },
        },
      },
    })
    const shown = clearSignTypedData({ descriptor: hiding, typedData })
    expect(isClear(shown) && shown.hidden).toEqual([
      'operation',
      'safeTxGas',
      'baseGas',
      'gasPrice',
      'gasToken',
      'refundReceiver',
      'nonce',
    ])
  })

  test('behavior: another chain, another Safe and another type are not clear', () => {
    const elsewhere = safeMessageDescriptor({ ...safe, chainId: 10 }, version)
    expect(clearSignTypedData({ descriptor: elsewhere, typedData })).toEqual({
      reason: 'It is not for this contract on this chain.',
    })
    const older = safeMessageDescriptor(safe, '0.1.0')
    expect(clearSignTypedData({ descriptor: older, typedData })).toEqual({
      reason: 'It has nothing for a message of the type SafeTx.',
    })
    const calls = safeCallDescriptor(safe, version)
    expect(clearSignTypedData({ descriptor: calls, typedData })).toEqual({
      reason: 'It describes calls, not messages.',
    })
  })
})

describe('clearSignCall', () => {
  const calls = [
    { target: vault, value: 0n, data: '0x12345678' },
    { target: vault, value: 10n ** 18n, data: '0x' },
  ] as const
  const data = encodeSchedule({
    kind: 'batch',
    calls,
    predecessor: zeroHash,
    salt: `0x${'0d'.repeat(32)}`,
    delay: 172_800n,
  })

  test('default: a batch, element by element', () => {
    const shown = clearSignCall({
      descriptor: timelockDescriptor(timelock),
      chainId: 1,
      call: { target: timelock.address, value: 0n, data },
    })
    if (!isClear(shown)) throw new Error(shown.reason)
    expect(shown.intent).toBe('Schedule operation')
    expect(shown.hidden).toEqual([])
    expect(shown.rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      `Target: ${vault}`,
      `Target: ${vault}`,
      'Value: 0 of the native currency',
      'Value: 1 of the native currency',
      `Call: 0x12345678, 4 bytes, Calldata Digest ${calldataDigest('0x12345678')}`,
      'Call: no calldata',
      `After operation: ${zeroHash}`,
      `Salt (patch digest): 0x${'0d'.repeat(32)}`,
      'Delay: 2 days',
    ])
  })

  test('behavior: calldata with bytes that no encoder writes is not clear', () => {
    const shown = clearSignCall({
      descriptor: timelockDescriptor(timelock),
      chainId: 1,
      call: { target: timelock.address, value: 0n, data: data.slice(0, -2) as typeof data },
    })
    expect(isClear(shown)).toBe(false)
  })

  test('behavior: the sentence is filled in or left out, and hostile words are visible', () => {
    const descriptorOf = (sentence: string) =>
      parseDescriptor({
        context: { contract: { deployments: [{ chainId: 1, address: vault }] } },
        display: {
          formats: {
            'transfer(address to,uint256 value)': {
              intent: 'Send\u202E',
              interpolatedIntent: sentence,
              fields: [
                { path: 'to', label: 'To', format: 'addressName' },
                {
                  path: 'value',
                  label: 'Amount',
                  format: 'unit',
                  params: { decimals: 6, base: 'USDC' },
                },
              ],
            },
          },
        },
      })
    const call = {
      target: vault,
      value: 0n,
      data: encodeFunctionData({
        abi: parseAbi(['function transfer(address to, uint256 value)']),
        functionName: 'transfer',
        args: [v1, 1_500_000n],
      }),
    }
    const shown = clearSignCall({
      descriptor: descriptorOf('Send {value} to {to}'),
      chainId: 1,
      call,
    })
    expect(isClear(shown) && shown.sentence).toBe(`Send 1.5 USDC to ${v1}`)
    expect(isClear(shown) && shown.intent).toBe('Send⟨U+202E⟩')
    const torn = clearSignCall({ descriptor: descriptorOf('Send {gone}'), chainId: 1, call })
    expect(isClear(torn) && torn.sentence).toBeUndefined()
  })
})

describe('readPath', () => {
  const values = { order: { price: 5n }, owners: ['a', 'b', 'c'], path: '0x00112233' }

  test.each([
    ['order.price', [5n]],
    ['#.order.price', [5n]],
    ['owners.[]', ['a', 'b', 'c']],
    ['owners.[-1]', ['c']],
    ['owners[0]', ['a']],
    ['owners.[0:2]', [['a', 'b']]],
    ['path.[0:2]', ['0x0011']],
    ['path.[-1:]', ['0x33']],
    ['order.__proto__', []],
    ['nobody', []],
  ])('default: %s', (path, expected) => {
    expect(readPath(values, path)).toEqual(expected)
  })
})

describe('parseDescriptor', () => {
  test('error: what has another shape', () => {
    expect(() => parseDescriptor('{"display":{"formats":{}}}')).toThrowErrorMatchingInlineSnapshot(`
      [InvalidDescriptorError: This is not a descriptor of ERC-7730.
      context: Neither contract nor eip712.
      Give { context: { contract or eip712: { deployments } }, metadata, display: { formats } }.]
    `)
    expect(() => parseDescriptor('{')).toThrow('JSON: does not parse')
  })

  test('behavior: a definition is shared, and the field that uses it has the last word', () => {
    const { formats } = parseDescriptor({
      context: { contract: {} },
      display: {
        definitions: { amount: { label: 'Amount', format: 'amount' } },
        formats: {
          'f(uint256 a)': {
            fields: [{ path: 'a', $ref: '$.display.definitions.amount', label: 'Fee' }],
          },
        },
      },
    })
    expect(formats[0]?.fields[0]).toMatchObject({ label: 'Fee', format: 'amount', path: 'a' })
  })
})

describe('staleDescriptors', () => {
  const before = parseAbi([
    'function deposit(uint256 assets, address receiver)',
    'function withdraw(uint256 assets)',
    'function pause(bool all)',
    'function setFee(uint256 fee)',
    'function total() view returns (uint256)',
  ])
  const after = parseAbi([
    'function deposit(uint256 assets, address receiver, uint256 least)',
    'function withdraw(uint256 shares)',
    'function halt(bool all)',
    'function sweep(address token)',
    'function sum() view returns (uint256)',
  ])
  const descriptorOf = (address: string, keys: readonly string[]) =>
    parseDescriptor({
      context: { $id: 'Vault', contract: { deployments: [{ chainId: 1, address }] } },
      display: { formats: Object.fromEntries(keys.map((key) => [key, { intent: 'x' }])) },
    })
  const keys = [
    'deposit(uint256 assets,address receiver)',
    'withdraw(uint256 assets)',
    'pause(bool all)',
    'setFee(uint256 fee)',
  ]
  const upgrade = {
    chainId: 1,
    proxies: [vault],
    from: { address: v1, abi: before },
    to: { address: v2, abi: after },
  }
  const standingOf = (descriptor = descriptorOf(vault, keys), change = {}) =>
    staleDescriptors({ descriptors: [descriptor], upgrades: [{ ...upgrade, ...change }] })

  test('default: every way in which a function can go', () => {
    const [found] = standingOf()
    expect(found?.standing).toBe('stale')
    expect(found?.functions.map(({ key, change, now }) => [key, change, now])).toEqual([
      [keys[0], 'parameters-changed', 'deposit(uint256 assets,address receiver,uint256 least)'],
      [keys[1], 'names-changed', 'withdraw(uint256 shares)'],
      [keys[2], 'renamed', 'halt(bool all)'],
      [keys[3], 'removed', undefined],
    ])
    expect(found?.undescribed).toEqual([
      'deposit(uint256,address,uint256)',
      'halt(bool)',
      'sweep(address)',
    ])
  })

  test('behavior: a patch that changes no function leaves it as it is', () => {
    const [found] = standingOf(undefined, { to: { address: v2, abi: before } })
    expect(found).toMatchObject({ standing: 'intact', functions: [], undescribed: [] })
  })

  test('behavior: other contracts and other chains are not concerned', () => {
    expect(standingOf(descriptorOf(at('cc'), keys))).toEqual([])
    expect(standingOf(undefined, { chainId: 10 })).toEqual([])
  })

  test('behavior: bound to the old code, it is lost; to the new code, it is compared', () => {
    expect(standingOf(descriptorOf(v1, keys))[0]?.standing).toBe('unbound')
    expect(standingOf(descriptorOf(v2, keys))).toEqual([])
  })

  test('behavior: without the ABI of the new code, and for messages, it is unknown', () => {
    const [found] = standingOf(undefined, { to: { address: v2, abi: undefined } })
    expect(found).toMatchObject({
      standing: 'unknown',
      reason: 'The ABI of the new code is not known.',
    })
    const messages = safeMessageDescriptor({ chainId: 1, address: vault }, version)
    expect(standingOf(messages)[0]?.standing).toBe('unknown')
  })

  test('behavior: what it includes is not known, so that it is never called intact', () => {
    const including = { ...descriptorOf(vault, []), includes: 'common.json' }
    expect(standingOf(including)[0]?.standing).toBe('unknown')
  })

  test('behavior: what was stale before is not this patch’s doing', () => {
    const [found] = standingOf(descriptorOf(vault, ['burn(uint256 amount)']))
    expect(found?.functions).toEqual([])
  })
})
