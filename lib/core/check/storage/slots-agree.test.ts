import { describe, expect, test } from 'vitest'
import type { StorageUse } from '@/lib/core/bytecode/code-analysis'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniAnalysis } from '@/lib/core/check/__fixtures__/mini-analyses'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { slotsAgree } from './slots-agree'

function facts(from: string, to: string): CheckFacts {
  return { 'old analysis': known(miniAnalysis(from)), 'new analysis': known(miniAnalysis(to)) }
}

describeCheck(slotsAgree, {
  bad: facts('Bank', 'BankShifted'),
  twin: facts('Bank', 'BankPausing'),
})

describe('ST-09', () => {
  test('error: what is at odds is told by selector and slot', () => {
    expect(runOn(slotsAgree, facts('Bank', 'BankShifted')).evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "used slot 1 before, and slot 2 now instead",
          "where": "0x62784a16",
        },
        {
          "what": "used slot 0, bytes 0 to 19 before, and slot 1, bytes 0 to 19 now instead",
          "where": "0x748747e6",
        },
        {
          "what": "used slot 1 before, and slot 0; slot 4 now instead",
          "where": "0xb6b55f25",
        },
        {
          "what": "used slot 2 before, and slot 3 now instead",
          "where": "0xc0b67fc6",
        },
        {
          "what": "used slot 0, bytes 0 to 19 before, and slot 1, bytes 0 to 19 now instead",
          "where": "0xe7a0bde2",
        },
        {
          "what": "treated as address before, as uint256 now",
          "where": "slot 0",
        },
        {
          "what": "treated as uint256 before, as address now",
          "where": "slot 1, bytes 0 to 19",
        },
        {
          "what": "treated as mapping(address => uint256) before, as uint256 now",
          "where": "slot 3",
        },
      ]
    `)
  })

  test('behavior: functions without getters that shift are for people to judge', () => {
    const { verdict, evidence } = runOn(slotsAgree, facts('Ledger', 'LedgerShifted'))
    expect(verdict).toBe('warn')
    expect(evidence[0]!.what).toBe('used slot 0 before, and slot 2 now instead')
  })

  test('behavior: a getter that reads a fresh variable is for people to judge', () => {
    expect(runOn(slotsAgree, facts('BankFeeOnly', 'BankFeeRenewed')).verdict).toBe('warn')
  })

  test('behavior: a function that is no longer seen to use a slot is for people to judge', () => {
    const { storage, ...rest } = miniAnalysis('BankPausing')
    const unseen = storage.map((use) => ({ ...use, reads: use.reads.slice(1) }))
    const usual = facts('Bank', 'BankPausing')
    const finding = runOn(slotsAgree, {
      ...usual,
      'new analysis': known({ ...rest, storage: unseen }),
    })
    expect(finding.verdict).toBe('warn')
    expect(finding.evidence[0]!.what).toMatch(/before, and no longer$/)
  })

  test('behavior: what could not be read is unknown', () => {
    const silent = known({ ...miniAnalysis('Bank'), storage: [] })
    const usual = facts('Bank', 'BankPausing')
    expect(runOn(slotsAgree, { ...usual, 'old analysis': silent }).verdict).toBe('unknown')
    expect(runOn(slotsAgree, { ...usual, 'new analysis': silent }).verdict).toBe('unknown')
    const undispatched = known({ ...miniAnalysis('Bank'), selectors: [] })
    expect(runOn(slotsAgree, { ...usual, 'new analysis': undispatched }).verdict).toBe('unknown')
    expect(runOn(slotsAgree, facts('Bank', 'Ledger')).verdict).toBe('unknown')
  })

  test('behavior: old code without storage left nothing to misread', () => {
    expect(runOn(slotsAgree, facts('Stateless', 'Bank')).verdict).toBe('not-applicable')
  })
})

describe('uses that exclude each other', () => {
  const use = (type: string, offset = 0): StorageUse => {
    return { slot: 0n, offset, type, reads: ['0x62784a16'], writes: [] }
  }
  const { storage: _, ...rest } = miniAnalysis('Bank')
  const verdictOf = (was: StorageUse, ...is: StorageUse[]) =>
    runOn(slotsAgree, {
      'old analysis': known({ ...rest, storage: [was] }),
      'new analysis': known({ ...rest, storage: is }),
    }).verdict

  test.each([
    ['address', 'address', 'pass'],
    ['address', 'uint8', 'fail'],
    ['address', 'mapping(address => uint256)', 'fail'],
    ['string', 'address', 'fail'],
    ['string', 'mapping(address => uint256)', 'fail'],
    ['mapping(address => uint256)', 'mapping(address => bool)', 'pass'],
    ['uint256', 'address', 'warn'],
    ['uint256', 'mapping(address => uint256)', 'warn'],
    ['uint256', 'bytes32', 'pass'],
    ['uint256', 'uint256[]', 'pass'],
    ['uint256', 'string', 'pass'],
  ])('%s → %s', (was, is, verdict) => {
    expect(verdictOf(use(was), use(is))).toBe(verdict)
    expect(verdictOf(use(is), use(was))).toBe(verdict)
  })

  test('behavior: parts of one slot that share no byte agree', () => {
    expect(verdictOf(use('uint128'), use('uint128'), use('uint128', 16))).toBe('pass')
    expect(verdictOf(use('address'), use('uint128', 16))).toBe('fail')
  })

  test('behavior: parts of one slot are apart whichever comes first, and at odds where they are not', () => {
    expect(verdictOf(use('uint128', 16), use('uint128'), use('uint128', 16))).toBe('pass')
    expect(verdictOf(use('uint64', 8), use('uint64'), use('uint64', 8))).toBe('pass')
    expect(verdictOf(use('uint64', 4), use('uint64'))).toBe('fail')
    expect(verdictOf(use('uint32', 4), use('uint64'))).toBe('fail')
    const several = [use('address'), use('uint64', 16), use('uint64', 24)]
    expect(verdictOf(use('uint64', 16), ...several)).toBe('fail')
  })
})

describe('functions that use other places', () => {
  const { storage: _, ...rest } = miniAnalysis('Bank')
  const [one, two] = ['0x62784a16', '0x748747e6'] as const
  const place = (slot: bigint, ...reads: ('0x62784a16' | '0x748747e6')[]): StorageUse => {
    return { slot, offset: 0, type: 'uint256', reads, writes: [] }
  }
  const verdictOf = (was: readonly StorageUse[], is: readonly StorageUse[]) =>
    runOn(slotsAgree, {
      'old analysis': known({ ...rest, storage: was }),
      'new analysis': known({ ...rest, storage: is }),
    }).verdict

  test('error: one place instead of another that was, or still is, in use', () => {
    const was = [place(1n, one), place(2n, two)]
    expect(verdictOf(was, [place(2n, one, two)])).toBe('fail')
    expect(verdictOf(was.slice(0, 1), [place(3n, one), place(1n, two)])).toBe('fail')
    expect(verdictOf(was, [place(3n, one), place(2n, two)])).toBe('warn')
    expect(verdictOf(was, was)).toBe('pass')
  })

  test('behavior: a function of several places is for people to judge', () => {
    const was = [place(1n, one), place(2n, one, two)]
    expect(verdictOf(was, [place(3n, one), place(2n, two), place(1n)])).toBe('warn')
    expect(verdictOf([place(1n, one), place(2n, two)], [place(2n, one, two), place(3n, one)])).toBe(
      'warn',
    )
    expect(verdictOf(was, [place(1n, one), place(2n, one, two), place(3n, one)])).toBe('pass')
  })
})
