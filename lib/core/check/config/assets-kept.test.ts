import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf } from '@/lib/core/check/__fixtures__/patch-facts'
import { assetsKept } from './assets-kept'
import type { AssetAnswers, GivenAsset } from './given-asset'

const [usdt, usdc] = [addressOf(0x0d), addressOf(0x0c)]
const lender = { address: addressOf(0x1), symbol: 'iUSDT', decimals: 6, underlying: usdt }
const better = { ...lender, address: addressOf(0x2), symbol: 'aUSDT' }
const wrong = { ...lender, address: addressOf(0x3), symbol: 'iUSDC', underlying: usdc }
const token = { address: usdt, symbol: 'USDT', decimals: 6 }
const account: AssetAnswers = { address: addressOf(0xacc) }

const given = (old: AssetAnswers | undefined, now: AssetAnswers): GivenAsset => ({
  where: 'migration › lender',
  old,
  now,
})
const run = (...assets: GivenAsset[]) =>
  runOn(assetsKept, { 'given assets': known(assets, 'chain') })

describeCheck(assetsKept, {
  bad: { 'given assets': known([given(lender, wrong)], 'chain') },
  twin: { 'given assets': known([given(lender, lender)], 'chain') },
})

test('error: whom it lends for is its own word, so it is no pass', () => {
  expect(run(given(lender, better))).toMatchObject({
    verdict: 'warn',
    detail: '1 of 1 addresses are others, and of the same asset by their own words only.',
    evidence: [
      {
        where: 'migration › lender',
        what: `${better.address} (aUSDT, 6 decimals, for ${usdt}); ${lender.address} (iUSDT, 6 decimals, for ${usdt}) before`,
      },
    ],
  })
  expect(run(given(lender, wrong)).verdict).toBe('fail')
  expect(run(given(lender, { ...better, underlying: undefined })).verdict).toBe('fail')
  expect(run(given({ ...lender, underlying: undefined }, better)).verdict).toBe('fail')
  // The worst of several counts, and is counted.
  expect(run(given(lender, lender), given(lender, better), given(lender, wrong)).detail).toBe(
    '1 of 3 addresses stand for another asset than before.',
  )
})

test('behavior: any of the three answers makes a token', () => {
  const bare = { address: addressOf(0x5) }
  for (const answer of [{ symbol: 'A' }, { decimals: 6 }, { underlying: usdt }]) {
    expect(run(given(undefined, { ...bare, ...answer })).verdict).toBe('unknown')
    expect(run(given({ ...bare, ...answer }, account)).verdict).toBe('fail')
  }
  expect(run(given(undefined, { ...bare, decimals: 6 })).evidence[0]?.what).toBe(
    `${bare.address} (no symbol, 6 decimals); what is there now is not known`,
  )
  expect(run(given(undefined, { ...bare, symbol: 'A' })).evidence[0]?.what).toContain(
    '(A, no decimals)',
  )
  expect(run(given(token, account)).evidence[0]?.what).toMatch(/ is no token; /)
})

test('behavior: the same address needs no words', () => {
  expect(run(given(token, token)).verdict).toBe('pass')
})

test('behavior: a token with the same symbol is another token all the same', () => {
  expect(run(given(token, { ...token, address: usdc })).verdict).toBe('warn')
  expect(run(given(token, { ...token, address: usdc, symbol: 'USDC' })).verdict).toBe('fail')
})

test('behavior: other decimals, and no token where one was', () => {
  expect(run(given(lender, { ...better, decimals: 18 })).verdict).toBe('fail')
  expect(run(given(token, account)).verdict).toBe('fail')
})

test('behavior: nothing to compare with, and nothing to compare', () => {
  expect(run(given(undefined, token)).verdict).toBe('unknown')
  expect(run(given(undefined, account), given(account, account)).verdict).toBe('not-applicable')
})

test('behavior: hostile symbols are made visible', () => {
  const { evidence } = run(given(token, { ...token, address: usdc, symbol: 'USD\u202ET' }))
  expect(evidence[0]?.what).toContain('USD⟨U+202E⟩T')
})
