import { encodeFunctionData } from 'viem'
import { expect, test } from 'vitest'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { queued } from '@/lib/core/watch/__fixtures__/queued'
import { queuedReviewInput } from './queued-review-input'

const block = { number: 9n, hash: `0x${'9'.repeat(64)}`, timestamp: 900n } as const
const inputOf = (changes: Parameters<typeof queued>[0]) =>
  queuedReviewInput({ operation: queued(changes), block, firstBlock: 3n })
const [admin, proxy, next] = ['1', '2', '3'].map((digit) => `0x${digit.repeat(40)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
const upgrade = {
  target: admin,
  value: 0n,
  data: encodeFunctionData({
    abi: proxyAdminAbi,
    functionName: 'upgradeAndCall',
    args: [proxy, next, '0x'],
  }),
}
const whole = { kind: 'openzeppelin', encoding: 'single', salt: block.hash } as const

test('default: calls, the proxies that they upgrade, and the operation as its id commits to it', () => {
  const { protocol, calls, operation } = inputOf({ ...whole, calls: [upgrade] })
  expect(calls).toEqual([upgrade])
  expect(protocol).toMatchObject({ proxies: [{ address: proxy }], deploymentBlock: 3 })
  expect(operation?.content).toMatchObject({ kind: 'single', salt: block.hash, calls: [upgrade] })
  expect(operation?.delay).toBe(1_200n)
})

test('behavior: what does not tell what its id commits to names no operation', () => {
  const changes = [
    { salt: 'unknown' },
    { salt: undefined },
    { encoding: 'unknown' },
    { encoding: undefined },
    { mismatch: true },
    { missingCalls: 1 },
    { kind: 'compound' },
  ] as const
  for (const change of changes) {
    expect(inputOf({ ...whole, calls: [upgrade], ...change }).operation).toBeUndefined()
  }
})

test('behavior: foreign code that is run is told as that, and upgrades no proxy of its target', () => {
  const { calls, protocol } = inputOf({
    kind: 'zodiac-delay',
    calls: [{ ...upgrade, delegatecall: true }],
  })
  expect(calls).toEqual([{ ...upgrade, operation: 'delegatecall' }])
  expect(protocol.proxies).toEqual([])
})
