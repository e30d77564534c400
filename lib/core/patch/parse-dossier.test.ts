import fc from 'fast-check'
import { type Address, getAddress, type Hex, keccak256, stringToBytes, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { hashPatch } from './hash-patch'
import { InvalidDossierError, parseDossier } from './parse-dossier'
import type { Dossier } from './patch'
import { serializeDossier } from './serialize-dossier'

const bytes = (minLength: number, maxLength: number) =>
  fc
    .uint8Array({ minLength, maxLength })
    .map((array): Hex => `0x${Buffer.from(array).toString('hex')}`)
const address = bytes(20, 20).map((hex) => getAddress(hex))
const call = fc.record({
  target: address,
  value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  data: bytes(0, 80),
})
const implementation = fc.record({ address, codeHash: bytes(32, 32) })
const text = (maxLength: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength }).filter((s) => s.trim() !== '')
const dossier: fc.Arbitrary<Dossier> = fc.record(
  {
    schema: fc.constant('suture/patch/1' as const),
    chainId: fc.integer({ min: 1 }),
    safe: address,
    timelock: address,
    predecessor: bytes(32, 32),
    calls: fc.array(call, { minLength: 1, maxLength: 4 }),
    upgrades: fc.array(
      fc.record(
        {
          proxy: fc.record({ address, kind: fc.constantFrom('transparent', 'uups', 'beacon') }),
          from: implementation,
          to: implementation,
          migration: bytes(0, 40),
        },
        { requiredKeys: ['proxy', 'from', 'to'] },
      ),
      { maxLength: 3 },
    ),
    title: text(20),
    description: fc.string({ unit: 'grapheme', maxLength: 200 }),
    severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'none'),
    evidence: fc.array(
      fc.record({ label: text(10), url: fc.webUrl({ validSchemes: ['https'] }) }),
      { maxLength: 3 },
    ),
    rollback: fc.array(call, { maxLength: 2 }),
    createdAt: fc.bigInt({ min: 0n, max: 253_402_300_799n }),
  },
  {
    requiredKeys: [
      'schema',
      'chainId',
      'safe',
      'timelock',
      'predecessor',
      'calls',
      'upgrades',
      'title',
      'description',
      'severity',
      'evidence',
      'createdAt',
    ],
  },
)

const a: Address = '0xE6841D92B0C345144506576eC13ECf5103aC7f49'
const plain: Dossier = {
  schema: 'suture/patch/1',
  chainId: 1,
  safe: a,
  timelock: a,
  predecessor: zeroHash,
  calls: [{ target: a, value: 1n, data: '0x12' }],
  upgrades: [],
  title: 'Fix it',
  description: '',
  severity: 'high',
  evidence: [],
  createdAt: 1_700_000_000n,
}
const wire = () => JSON.parse(serializeDossier(plain)) as Record<string, unknown>

/** The facts of the refusal, as text. */
function refusal(value: unknown): string {
  try {
    parseDossier(value)
  } catch (error) {
    if (!(error instanceof InvalidDossierError)) throw error
    return error.facts.map(([member, problem]) => `${member}: ${problem}`).join('\n')
  }
  throw new Error('It was accepted.')
}
const refusalOf = (members: Record<string, unknown>) => refusal({ ...wire(), ...members })

