import { type Hex, numberToHex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniAnalysis } from '@/lib/core/check/__fixtures__/mini-analyses'
import { newWriters, selectorClash } from './abi-checks'

// Compiled before the first test, whose time it would take.
const bank = miniAnalysis('Bank')
const missing = { known: false, reason: 'nobody has given the sources of this code' } as const
const noAbis = { 'old ABI': missing, 'new ABI': missing, 'proxy ABI': missing }

test('default: without ABIs new functions are told, and the verdict stays unknown', () => {
  const analyses = {
    'old analysis': known(bank),
    'new analysis': known(miniAnalysis('BankPausing')),
  }
  expect(runOn(newWriters, { ...noAbis, ...analyses })).toMatchObject({
    verdict: 'unknown',
    evidence: [
      { where: 'old ABI' },
      { where: 'new ABI' },
      { where: '0x8456cb59', what: 'new; writes slot 4 (uint256)' },
    ],
  })
})

test('behavior: an ABI that is known names them', () => {
  const facts = {
    ...noAbis,
    'new ABI': known(parseAbi(['function pause()'])),
    'old analysis': known(bank),
  }
  expect(runOn(newWriters, facts).evidence.at(-1)).toEqual({
    where: '0x8456cb59',
    what: 'pause() new; was not seen to write',
  })
})

test('behavior: with nothing known of the old code nothing is called new', () => {
  const facts = { ...noAbis, 'new analysis': known(bank) }
  expect(runOn(newWriters, facts).evidence).toHaveLength(2)
})

test('behavior: a selector that both answer is told, and the verdict stays unknown', () => {
  const analyses = {
    'proxy analysis': known(miniAnalysis('LinearProxy')),
    'new analysis': known({ ...bank, selectors: ['0x3659cfe6'] as const }),
  }
  expect(runOn(selectorClash, { ...noAbis, ...analyses })).toMatchObject({
    verdict: 'unknown',
    evidence: [
      { where: 'proxy ABI' },
      { where: 'new ABI' },
      {
        where: '0x3659cfe6',
        what: 'a function without a name: proxy and new code both answer it',
      },
    ],
  })
  const apart = { ...noAbis, ...analyses, 'new analysis': known(bank) }
  expect(runOn(selectorClash, apart).evidence).toHaveLength(2)
})

test('behavior: thousands of selectors do not make thousands of lines', () => {
  const selectors = Array.from({ length: 2_000 }, (_, at): Hex => numberToHex(at, { size: 4 }))
  const analysis = known({ ...bank, selectors, storage: [] })
  const facts = { ...noAbis, 'proxy analysis': analysis, 'new analysis': analysis }
  const { evidence } = runOn(selectorClash, facts)
  expect(evidence).toHaveLength(53)
  expect(evidence.at(-1)).toEqual({ where: 'code', what: 'and 1950 more' })
})
