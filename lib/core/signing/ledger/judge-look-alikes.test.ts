import { getAddress, type Hex, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import { safe, transactionOf } from '@/lib/core/patch/__fixtures__/proposals'
import { factsOf, patch, schedule, subjectOf } from './__fixtures__/ledger'
import { readable } from './__fixtures__/readable'
import { judgeLookAlikes } from './check-addresses'
import { checkChain } from './check-chain'
import { checkDossier } from './check-dossier'

const digits = '1234567890abcdef1234567890abcdef12345678'
const known = getAddress(`0x${digits}`)
/** Begins and ends as it does. */
const double = `1234${'0'.repeat(3)}${'9'.repeat(29)}5678`
const [before, after] = ['aa'.repeat(12), 'bb'.repeat(9)]

const judge = (data: readonly Hex[], names = [{ name: 'the Safe', address: known }]) => {
  const entry = judgeLookAlikes({ names, addresses: [], data })
  readable([entry])
  return entry
}

describe('an address in bytes that looks like a known one', () => {
  test('error: wherever it stands, and the twin that is the known one', () => {
    for (const start of ['', before, '12']) {
      expect(judge([`0x${start}${double}${after}`])).toMatchObject({
        verdict: 'fail',
        expected: known,
        found: `0x${double}`,
      })
      expect(judge([`0x${start}${digits}${after}`]).verdict).toBe('pass')
    }
    expect(judge(['0x', `0x${double}`]).verdict).toBe('fail')
  })

  test('behavior: not across the middle of a byte, not cut short, and not with another end', () => {
    expect(judge([`0xa${double}b`]).verdict).toBe('pass')
    expect(judge([`0x${double.slice(0, 38)}`]).verdict).toBe('pass')
    expect(judge([`0x${double.slice(0, 36)}${double.slice(-4).slice(0, 2)}`]).verdict).toBe('pass')
    expect(judge([`0x${double.slice(0, 36)}5679`]).verdict).toBe('pass')
    expect(judge([`0x1235${double.slice(4)}`]).verdict).toBe('pass')
  })

  test('behavior: the left side of a number is none, an address with some zeros is one', () => {
    const small = { name: 'the Safe', address: getAddress(`0x0000${digits.slice(4)}`) }
    expect(judge([`0x${'0'.repeat(36)}5678`], [small]).verdict).toBe('pass')
    expect(judge([`0x${'0'.repeat(15)}${'9'.repeat(21)}5678`], [small]).verdict).toBe('fail')
    expect(judge([`0x1234${'0'.repeat(20)}${'9'.repeat(12)}5678`]).verdict).toBe('fail')
  })

  test('behavior: of two known ones that look alike neither is a double of the other', () => {
    const both = [
      { name: 'one', address: known },
      { name: 'two', address: getAddress(`0x${double}`) },
    ]
    expect(judge([`0x${digits}${double}`], both).verdict).toBe('pass')
  })

  test('behavior: nothing to compare with is no pass, and nobody is called nothing', () => {
    expect(judge([`0x${double}`], []).verdict).toBe('not-applicable')
    const none = [{ name: 'nobody', address: zeroAddress }]
    expect(judge([`0x${double}`], none).verdict).toBe('not-applicable')
  })
})

test('behavior: who is on the chain is told, with a wallet and without', () => {
  const { chainId } = safe
  const facts = factsOf(schedule)
  expect(checkChain(chainId, facts, undefined).detail).toBe(
    `Node and Safe are on chain ${chainId}.`,
  )
  expect(checkChain(chainId, facts, chainId).detail).toBe(
    `Wallet, node and Safe are on chain ${chainId}.`,
  )
})

describe('the dossier of a transaction', () => {
  const entryOf = (transaction: typeof schedule) => checkDossier(subjectOf(transaction))

  test('error: another Safe schedules it', () => {
    const other = { ...schedule, safe: { ...schedule.safe, address: addressOf('another') } }
    expect(entryOf(other)).toMatchObject({
      verdict: 'fail',
      expected: patch.safe,
      found: addressOf('another'),
    })
    expect(entryOf(schedule).verdict).toBe('pass')
  })

  test('error: a Safe of another chain, and ether or a delegation with it', () => {
    const elsewhere = { ...schedule, safe: { ...schedule.safe, chainId: 1 } }
    expect(entryOf(elsewhere).verdict).toBe('fail')
    expect(entryOf({ ...schedule, value: 1n }).verdict).toBe('fail')
    expect(entryOf({ ...schedule, operation: 'delegatecall' }).verdict).toBe('fail')
    expect(entryOf(transactionOf({ target: addressOf('a'), value: 0n, data: '0x' })).verdict).toBe(
      'fail',
    )
  })
})
