import { type Hash, numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import type { CodeAnalysis, StorageUse } from '@/lib/core/bytecode/code-analysis'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { ContractModel, FunctionModel, NamespaceModel } from '@/lib/core/source/contract-model'
import { stripComments } from '@/lib/core/source/strip-comments'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { newVariablesSet } from './new-variables-set'
import { judgeZero } from './zero-reliance'

const place = { path: 'A.sol', line: 1 }

function fn(name: string, given: Partial<FunctionModel> = {}): FunctionModel {
  return {
    signature: `${name}()`,
    selector: numberToHex(name.length + name.charCodeAt(0) * 256, { size: 4 }),
    name,
    contract: 'A',
    visibility: 'external',
    mutability: 'nonpayable',
    parameters: [],
    modifiers: [],
    guards: [],
    callerGuards: [],
    checks: [],
    writes: [],
    reads: [],
    literals: [],
    outgoing: [],
    unread: [],
    place,
    ...given,
    body: stripComments(given.body ?? ''),
  }
}

function model(functions: readonly FunctionModel[], once: readonly string[] = []): ContractModel {
  const initializers = functions
    .filter(({ name }) => once.includes(name))
    .map(({ signature, selector = '0x', writes }) => ({
      signature,
      selector,
      version: 2n,
      writes,
      place,
    }))
  return {
    name: 'A',
    linearization: ['A'],
    functions,
    variables: [],
    initializers,
    namespaces: [],
    slots: [],
    pureFunctions: [],
    unread: [],
  }
}

const guard = { guards: ['owner == msg.sender'], callerGuards: ['owner == msg.sender'] }
const initialize = fn('initialize', { writes: ['fee'], reads: [] })
const setFee = fn('setFee', { writes: ['fee'], body: '{ fee = fee_; }', ...guard })
const charge = fn('charge', {
  reads: ['fee', 'total'],
  body: '{ total += fee; }',
  writes: ['total'],
})

const types: StorageLayout['types'] = new Map([
  ['n', { kind: 'value', label: 'uint256', bytes: 32, value: { name: 'uint' } }],
  ['m', { kind: 'mapping', label: 'mapping(address => uint256)', key: 'n', value: 'n' }],
])
const total = { label: 'total', slot: 0n, offset: 0, type: 'n' }
const fee = { label: 'fee', slot: 1n, offset: 0, type: 'n' }
const byUser = { label: 'byUser', slot: 2n, offset: 0, type: 'm' }

function facts(word: Hash, functions = [initialize, setFee, charge]): CheckFacts {
  return {
    'storage after': known([{ words: new Map([[1n, word]]) }]),
    'old layout': known({ variables: [total], types }),
    'new layout': known({ variables: [total, fee, byUser], types }),
    'old model': known(model([])),
    'new model': known(model(functions, ['initialize'])),
  }
}

const [zero, five] = [numberToHex(0, { size: 32 }), numberToHex(5, { size: 32 })]

describeCheck(newVariablesSet, { bad: facts(zero), twin: facts(five) })

describe('ST-11', () => {
  test('behavior: a slot that was not read is unknown', () => {
    const unread = { ...facts(five), 'storage after': known([{ words: new Map() }]) }
    expect(runOn(newVariablesSet, unread).verdict).toBe('unknown')
  })

  test('behavior: nothing new, and nothing known', () => {
    const same = { ...facts(zero), 'old layout': known({ variables: [total, fee, byUser], types }) }
    expect(runOn(newVariablesSet, same).verdict).toBe('not-applicable')
    const { 'storage after': after } = facts(zero)
    expect(runOn(newVariablesSet, after ? { 'storage after': after } : {}).verdict).toBe('unknown')
  })

  test('behavior: without sources a place that only functions with other writes rely on', () => {
    const use = (slot: bigint, reads: string[], writes: string[], type = 'uint256') =>
      ({ slot, offset: 0, type, reads, writes }) as StorageUse
    const empty: CodeAnalysis = { opcodes: [], touchesStorage: true, selectors: [], storage: [] }
    const judge = (...storage: StorageUse[]) =>
      runOn(newVariablesSet, {
        'storage after': known([{ words: new Map([[1n, zero]]) }]),
        'old analysis': known(empty),
        'new analysis': known({ ...empty, storage }),
      }).verdict
    const written = use(2n, [], ['0xaa'], 'mapping(address => uint256)')
    expect(judge(use(1n, ['0xaa'], ['0xbb']), written)).toBe('fail')
    expect(judge(use(1n, ['0xaa', '0xbb'], ['0xbb']), written)).toBe('unknown')
    expect(judge(use(1n, ['0xaa'], ['0xbb'], 'bool'), written)).toBe('unknown')
  })
})

describe('ST-11, place by place', () => {
  const run = (changes: CheckFacts) => runOn(newVariablesSet, { ...facts(five), ...changes })
  const word = (value: bigint) => numberToHex(value, { size: 32 })
  const stored = (...words: readonly (readonly [bigint, Hash])[]) => ({
    'storage after': known([{ words: new Map(words) }]),
  })

  const space = (members: readonly string[], id = 'my.space', slot = 100n): NamespaceModel => ({
    id,
    struct: 'Space',
    contract: 'A',
    slot,
    slots: [],
    members: members.map((name) => ({ name, type: 'uint256' })),
    place,
  })
  const using = (names: readonly string[]) =>
    fn('use', {
      reads: [...names, 'total'],
      writes: ['total'],
      body: `{ total += ${names.join(' + ')}; }`,
    })
  const spaced = (
    was: readonly NamespaceModel[],
    is: readonly NamespaceModel[],
    functions = [
      using(['Space.rate']),
      fn('setRate', { writes: ['Space.rate'], body: '{ rate = r; }', ...guard }),
    ],
  ): CheckFacts => ({
    'old layout': known({ variables: [total], types }),
    'new layout': known({ variables: [total], types }),
    'old model': known({ ...model([]), namespaces: was }),
    'new model': known({ ...model(functions), namespaces: is }),
  })

  test('error: a member that is new in a namespace is still zero, and the twin in which it is set', () => {
    const facts = spaced([space(['kept'])], [space(['kept', 'rate'])])
    const zeroes = run({ ...facts, ...stored([100n, word(0n)], [101n, word(0n)]) })
    expect(zeroes.verdict).toBe('fail')
    expect(zeroes.evidence).toHaveLength(1)
    expect(zeroes.evidence[0]?.where).toContain('my.space.rate')
    expect(run({ ...facts, ...stored([100n, word(0n)], [101n, word(5n)]) })).toMatchObject({
      verdict: 'pass',
      evidence: [{ what: 'is 5 after the patch' }],
    })
    expect(run({ ...facts, ...stored([100n, word(5n)]) })).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: 'was not read' }],
    })
  })

  test('behavior: of a new namespace every member is new, of one that stays none', () => {
    const words = stored([100n, word(1n)], [101n, word(2n)], [200n, word(3n)])
    const other = space(['x'], 'other', 200n)
    const fresh = run({ ...spaced([other], [other, space(['kept', 'rate'])]), ...words })
    expect(fresh.evidence.map(({ what }) => what)).toEqual([
      'is 1 after the patch',
      'is 2 after the patch',
    ])
    const same = run({ ...spaced([space(['rate'])], [space(['rate'])]), ...words })
    expect(same).toMatchObject({ verdict: 'not-applicable', evidence: [{ where: 'layout' }] })
  })

  test('behavior: what moved is as new where it now lies', () => {
    const moved = { ...fee, slot: 3n }
    const layouts = {
      'old layout': known({ variables: [total, fee], types }),
      'new layout': known({ variables: [total, moved], types }),
    }
    expect(run({ ...layouts, ...stored([3n, word(0n)]) }).verdict).toBe('fail')
    expect(run({ ...layouts, ...stored([3n, word(7n)]) }).verdict).toBe('pass')
  })

  test('behavior: of a word that several share each has its own bytes', () => {
    const packed: StorageLayout['types'] = new Map([
      ...types,
      ['s', { kind: 'value', label: 'uint64', bytes: 8, value: { name: 'uint' } }],
    ])
    const parts = [
      { label: 'low', slot: 1n, offset: 0, type: 's' },
      { label: 'fee', slot: 1n, offset: 8, type: 's' },
    ]
    const layouts = {
      'old layout': known({ variables: [total, parts[0]!], types: packed }),
      'new layout': known({ variables: [total, ...parts], types: packed }),
    }
    expect(run({ ...layouts, ...stored([1n, word((1n << 128n) + 9n)]) }).verdict).toBe('fail')
    expect(run({ ...layouts, ...stored([1n, word(6n << 64n)]) }).evidence[0]?.what).toBe(
      'is 6 after the patch',
    )
  })

  test('behavior: each proxy is told by its address, and the worst stands first', () => {
    const [one, two] = [
      '0x0000000000000000000000000000000000000001',
      '0x0000000000000000000000000000000000000002',
    ] as const
    const both = known([
      { proxy: one, words: new Map([[1n, word(5n)]]) },
      { proxy: two, words: new Map([[1n, word(0n)]]) },
    ])
    const { verdict, detail, evidence } = run({ 'storage after': both })
    expect(verdict).toBe('fail')
    expect(detail).toBe('1 of 2 new variables are still zero, and functions rely on them.')
    expect(evidence.map(({ where }) => where.slice(0, 42))).toEqual([two, one])
    expect(run({ 'storage after': known([]) }).verdict).toBe('unknown')
  })

  test('behavior: a part that could not be read keeps it from passing', () => {
    const unread = {
      ...model([initialize, setFee, charge], ['initialize']),
      unread: ['functions: odd'],
    }
    expect(run({ 'new model': known(unread) })).toMatchObject({
      verdict: 'unknown',
      detail: '1 of 2 new variables are zero, or could not be judged.',
    })
  })

  test('behavior: sources of one side alone tell nothing', () => {
    for (const kind of ['old model', 'new model', 'old layout', 'new layout'] as const) {
      const { [kind]: _, ...rest } = facts(five)
      expect(runOn(newVariablesSet, rest).verdict).toBe('unknown')
      expect(runOn(newVariablesSet, rest).evidence[0]?.where).toBe('new variables')
    }
  })
})