describe('dossier', () => {
  test('default: parse after serialize is the identity', () => {
    fc.assert(
      fc.property(dossier, (dossier) => {
        const json = serializeDossier(dossier)
        expect(parseDossier(json)).toEqual(dossier)
        expect(serializeDossier(parseDossier(json))).toBe(json)
      }),
    )
  })

  test('default: the digest is the keccak256 of the bytes that travel', () => {
    fc.assert(
      fc.property(dossier, (dossier) => {
        const patch = hashPatch(dossier)
        expect(patch).toEqual({
          ...dossier,
          digest: keccak256(stringToBytes(serializeDossier(dossier))),
        })
        expect(hashPatch(patch)).toEqual(patch)
      }),
    )
  })

  test('default: the canonical form', () => {
    expect(serializeDossier(plain)).toMatchInlineSnapshot(
      `"{"calls":[{"data":"0x12","target":"0xE6841D92B0C345144506576eC13ECf5103aC7f49","value":"1"}],"chainId":1,"createdAt":"1700000000","description":"","evidence":[],"predecessor":"0x0000000000000000000000000000000000000000000000000000000000000000","safe":"0xE6841D92B0C345144506576eC13ECf5103aC7f49","schema":"suture/patch/1","severity":"high","timelock":"0xE6841D92B0C345144506576eC13ECf5103aC7f49","title":"Fix it","upgrades":[]}"`,
    )
    expect(hashPatch(plain).digest).toMatchInlineSnapshot(
      `"0xdaf0583ac0f56f09e1d970601094a7f7d5f1417c315b33f204c17610b9461688"`,
    )
  })

  test('behavior: equal dossiers have equal digests, however they were written', () => {
    const { digest } = hashPatch(plain)
    const lower = a.toLowerCase() as Address
    const reordered = Object.fromEntries(Object.entries(wire()).reverse())
    expect(hashPatch({ ...plain, safe: lower, rollback: undefined }).digest).toBe(digest)
    expect(hashPatch(parseDossier(JSON.stringify(reordered, null, 2))).digest).toBe(digest)
    const upper = parseDossier({ ...wire(), calls: [{ target: a, value: '1', data: '0x12' }] })
    expect(hashPatch(upper).digest).toBe(digest)
  })

  test('behavior: every member changes the digest', () => {
    const changes: Partial<Dossier>[] = [
      { chainId: 2 },
      { safe: getAddress(`0x${'02'.repeat(20)}`) },
      { timelock: getAddress(`0x${'02'.repeat(20)}`) },
      { predecessor: `0x${'01'.repeat(32)}` },
      { calls: [...plain.calls, ...plain.calls] },
      { title: 'Fix it.' },
      { description: 'x' },
      { severity: 'low' },
      { evidence: [{ label: 'x', url: 'https://example.com' }] },
      { rollback: plain.calls },
      { createdAt: 1_700_000_001n },
    ]
    const digests = [{}, ...changes].map((change) => hashPatch({ ...plain, ...change }).digest)
    expect(new Set(digests).size).toBe(changes.length + 1)
  })
})

