import { zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, proxy, stranger } from '@/lib/core/check/__fixtures__/patch-facts'
import {
  noEffect,
  strangerCall,
  strangerCalls,
  strangerFacts,
} from '@/lib/core/check/__fixtures__/stranger-facts'
import type { AssetMove } from '@/lib/core/simulation/asset-flows'
import { valueKeptIn } from './value-kept-in'

const token = addressOf(0x70)
const erc20 = (from: typeof token, to: typeof token, amount = 5n): AssetMove => ({
  step: 0,
  kind: 'erc20',
  token,
  from,
  to,
  amount,
})
const moved = (...moves: AssetMove[]) => strangerCall('claim(uint256)', { moves })

describeCheck(valueKeptIn, {
  bad: strangerFacts(moved(erc20(zeroAddress, stranger))),
  // It gives and gets.
  twin: strangerFacts(moved(erc20(stranger, proxy), erc20(zeroAddress, stranger))),
})

describe('AC-04', () => {
  const verdictOf = (...calls: ReturnType<typeof moved>[]) =>
    runOn(valueKeptIn, strangerFacts(...calls)).verdict

  test('error: ether, a token for somebody else, a token of its own kind', () => {
    const ether = { step: 0, kind: 'ether', from: proxy, to: stranger, amount: 1n } as const
    expect(verdictOf(moved(ether))).toBe('fail')
    expect(verdictOf(moved(erc20(proxy, addressOf(9))))).toBe('fail')
    const nft = { step: 0, kind: 'erc721', token, id: 0n, from: proxy, to: stranger } as const
    expect(verdictOf(moved(nft))).toBe('fail')
  })

  test('error: an allowance', () => {
    const allowance = { step: 0, token, owner: proxy, spender: stranger } as const
    const allowed = (amount: bigint) =>
      strangerCall('f()', { allowances: [{ ...allowance, kind: 'amount', amount }] })
    expect(verdictOf(allowed(1n))).toBe('fail')
    expect(verdictOf(allowed(0n))).toBe('pass')
    const own = { ...allowance, owner: stranger, kind: 'amount', amount: 1n } as const
    expect(verdictOf(strangerCall('approve()', { allowances: [own] }))).toBe('pass')
  })

  test('behavior: nothing, and what stays within the protocol', () => {
    expect(verdictOf(moved(erc20(proxy, stranger, 0n)))).toBe('pass')
    const strategy = addressOf(0x88)
    const facts = strangerFacts(moved(erc20(proxy, strategy)))
    expect(runOn(valueKeptIn, facts).verdict).toBe('fail')
    const registry = known(new Map([[strategy.toLowerCase(), 'Strategy']]))
    expect(runOn(valueKeptIn, { ...facts, registry }).verdict).toBe('pass')
  })

  test('behavior: what was so before is told and not new', () => {
    const moves = [erc20(proxy, stranger)]
    const faucet = strangerCall('drip()', { moves }, { before: { ...noEffect, moves } })
    expect(verdictOf(faucet)).toBe('warn')
  })

  test('behavior: what was not tried is unknown', () => {
    const untried = { ...strangerCalls(), untried: ['20 of 60 calls'] }
    expect(runOn(valueKeptIn, { 'stranger calls': known(untried) }).verdict).toBe('unknown')
  })
})
