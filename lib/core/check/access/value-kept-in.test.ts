import { zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  addressOf,
  proxy,
  safe,
  stranger,
  timelock,
} from '@/lib/core/check/__fixtures__/patch-facts'
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

  test('error: a part of what it got, given back, is no gift', () => {
    const back = (amount: bigint) =>
      moved(erc20(zeroAddress, stranger, 100n), erc20(stranger, proxy, amount))
    expect(runOn(valueKeptIn, strangerFacts(back(1n)))).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: `claim(uint256), given zeros: gives it ${token} that is made anew` }],
    })
    expect(verdictOf(back(99n))).toBe('fail')
    expect(verdictOf(back(100n))).toBe('pass')
    expect(verdictOf(back(101n))).toBe('pass')
    // It gives something else for it.
    const other = { ...erc20(stranger, proxy), token: addressOf(0x71) }
    expect(verdictOf(moved(other, erc20(zeroAddress, stranger)))).toBe('pass')
    const nft = { step: 0, kind: 'erc721', token, id: 0n } as const
    const lent = moved({ ...nft, from: proxy, to: stranger }, { ...nft, from: stranger, to: proxy })
    expect(verdictOf(lent)).toBe('pass')
    const swapped = moved(
      { ...nft, from: proxy, to: stranger },
      { ...nft, id: 1n, from: stranger, to: proxy },
    )
    expect(verdictOf(swapped)).toBe('pass')
    // What passes through goes to somebody else.
    expect(verdictOf(moved(erc20(proxy, stranger), erc20(stranger, addressOf(9))))).toBe('pass')
  })

  test('error: what goes to others, and to nobody', () => {
    const whatOf = (...moves: AssetMove[]) =>
      runOn(valueKeptIn, strangerFacts(moved(...moves))).evidence.map(
        ({ what }) => what.split(': ')[1],
      )
    expect(whatOf(erc20(proxy, zeroAddress))).toEqual([`sends ${token} of ${proxy} to nobody`])
    expect(whatOf(erc20(proxy, addressOf(9)), erc20(proxy, addressOf(9)))).toEqual([
      `sends ${token} of ${proxy} to ${addressOf(9)}`,
    ])
    expect(whatOf(erc20(addressOf(8), addressOf(9)))).toEqual([])
    expect(whatOf(erc20(addressOf(8), stranger))).toEqual([`gives it ${token} of ${addressOf(8)}`])
    const many = {
      step: 0,
      kind: 'erc1155',
      token,
      id: 7n,
      from: proxy,
      to: stranger,
      amount: 2n,
    } as const
    expect(whatOf(many)).toEqual([`gives it number 7 of ${token} of ${proxy}`])
    expect(whatOf({ ...many, amount: 0n })).toEqual([])
  })

  test('error: tokens of their own kind that it may take', () => {
    const allowed = (allowance: object) =>
      verdictOf(
        strangerCall('f()', {
          allowances: [{ step: 0, token, owner: proxy, spender: stranger, ...allowance } as never],
        }),
      )
    expect(allowed({ kind: 'token', id: 1n })).toBe('fail')
    expect(allowed({ kind: 'all', approved: true })).toBe('fail')
    expect(allowed({ kind: 'all', approved: false })).toBe('pass')
    expect(allowed({ kind: 'amount', amount: 1n, spender: addressOf(9) })).toBe('pass')
  })

  test('behavior: the Safe and the timelock belong to the protocol', () => {
    for (const [kind, value, address] of [
      ['safe', safe, safe.safe.address],
      ['timelock', timelock, timelock.timelock.address],
    ] as const) {
      const facts = strangerFacts(moved(erc20(proxy, address)))
      expect(runOn(valueKeptIn, facts).verdict).toBe('fail')
      expect(runOn(valueKeptIn, { ...facts, [kind]: known(value) }).verdict).toBe('pass')
    }
  })

  test('behavior: what was so before says nothing of what is new, nor of the implementation', () => {
    const before = { ...noEffect, moves: [erc20(proxy, stranger)] }
    const other = { ...erc20(proxy, stranger), token: addressOf(0x71) }
    const more = strangerCall('drip()', { moves: [erc20(proxy, stranger), other] }, { before })
    const { verdict, evidence } = runOn(valueKeptIn, strangerFacts(more))
    expect(verdict).toBe('fail')
    expect(evidence).toEqual([
      { where: proxy, what: `drip(), given zeros: gives it ${addressOf(0x71)} of ${proxy}` },
    ])
    const direct = strangerCall('drip()', { moves: [erc20(proxy, stranger)] }, { direct: true })
    expect(verdictOf(direct)).toBe('pass')
  })

  test('behavior: one line for a gain, whatever was given', () => {
    const again = { ...moved(erc20(proxy, stranger)), given: 'its own address' }
    const facts = strangerFacts(moved(erc20(proxy, stranger)), again)
    expect(runOn(valueKeptIn, facts).evidence).toHaveLength(1)
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