describe('parseDossier on bad input', () => {
  test('error: the whole message', () => {
    expect(() =>
      parseDossier({ ...wire(), safe: a.toLowerCase(), title: '' }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidDossierError: This is not a valid dossier.
      safe: Its checksum is wrong or missing: 0xE6841D92B0C345144506576eC13ECf5103aC7f49
      title: The title is empty.
      Correct the members named and send it again.]
    `)
  })

  test('error: not JSON', () => {
    expect(refusal('{')).toMatch(/^JSON: /)
    expect(refusal('null')).toBe('dossier: Expected object.')
    expect(refusal(undefined)).toBe('dossier: Missing.')
  })

  test('error: members that are missing or unknown', () => {
    const { title: _, ...untitled } = wire()
    expect(refusal(untitled)).toBe('title: Missing.')
    expect(refusalOf({ digest: zeroHash })).toBe('dossier: The digest would not cover: "digest".')
    expect(refusalOf({ schema: 'suture/patch/2' })).toBe(
      'schema: Expected one of: "suture/patch/1".',
    )
    const polluted = serializeDossier(plain).replace('{', '{"__proto__":{"x":1},')
    expect(refusal(polluted)).toBe('dossier: The digest would not cover: "__proto__".')
  })

  test.each([
    [a.toLowerCase(), `Its checksum is wrong or missing: ${a}`],
    [a.replace('E', 'e'), `Its checksum is wrong or missing: ${a}`],
    ['0x12', 'Not an address: 0x and 40 hex digits.'],
    [`${a}00`, 'Not an address: 0x and 40 hex digits.'],
    [5, 'Expected string.'],
  ])('error: address %s', (safe, problem) => {
    expect(refusalOf({ safe })).toBe(`safe: ${problem}`)
  })

  test.each([
    [1, 'Expected wei as a string of decimal digits, e.g. "0".'],
    ['-1', 'Expected wei in decimal digits, e.g. "0".'],
    ['01', 'Expected wei in decimal digits, e.g. "0".'],
    ['0x1', 'Expected wei in decimal digits, e.g. "0".'],
    [`${2n ** 256n}`, `Beyond the maximum of ${2n ** 256n - 1n}.`],
  ])('error: value %s', (value, problem) => {
    const facts = refusalOf({ calls: [{ target: a, value, data: '0x' }] }).split('\n')
    expect(facts).toContain(`calls[0].value: ${problem}`)
  })

  test('behavior: the largest value', () => {
    const value = `${2n ** 256n - 1n}`
    const [call] = parseDossier({ ...wire(), calls: [{ target: a, value, data: '0x' }] }).calls
    expect(call?.value).toBe(2n ** 256n - 1n)
  })

  test.each(['0x1', '12', '0xzz', `0x${'00'.repeat(131_073)}`])('error: data %#', (data) => {
    expect(refusalOf({ calls: [{ target: a, value: '0', data }] })).toMatch(/^calls\[0\]\.data: /)
  })

  test('error: bounds, and their benign twins', () => {
    const [call] = wire().calls as object[]
    const evidence = { label: 'x', url: 'https://example.com' }
    const bounds: [string, unknown, unknown][] = [
      ['calls', Array(256).fill(call), Array(257).fill(call)],
      ['calls', [call], []],
      ['rollback', [], Array(257).fill(call)],
      ['title', 'x'.repeat(200), 'x'.repeat(201)],
      ['title', ' x', '  '],
      ['description', 'ä'.repeat(10_000), 'ä'.repeat(10_001)],
      ['description', '👍', '\ud83d'],
      ['evidence', Array(50).fill(evidence), Array(51).fill(evidence)],
      ['createdAt', '253402300799', '253402300800'],
      ['chainId', 1, 0],
      ['chainId', 2 ** 53 - 1, 2 ** 53],
      ['chainId', 1, 1.5],
      ['predecessor', `0x${'AB'.repeat(32)}`, `0x${'ab'.repeat(31)}`],
      ['severity', 'none', 'extreme'],
    ]
    for (const [member, good, bad] of bounds) {
      expect(parseDossier({ ...wire(), [member]: good })).toBeDefined()
      expect(refusalOf({ [member]: bad })).toMatch(new RegExp(`^${member}: `))
    }
  })

  test.each([
    ['https://example.com/a?b=c#d', true],
    ['https://example.com:8443', true],
    ['https://bücher.example/ä', true],
    ['http://example.com', false],
    ['javascript:alert(1)', false],
    ['https://', false],
    ['https://user:pass@example.com', false],
    ['https://example.com@evil.example', false],
    ['https://example.com/ x', false],
    ['https://example.com/\u202egpj', false],
    ['https://example.com\\@evil.example', false],
    [`https://example.com/${'x'.repeat(2_000)}`, false],
  ])('behavior: evidence at %s', (url, accepted) => {
    const evidence = [{ label: 'Audit', url }]
    if (accepted) expect(parseDossier({ ...wire(), evidence }).evidence).toEqual(evidence)
    else expect(refusalOf({ evidence })).toMatch(/^evidence\[0\]\.url: /)
  })

  test('error: many problems are cut', () => {
    const calls = Array.from({ length: 100 }, () => ({ target: a, value: '0', data: 'x' }))
    const facts = refusalOf({ calls }).split('\n')
    expect(facts).toHaveLength(13)
    expect(facts.at(-1)).toBe('…: 88 more')
  })

  test('behavior: a hostile value never gets through', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => parseDossier(value)).toThrow(InvalidDossierError)
      }),
    )
  })
})
