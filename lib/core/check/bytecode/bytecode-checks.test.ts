import { type Hex, keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  accountsOf,
  chainId,
  implementation,
  stranger,
  upgrade,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { codeFixed } from './code-fixed'
import { codePinned } from './code-pinned'
import { noNewDanger } from './no-new-danger'
import { opcodesSupported } from './opcodes-supported'

/** PUSH1 1 PUSH1 2 ADD */
const plain = '0x6001600201'
/** The same, then SELFDESTRUCT. */
const ending = '0x6001600201ff'
/** The byte of SELFDESTRUCT as data of a PUSH1. */
const data = '0x60ff60020150'

describeCheck(noNewDanger, {
  bad: { 'old code': known(plain), 'new code': known(ending) },
  twin: { 'old code': known(plain), 'new code': known(data) },
})

describe('BC-06', () => {
  test('behavior: what the old code had too is not new', () => {
    const code = known<Hex>(ending)
    expect(runOn(noNewDanger, { 'old code': code, 'new code': code }).verdict).toBe('pass')
  })

  test.each([
    ['SELFDESTRUCT', 'ff'],
    ['DELEGATECALL', 'f4'],
    ['CALLCODE', 'f2'],
    ['CREATE2', 'f5'],
  ])('error: %s is new', (name, byte) => {
    const told = (code: Hex) =>
      runOn(noNewDanger, { 'old code': known(plain), 'new code': known(code) }).evidence
    expect(told(`${plain}${byte}`)).toEqual([{ where: 'byte 5', what: `${name}, once` }])
    expect(told(`${plain}${byte}5b${byte}`)).toEqual([
      { where: 'byte 5', what: `${name}, 2 times` },
    ])
    expect(told(`${plain}f1`)).toEqual([])
  })
})

const pinned = known(new Map([[implementation.toLowerCase(), keccak256('0x11')]]))

describeCheck(codePinned, {
  bad: {
    upgrade: known(upgrade),
    accounts: known(accountsOf({ address: implementation, codeHash: keccak256('0x22') })),
    'pinned code hashes': pinned,
  },
  twin: {
    upgrade: known(upgrade),
    accounts: known(accountsOf({ address: implementation })),
    'pinned code hashes': pinned,
  },
})

test('behavior: a hash that nobody named is unknown', () => {
  const facts = {
    upgrade: known(upgrade),
    accounts: known(accountsOf({ address: implementation })),
    'pinned code hashes': known(new Map()),
  }
  expect(runOn(codePinned, facts).verdict).toBe('unknown')
})

describeCheck(codeFixed, {
  bad: {
    upgrade: known(upgrade),
    accounts: known(accountsOf({ address: implementation, kind: 'delegated', delegate: stranger })),
  },
  twin: { upgrade: known(upgrade), accounts: known(accountsOf({ address: implementation })) },
})

test('behavior: no code at all, and code that was not read', () => {
  const none = accountsOf({ address: implementation, kind: 'none', size: 0 })
  expect(runOn(codeFixed, { upgrade: known(upgrade), accounts: known(none) }).verdict).toBe('fail')
  const unread = { upgrade: known(upgrade), accounts: known(accountsOf()) }
  expect(runOn(codeFixed, unread).verdict).toBe('unknown')
})

/** PUSH0 PUSH0 ADD */
const young = '0x5f5f01'
const opcodes = (...entries: readonly [string, boolean][]) => ({
  'chain opcodes': known(new Map(entries)),
  'chain id': known(chainId),
})

describeCheck(opcodesSupported, {
  bad: { 'new code': known(young), ...opcodes(['PUSH0', false]) },
  twin: { 'new code': known(young), ...opcodes(['PUSH0', true]) },
})

test('behavior: an instruction that was not tried is unknown, and old ones need not be', () => {
  expect(runOn(opcodesSupported, { 'new code': known(young), ...opcodes() }).verdict).toBe(
    'unknown',
  )
  expect(runOn(opcodesSupported, { 'new code': known(plain), ...opcodes() }).verdict).toBe('pass')
})
