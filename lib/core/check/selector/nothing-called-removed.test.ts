import { type Abi, type Hex, parseAbi, toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { proxy } from '@/lib/core/check/__fixtures__/patch-facts'
import { nothingCalledRemoved } from './nothing-called-removed'

const old: Abi = parseAbi(['function owner() view returns (address)', 'function claim(uint256 id)'])
const kept: Abi = old
const without: Abi = parseAbi(['function owner() view returns (address)'])
const claim = toFunctionSelector('claim(uint256)')

function facts(now: Abi, ...counts: (readonly [Hex, number])[]) {
  const use = [{ of: proxy, fromBlock: 1n, toBlock: 9n, counts: new Map(counts) }]
  return {
    'old ABI': known(old),
    'new ABI': known(now),
    'selector use': known(use, 'chain'),
  }
}

describeCheck(nothingCalledRemoved, {
  bad: facts(without, [claim, 2]),
  twin: facts(kept, [claim, 2]),
  mending: ['new ABI'],
})

test('behavior: that no transaction called it is no proof', () => {
  expect(runOn(nothingCalledRemoved, facts(without))).toMatchObject({
    verdict: 'warn',
    evidence: [{ where: claim, what: 'claim(uint256) is gone; called 0 times' }],
  })
})

test('behavior: without past transactions only what is gone matters', () => {
  const { 'selector use': _, ...rest } = facts(without)
  expect(runOn(nothingCalledRemoved, rest).verdict).toBe('unknown')
  expect(runOn(nothingCalledRemoved, { ...rest, 'new ABI': known(kept) }).verdict).toBe('pass')
})
