import { encodeErrorResult, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { proxy, timelockAddress } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import {
  joinOutcomes,
  probeOutcome,
  type RoleProbe,
  type RoleProbes,
} from '@/lib/core/simulation/role-probes'
import { rolesKept } from './roles-kept'

function probes(given: Partial<RoleProbe>, rest: Partial<RoleProbes> = {}): CheckFacts {
  const probe: RoleProbe = {
    contract: proxy,
    holder: timelockAddress,
    name: 'Timelock',
    signature: 'setFee(uint256)',
    selector: '0x69fe0e2d',
    before: 'may',
    after: 'may',
    stranger: { before: 'refused', after: 'refused' },
    moves: [],
    ...given,
  }
  const value = { holders: 1, functions: 1, questions: 4, probes: [probe], omitted: [], ...rest }
  return { 'role probes': known(value) }
}

const added = { before: 'absent', stranger: { before: 'absent', after: 'refused' } } as const

describeCheck(rolesKept, { bad: probes({ after: 'refused' }), twin: probes({}) })

describe('AC-03', () => {
  const verdictOf = (facts: CheckFacts) => runOn(rolesKept, facts).verdict

  test('behavior: what is gained counts as what is lost', () => {
    expect(verdictOf(probes({ before: 'refused', after: 'may' }))).toBe('fail')
  })

  test('behavior: new functions, and those that move value', () => {
    expect(verdictOf(probes(added))).toBe('warn')
    expect(verdictOf(probes({ ...added, moves: ['1 wei'] }))).toBe('fail')
    const open = { before: 'absent', after: 'may' } as const
    expect(verdictOf(probes({ ...added, stranger: open }))).toBe('pass')
  })

  test('behavior: where arguments decide nothing is said', () => {
    expect(verdictOf(probes({ before: 'may', after: 'arguments' }))).toBe('unknown')
    expect(verdictOf(probes({ before: 'arguments', after: 'arguments' }))).toBe('pass')
    expect(verdictOf(probes({}, { holders: 0, probes: [] }))).toBe('unknown')
    expect(verdictOf(probes({}, { omitted: ['3 functions beyond the first 80'] }))).toBe('unknown')
  })
})

describe('what an answer says of its caller', () => {
  const abi = parseAbi([
    'error OwnableUnauthorizedAccount(address account)',
    'error InsufficientBalance()',
    'error Error(string text)',
  ])
  const reverted = (errorName: (typeof abi)[number]['name'], args: readonly unknown[]) => {
    const data = encodeErrorResult({ abi, errorName, args } as never)
    return { succeeded: false, output: { data, size: data.length / 2 - 1 } }
  }
  const said = (text: string) => probeOutcome(reverted('Error', [text]), abi)

  test('default', () => {
    expect(probeOutcome(reverted('OwnableUnauthorizedAccount', [proxy]), abi)).toBe('refused')
    expect(probeOutcome(reverted('InsufficientBalance', []), abi)).toBe('arguments')
    expect(said('Ownable: caller is not the owner')).toBe('refused')
    expect(said('ERC20: transfer amount exceeds balance')).toBe('arguments')
    expect(probeOutcome({ succeeded: true, output: { data: '0x', size: 0 } }, abi)).toBe('may')
  })

  test('behavior: silence is no refusal', () => {
    const silent = { succeeded: false, output: { data: '0x', size: 0 } } as const
    expect(probeOutcome(silent, abi)).toBe('unknown')
    expect(probeOutcome(undefined, abi)).toBe('unknown')
    expect(joinOutcomes(['arguments', 'may'])).toBe('may')
    expect(joinOutcomes(['arguments', 'refused'])).toBe('refused')
  })
})
