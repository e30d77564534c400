import { type Abi, type Address, type Hash, numberToHex, parseAbi, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { layOut, type VariableSpec } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { expectReadable } from './__fixtures__/describe-check'
import type { CheckFact, CheckFacts, FactKind, LiveStorage } from './check-facts'
import { checks } from './checks'
import type { Anchor, Finding } from './finding'
import { runChecks } from './run-checks'

const unknownFacts = Object.fromEntries(
  [...new Set(checks.flatMap(({ needs }) => needs))].map((kind): [FactKind, CheckFact<never>] => [
    kind,
    { known: false, reason: 'was not gathered' },
  ]),
) as CheckFacts

function known<T>(value: T, anchor: Anchor = 'recomputed'): CheckFact<T> {
  return { known: true, value, anchor }
}

function run(id: string, facts: Partial<CheckFacts>): Finding {
  const findings = runChecks({
    facts: { ...unknownFacts, ...facts },
    subject: 'Vault → VaultV2',
    reproduce: 'npx suture diff a.json b.json',
  })
  const finding = findings.find(({ check }) => check === id)!
  expectReadable(finding)
  return finding
}

function layouts(from: readonly VariableSpec[], to: readonly VariableSpec[]) {
  return { 'old layout': known(layOut(...from)), 'new layout': known(layOut(...to)) }
}

function abis(from: readonly string[], to: readonly string[]) {
  return { 'old ABI': known(abiOf(from)), 'new ABI': known(abiOf(to)) }
}

function abiOf(items: readonly string[]): Abi {
  return items.length > 0 ? (parseAbi(items as readonly string[] as never) as Abi) : []
}

function live(...words: readonly bigint[]): Pick<CheckFacts, 'live values'> {
  const entries = words.map((word, slot): [bigint, Hash] => [
    BigInt(slot),
    numberToHex(word, { size: 32 }),
  ])
  return { 'live values': known([{ words: new Map(entries) }], 'chain') }
}

const vault: VariableSpec[] = [
  ['owner', 'address'],
  ['total', 'uint256'],
]
const shifted: VariableSpec[] = [['pausedAt', 'uint256'], ...vault]
const appended: VariableSpec[] = [...vault, ['pausedAt', 'uint256']]
const gapOf = (length: number): VariableSpec => ['__gap', { array: 'uint256', length }]
const position = (...members: readonly VariableSpec[]): VariableSpec => [
  'positions',
  { array: { struct: 'Position', members } },
]
const small = position(['debt', 'uint256'])
const grown = position(['debt', 'uint256'], ['since', 'uint256'])
const mapped = (...members: readonly VariableSpec[]): VariableSpec => [
  'positions',
  { key: 'address', value: { struct: 'Position', members } },
]

const owner = 'function owner() view returns (address)'

/** Each check with a pair that fails it, and a benign twin that does not. */
const pairs: [id: string, bad: Partial<CheckFacts>, twin: Partial<CheckFacts>][] = [
  ['ST-01', layouts(vault, shifted), layouts(vault, appended)],
  [
    'ST-02',
    { ...layouts(vault, shifted), ...live(0xabcn, 500n, 0n) },
    { ...layouts(vault, appended), ...live(0xabcn, 500n, 0n) },
  ],
  [
    'ST-05',
    layouts([...vault, gapOf(5), ['z', 'bool']], [...appended, gapOf(5), ['z', 'bool']]),
    layouts([...vault, gapOf(5), ['z', 'bool']], [...appended, gapOf(4), ['z', 'bool']]),
  ],
  [
    'ST-12',
    layouts([small], [grown]),
    layouts([mapped(['debt', 'uint256'])], [mapped(['debt', 'uint256'], ['since', 'uint256'])]),
  ],
  [
    'SE-01',
    {
      // Both are 0x42966c68.
      'proxy ABI': known(abiOf(['function collate_propagate_storage(bytes16)'])),
      'new ABI': known(abiOf(['function burn(uint256)'])),
    },
    { 'proxy ABI': known(abiOf([owner])), 'new ABI': known(abiOf(['function burn(uint256)'])) },
  ],
  [
    'SE-03',
    abis([owner], ['function owner() view returns (address, uint256)']),
    abis([owner], ['function owner() view returns (address current)']),
  ],
  [
    'SE-04',
    abis(['event Paid(address indexed to)'], ['event Paid(address to)']),
    abis(['event Paid(address indexed to)'], ['event Paid(address indexed by)', 'event Sent()']),
  ],
  [
    'SE-07',
    abis([owner], [owner, 'function withdrawTo(uint256, address)']),
    abis([owner], [owner, 'function withdrawable() view returns (uint256)']),
  ],
]

test('default', () => {
  expect(run('ST-01', layouts(vault, appended))).toMatchInlineSnapshot(`
    {
      "anchor": "recomputed",
      "check": "ST-01",
      "detail": "3 places keep their meaning. Namespaced and other computed slots are not in a layout (ST-04, ST-08).",
      "evidence": [
        {
          "what": "appended pausedAt: behind all that was used",
          "where": "slot 2",
        },
      ],
      "incident": "Pike Finance, 2024-04-30, 1.7 million: a pause patch added a base contract and moved every variable. dYdX Safety Module, 2021: an optimised slot locked the stakes.",
      "kind": "judgement",
      "remedy": undefined,
      "reproduce": "npx suture diff a.json b.json",
      "severity": "critical",
      "subject": "Vault → VaultV2",
      "title": "Storage layout is compatible",
      "verdict": "pass",
    }
  `)
})

describe.each(pairs)('%s', (id, bad, twin) => {
  test('error: the bad pair', () => {
    const finding = run(id, bad)
    expect(finding.verdict).toBe('fail')
    expect(finding.evidence.length).toBeGreaterThan(0)
    expect(finding.remedy).toBeDefined()
  })

  test('default', () => {
    expect(run(id, twin).verdict).toBe('pass')
  })

  test('behavior: each missing fact makes it unknown', () => {
    const { needs } = checks.find((check) => check.id === id)!
    for (const kind of needs) {
      const facts = { ...twin, [kind]: { known: false, reason: 'the node was silent' } }
      expect(run(id, facts)).toMatchObject({
        verdict: 'unknown',
        evidence: expect.arrayContaining([{ where: kind, what: 'the node was silent' }]),
      })
    }
  })

  test('behavior: what only the proposer says does not pass', () => {
    const facts = Object.fromEntries(
      Object.entries(twin).map(([kind, fact]) => [kind, { ...fact, anchor: 'proposer' }]),
    )
    expect(run(id, facts).verdict).toBe('unknown')
  })
})

describe('ST-02', () => {
  test('behavior: a value that moves is told with both readings', () => {
    const { evidence } = run('ST-02', { ...layouts(vault, shifted), ...live(0xabcn, 500n, 7n) })
    expect(evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "pausedAt is new and begins with 2748",
          "where": "slot 0",
        },
        {
          "what": "owner reads 0x0000000000000000000000000000000000000aBc before and 0x00000000000000000000000000000000000001F4 after",
          "where": "slot 0 → 1",
        },
        {
          "what": "total reads 500 before and 7 after",
          "where": "slot 1 → 2",
        },
      ]
    `)
  })

  test('behavior: slots that were not read are unknown', () => {
    const facts = { ...layouts(vault, appended), ...live(0xabcn, 500n) }
    expect(run('ST-02', facts)).toMatchObject({
      verdict: 'unknown',
      detail: '1 of 3 slots were not read.',
    })
  })

  test('behavior: of several proxies each is looked at, and named', () => {
    const storageOf = (proxy: Address, ...words: readonly bigint[]) => ({
      proxy,
      words: new Map(words.map((word, at) => [BigInt(at), numberToHex(word, { size: 32 })])),
    })
    const other = '0x0000000000000000000000000000000000000099'
    const empty = storageOf(zeroAddress, 0n, 0n, 0n)
    const used = storageOf(other, 0n, 5n, 0n)
    const facts = layouts(vault, shifted)
    const verdictOf = (...storages: LiveStorage[]) =>
      run('ST-02', { ...facts, 'live values': known(storages, 'chain') })
    expect(verdictOf(empty, empty).verdict).toBe('pass')
    const finding = verdictOf(empty, used)
    expect(finding.verdict).toBe('fail')
    expect(finding.evidence.every(({ where }) => where.startsWith(other))).toBe(true)
  })

  test('behavior: a variable whose old slot was not read is not called new', () => {
    const words = new Map([[1n, numberToHex(5n, { size: 32 })]])
    const { verdict, evidence } = run('ST-02', {
      ...layouts(vault, shifted),
      'live values': known([{ words }], 'chain'),
    })
    expect(verdict).toBe('unknown')
    expect(evidence.map(({ what }) => what)).toEqual(['not read', 'not read'])
  })

  test('behavior: a new variable on a slot that is not empty', () => {
    const facts = { ...layouts(vault, appended), ...live(0xabcn, 500n, 9n) }
    expect(run('ST-02', facts)).toMatchObject({
      verdict: 'warn',
      evidence: [{ where: 'slot 2', what: 'pausedAt is new and begins with 9' }],
    })
  })

  test('behavior: a value that its new type cannot hold', () => {
    const facts = layouts([['state', 'uint8']], [['state', 'bool']])
    expect(run('ST-02', { ...facts, ...live(2n) }).verdict).toBe('fail')
    expect(run('ST-02', { ...facts, ...live(1n) }).verdict).toBe('warn')
  })
})

describe('verdicts between', () => {
  test('behavior: renaming is neither passed nor failed', () => {
    const renamed: VariableSpec[] = [['governor', 'address'], vault[1]!]
    expect(run('ST-01', layouts(vault, renamed)).verdict).toBe('warn')
  })

  test('behavior: enums whose members are not named are for ST-12, and unknown', () => {
    const facts = layouts([['state', { enum: 'State' }]], [['state', { enum: 'State' }]])
    expect(run('ST-12', facts).verdict).toBe('unknown')
    expect(run('ST-01', facts).verdict).toBe('pass')
  })

  test('behavior: without linear storage there is nothing to compare', () => {
    for (const id of ['ST-01', 'ST-05', 'ST-12']) {
      expect(run(id, layouts([], [])).verdict).toBe('not-applicable')
    }
  })

  test('behavior: the same function in proxy and implementation is hidden, not another', () => {
    const facts = { 'proxy ABI': known(abiOf([owner])), 'new ABI': known(abiOf([owner])) }
    expect(run('SE-01', facts).verdict).toBe('warn')
  })

  test('behavior: a removed function and a relaxed one are for people to judge', () => {
    expect(run('SE-03', abis([owner], [])).verdict).toBe('warn')
    const paying = abis(['function f()'], ['function f() payable'])
    expect(run('SE-03', paying).verdict).toBe('warn')
    expect(run('SE-03', abis(['function f() payable'], ['function f()'])).verdict).toBe('fail')
  })

  test('behavior: a new writer with a harmless name still asks for a look', () => {
    expect(run('SE-07', abis([owner], [owner, 'function setCap(uint256)'])).verdict).toBe('warn')
    expect(run('SE-07', abis([owner], [owner, 'fallback() external payable'])).verdict).toBe('warn')
  })

  test('behavior: hostile names are made visible', () => {
    const evil: VariableSpec[] = [['pa\u202Eused', 'uint256'], ...vault]
    const { evidence } = run('ST-01', layouts(vault, evil))
    expect(evidence.map(({ what }) => what).join()).toContain('pa⟨U+202E⟩used')
  })
})