describe('ST-11, from the code alone', () => {
  type Use = Partial<StorageUse> & { readonly slot: bigint }
  const use = (given: Use): StorageUse =>
    ({ offset: 0, type: 'uint256', reads: ['0xaa'], writes: ['0xbb'], ...given }) as StorageUse
  const empty: CodeAnalysis = { opcodes: [], touchesStorage: true, selectors: [], storage: [] }
  const written = use({
    slot: 2n,
    reads: [],
    writes: ['0xaa'] as never,
    type: 'mapping(address => uint256)',
  })
  const run = (storage: readonly StorageUse[], value: bigint, old: readonly StorageUse[] = []) =>
    runOn(newVariablesSet, {
      'storage after': known([{ words: new Map([[1n, numberToHex(value, { size: 32 })]]) }]),
      'old analysis': known({ ...empty, storage: old }),
      'new analysis': known({ ...empty, storage: [...storage, written] }),
    })
  const linesOf = (finding: ReturnType<typeof run>) =>
    finding.evidence.filter(({ where }) => where.startsWith('slot'))

  test.each<readonly [type: string, offset: number, value: bigint]>([
    ['uint256', 0, 1n << 255n],
    ['uint64', 0, 1n << 63n],
    ['int64', 0, 1n << 63n],
    ['uint64', 8, 1n << 127n],
    ['address', 0, 1n << 159n],
    ['bool', 0, 1n << 7n],
    ['bytes4', 0, 1n << 31n],
    ['unknown', 24, 1n << 255n],
  ])('behavior: %s at byte %i is as wide as its type', (type, offset, value) => {
    const fresh = use({ slot: 1n, type, offset })
    const { bits, start } = { bits: value.toString(2).length, start: offset * 8 }
    // Its highest bit makes it set, the one above is of another variable.
    expect(linesOf(run([fresh], value))).toEqual([])
    if (bits < 256) expect(linesOf(run([fresh], value << 1n))).toHaveLength(1)
    if (start > 0) expect(linesOf(run([fresh], 1n << BigInt(start - 1)))).toHaveLength(1)
  })

  test('behavior: what was there before, what nobody reads, and what is no plain value is not new', () => {
    expect(linesOf(run([use({ slot: 1n })], 0n))).toHaveLength(1)
    expect(linesOf(run([use({ slot: 1n })], 0n, [use({ slot: 1n })]))).toEqual([])
    expect(linesOf(run([use({ slot: 1n })], 0n, [use({ slot: 1n, offset: 8 })]))).toHaveLength(1)
    expect(linesOf(run([use({ slot: 1n, reads: [] })], 0n))).toEqual([])
    for (const type of ['mapping(uint256 => bool)', 'uint256[]', 'struct A', 'string', 'bytes']) {
      expect(linesOf(run([use({ slot: 1n, type })], 0n))).toEqual([])
    }
    expect(linesOf(run([use({ slot: 1n, type: 'bytes32' })], 0n))).toHaveLength(1)
  })

  test('behavior: without sources nothing passes, not even where nothing is seen', () => {
    expect(run([], 0n)).toMatchObject({ verdict: 'unknown', evidence: [{ where: 'code' }] })
    expect(run([use({ slot: 1n })], 5n).verdict).toBe('unknown')
    expect(run([use({ slot: 3n })], 0n).verdict).toBe('unknown')
    const one = {
      'storage after': known([{ words: new Map([[1n, numberToHex(0n, { size: 32 })]]) }]),
      'new analysis': known(empty),
    }
    expect(runOn(newVariablesSet, one).evidence[0]?.where).toBe('new variables')
  })

  test('behavior: a slot that was not read, and slots too far out to count', () => {
    const [near, far] = [2n ** 64n - 1n, 2n ** 64n]
    const lines = linesOf(run([use({ slot: near }), use({ slot: far, offset: 4 })], 0n))
    expect(lines).toEqual([
      { where: `slot ${near}, byte 0`, what: 'was not read' },
      { where: `slot 0x${far.toString(16)}, byte 4`, what: 'was not read' },
    ])
  })

  test('behavior: only who relies on it and writes something else is let down', () => {
    const verdictOf = (given: Partial<StorageUse>) => run([use({ slot: 1n, ...given })], 0n).verdict
    expect(verdictOf({})).toBe('fail')
    expect(verdictOf({ reads: ['0xcc'] as never })).toBe('unknown')
    expect(verdictOf({ reads: ['0xaa'], writes: ['0xaa'] } as never)).toBe('unknown')
    expect(linesOf(run([use({ slot: 1n })], 0n))[0]?.what).toBe(
      'uint256, zero after the patch; 0xaa read it',
    )
  })
})

