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

describe('AC-03, row by row', () => {
  type Row = readonly [
    before: RoleProbe['before'],
    after: RoleProbe['after'],
    stranger: RoleProbe['after'],
    verdict: string,
    what: string,
  ]

  test.each<Row>([
    ['may', 'may', 'refused', 'pass', 'may → may'],
    ['refused', 'refused', 'refused', 'pass', 'is refused → is refused'],
    [
      'may',
      'absent',
      'absent',
      'pass',
      'may → does not exist; the selector checks tell of what is gone',
    ],
    ['may', 'refused', 'refused', 'fail', 'may → is refused; newly refused: Ownable'],
    ['refused', 'may', 'refused', 'fail', 'is refused → may; newly let through: Ownable'],
    ['refused', 'may', 'may', 'fail', 'is refused → may; anyone may now'],
    ['may', 'arguments', 'refused', 'unknown', 'may → turns on the arguments; Ownable'],
    ['arguments', 'refused', 'refused', 'unknown', 'turns on the arguments → is refused; Ownable'],
    ['arguments', 'may', 'refused', 'unknown', 'turns on the arguments → may; Ownable'],
    ['refused', 'unknown', 'refused', 'unknown', 'is refused → refused without a reason; Ownable'],
    ['absent', 'refused', 'refused', 'pass', 'does not exist → is refused; new'],
    ['absent', 'may', 'refused', 'warn', 'does not exist → may; new'],
    ['absent', 'may', 'may', 'pass', 'does not exist → may; new, for anyone'],
  ])('behavior: %s → %s, a stranger %s', (before, after, stranger, verdict, what) => {
    const finding = runOn(
      rolesKept,
      probes({
        before,
        after,
        stranger: { before: 'refused', after: stranger },
        refusal: 'Ownable',
      }),
    )
    expect(finding).toMatchObject({
      verdict,
      evidence: [
        { where: 'tried', what: '1 holders of power were tried on 1 functions, with 4 calls' },
        { where: `${proxy} setFee(uint256) as Timelock ${timelockAddress}`, what },
      ],
    })
  })

  test('behavior: what moved, a holder without a name, and a refusal without words are told as they are', () => {
    const whats = (given: Partial<RoleProbe>) => runOn(rolesKept, probes(given)).evidence.slice(1)
    expect(whats({ ...added, moves: ['1 wei', '2 wei'], name: undefined })).toEqual([
      {
        where: `${proxy} setFee(uint256) as ${timelockAddress}`,
        what: 'does not exist → may; new; tried, it moved 1 wei, 2 wei',
      },
    ])
    expect(whats({ after: 'refused' })[0]?.what).toBe('may → is refused; newly refused')
    expect(whats({ after: 'unknown' })[0]?.what).toBe('may → refused without a reason')
  })

  test('behavior: the worst stands first and is counted', () => {
    const facts = probes({})
    const [probe] = facts['role probes']?.known ? facts['role probes'].value.probes : []
    const rows = (['may', 'arguments', 'refused'] as const).map((after) => ({ ...probe!, after }))
    const fresh = { ...probe!, ...added, after: 'may' } as const
    const { verdict, detail, evidence } = runOn(
      rolesKept,
      probes({}, { probes: [fresh, ...rows], omitted: ['3 more'] }),
    )
    expect(verdict).toBe('fail')
    expect(detail).toBe(
      '1 rows of who may call what are others. 1 holders of power were tried on 1 functions, with 4 calls.',
    )
    expect(evidence.map(({ what }) => what)).toEqual([
      '1 holders of power were tried on 1 functions, with 4 calls',
      'may → is refused; newly refused',
      'may → turns on the arguments',
      '3 more',
      'does not exist → may; new',
      'may → may',
    ])
  })

  test('behavior: nobody and nothing to try is unknown, and tells what was left out', () => {
    const none = { probes: [], omitted: ['no sources'] }
    for (const rest of [
      { holders: 0, ...none },
      { functions: 0, ...none },
    ]) {
      expect(runOn(rolesKept, probes({}, rest))).toMatchObject({
        verdict: 'unknown',
        detail: 'Nobody who holds power is known.',
        evidence: [{ where: 'roles' }, { where: 'not tried', what: 'no sources' }],
      })
    }
    expect(runOn(rolesKept, probes({}, { probes: [] }))).toMatchObject({
      verdict: 'pass',
      detail:
        'Nobody may do more or less. 1 holders of power were tried on 1 functions, with 4 calls.',
    })
  })

  test('behavior: of very many rows the first are told, and how many more', () => {
    const facts = probes({})
    const [probe] = facts['role probes']?.known ? facts['role probes'].value.probes : []
    const evidenceOf = (count: number) =>
      runOn(rolesKept, probes({}, { probes: Array.from({ length: count }, () => probe!) })).evidence
    expect(evidenceOf(80)).toHaveLength(81)
    expect(evidenceOf(80).at(-1)?.what).toBe('may → may')
    expect(evidenceOf(83)).toHaveLength(82)
    expect(evidenceOf(83).at(-1)).toEqual({ where: 'and more', what: '3 rows' })
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