describe('what begins with zero by design', () => {
  const judge = (functions: readonly FunctionModel[], isBool = false) =>
    judgeZero({ name: 'fee', isBool }, model(functions, ['initialize']))

  test('default: read by none, by its getter, by its initializer', () => {
    expect(judge([setFee]).verdict).toBe('pass')
    const getter = fn('getFee', { mutability: 'view', reads: ['fee'], body: '{ return fee; }' })
    expect(judge([getter, setFee]).verdict).toBe('pass')
    expect(judge([fn('initialize', { reads: ['fee'], writes: ['fee'] })]).verdict).toBe('pass')
  })

  test('behavior: counters that anyone moves, not those of an administrator', () => {
    for (const body of ['{ fee += 1; }', '{ fee++; }', '{ ++$.fee; }', '{ fee = fee + 2; }']) {
      const count = fn('count', { reads: ['fee'], writes: ['fee'], body })
      expect(judge([count, charge]).verdict).toBe('pass')
      const adding = fn('addFee', { reads: ['fee'], writes: ['fee'], body, ...guard })
      expect(judge([adding, charge]).verdict).toBe('fail')
    }
  })

  test('behavior: written before it is read, and the other way round', () => {
    const both = { reads: ['fee'], writes: ['fee'] }
    expect(judge([fn('a', { ...both, body: '{ fee = 2; total = fee; }' })]).verdict).toBe('pass')
    const late = fn('a', { ...both, body: '{ require(fee == 2); fee = 3; }' })
    expect(judge([late]).verdict).toBe('unknown')
  })

  test('behavior: flags, and zero that the code knows of', () => {
    expect(judge([charge, setFee], true).verdict).toBe('pass')
    expect(judge([charge], true).verdict).toBe('warn')
    const asking = fn('asking', { reads: ['fee'], body: '{ if (fee == 0) return; }' })
    expect(judge([asking, setFee]).verdict).toBe('warn')
    expect(judge([charge, setFee]).verdict).toBe('fail')
  })

  test('error: what goes into its own value, and what is written only sometimes, is read as zero', () => {
    const both = { reads: ['fee', 'total'], writes: ['fee', 'total'] }
    const verdictOf = (body: string, given: Partial<FunctionModel> = {}) =>
      judge([fn('a', { ...both, body, ...given })]).verdict
    expect(verdictOf('{ fee = price; total = fee; }')).toBe('pass')
    expect(verdictOf('{ total = 1; $.fee = price; total = fee; }')).toBe('pass')
    expect(verdictOf('{ fee = (price + 9 * fee) / 10; total = fee; }')).toBe('unknown')
    expect(verdictOf('{ if (price > 0) fee = price; total = fee; }')).toBe('unknown')
    expect(verdictOf('{ if (price > 0) { fee = price; } total = fee; }')).toBe('unknown')
    expect(verdictOf('{ for (uint i = 0; i < n; i++) fee = price; total = fee; }')).toBe('unknown')
    expect(verdictOf('{ total = 1; }')).toBe('unknown')
    expect(verdictOf('{ fee == 2; }')).toBe('unknown')
    const checked = { modifiers: ['whenFee'], guards: ['open > 0', 'fee > 0'] }
    expect(verdictOf('{ fee = price; total = fee; }', checked)).toBe('unknown')
    const late = { guards: ['fee > 0'] }
    expect(verdictOf('{ fee = price; require(fee > 0); total = fee; }', late)).toBe('pass')
    const other = { modifiers: ['whenOpen'], guards: ['open > 0'] }
    expect(verdictOf('{ fee = price; total = fee; }', other)).toBe('pass')
    const after = fn('b', { ...both, body: '{ require(fee == 2); fee = 3; }' })
    expect(judge([fn('a', { ...both, body: '{ fee = 2; }' }), after]).verdict).toBe('unknown')
  })

  test('error: what is called in front of its first value reads it as zero', () => {
    const both = { reads: ['fee', 'total'], writes: ['fee', 'total'] }
    const accrue = fn('_accrue', {
      visibility: 'internal',
      reads: ['fee'],
      body: '{ total = fee; }',
    })
    const other = fn('_other', { visibility: 'internal', reads: ['total'], body: '{ }' })
    const verdictOf = (body: string) => judge([fn('a', { ...both, body }), accrue, other]).verdict
    expect(verdictOf('{ _accrue(); fee = price; }')).toBe('unknown')
    expect(verdictOf('{ fee = _accrue(); }')).toBe('unknown')
    expect(verdictOf('{ fee = price; _accrue(); }')).toBe('pass')
    expect(verdictOf('{ _other(); fee = price; }')).toBe('pass')
  })

  test('error: what only chosen callers count up begins with zero for all others', () => {
    const both = { reads: ['fee', 'total'], writes: ['fee', 'total'] }
    const adding = fn('addFee', { ...both, body: '{ fee += 1; }', ...guard })
    const halving = fn('halve', { ...both, body: '{ total = fee; fee = fee / 2; }' })
    expect(judge([adding, halving, charge]).verdict).toBe('unknown')
    const counting = fn('_count', { ...both, visibility: 'internal', body: '{ fee += 1; }' })
    expect(judge([counting, fn('count', { ...both, body: '{ _count(); }' }), charge]).verdict).toBe(
      'pass',
    )
    expect(judge([adding]).verdict).toBe('pass')
    const kept = fn('addFee', { ...both, body: '{ _count(); }', ...guard })
    expect(judge([counting, kept, charge]).verdict).toBe('fail')
    const born = fn('born', { ...both, signature: 'constructor', body: '{ fee += 1; }' })
    expect(judge([born, halving, charge]).verdict).toBe('unknown')
  })

  test('error: a function that could not be followed may read it', () => {
    const odd = fn('odd', { unread: ['call of hook by a pointer'] })
    expect(judge([setFee, odd])).toEqual({
      verdict: 'unknown',
      why: 'no function reads it, as far as could be read; odd() could not be followed',
    })
    expect(judge([setFee, { ...odd, visibility: 'internal' }]).verdict).toBe('pass')
    expect(judge([charge, setFee, odd]).verdict).toBe('fail')
  })

  test('behavior: public functions rely on it as external ones, and what deploys it does not', () => {
    expect(judge([{ ...charge, visibility: 'public' }, setFee]).verdict).toBe('fail')
    expect(judge([{ ...charge, visibility: 'internal' }, setFee]).verdict).toBe('pass')
    expect(judge([{ ...charge, signature: 'constructor' }, setFee]).verdict).toBe('pass')
  })

  test('behavior: a getter is a view that hands it out and does nothing else with it', () => {
    const getter = { mutability: 'view', reads: ['fee'], body: '{ return fee; }' } as const
    expect(judge([fn('fee', getter), setFee]).verdict).toBe('pass')
    expect(judge([fn('fee', { ...getter, body: '{ return main().fee; }' }), setFee]).verdict).toBe(
      'pass',
    )
    expect(judge([fn('fee', { ...getter, mutability: 'nonpayable' }), setFee]).verdict).toBe('fail')
    const quote = { ...getter, body: '{ return price * fee; }' }
    expect(judge([fn('quote', quote), setFee]).verdict).toBe('fail')
    const many = { ...getter, reads: ['fee', 'total', 'price'] }
    expect(judge([fn('quote', many), setFee]).verdict).toBe('fail')
    expect(judge([fn('fee', { ...getter, reads: ['fee', 'main'] }), setFee]).verdict).toBe('pass')
  })

  test('behavior: who relies on it, and who sets it', () => {
    expect(judge([charge, setFee]).why).toBe('charge() rely on it, and only setFee() sets it')
    expect(judge([charge]).why).toBe('charge() rely on it, and no function sets it')
    const asking = fn('ask', { reads: ['fee'], guards: ['fee != 0'] })
    expect(judge([asking]).why).toBe(
      'ask() rely on it, and no function sets it; the code asks whether it is zero',
    )
    const relying = ['e', 'd', 'c', 'b', 'b'].map((name) => ({ ...charge, signature: `${name}()` }))
    expect(judge(relying).why).toMatch(/^b\(\), c\(\), d\(\) and 1 more rely on it/)
    expect(judge(relying.slice(1)).why).toMatch(/^b\(\), c\(\), d\(\) rely on it/)
  })

  test('behavior: a name is that of the variable, or that of one qualified by its contract', () => {
    const named = (reads: readonly string[]) => judge([{ ...charge, reads }, setFee]).verdict
    expect(named(['Base.fee'])).toBe('fail')
    expect(named(['coffee', 'fee.Base'])).toBe('pass')
    const member = { name: 'Main.fee', isBool: false }
    const body = '{ return $.fee; }'
    const getter = fn('fee', { mutability: 'view', reads: ['Main.fee'], body })
    expect(judgeZero(member, model([getter])).verdict).toBe('pass')
    expect(judgeZero(member, model([{ ...charge, reads: ['Main.fee'] }])).verdict).toBe('fail')
  })

  test('behavior: signs in names are no pattern', () => {
    const count = { reads: ['$fee', 'total'], writes: ['$fee', 'total'] }
    const of = (body: string) =>
      judgeZero({ name: '$fee', isBool: false }, model([fn('a', { ...count, body })])).verdict
    expect(of('{ $fee += 1; }')).toBe('pass')
    expect(of('{ $fees += 1; total = $fee; $fee = 1; }')).toBe('unknown')
  })
})
