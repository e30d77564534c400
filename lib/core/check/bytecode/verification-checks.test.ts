import { type Address, type Hex, pad } from 'viem'
import { describe, expect, test } from 'vitest'
import type { ImmutableValue, LinkedLibrary, Verification } from '@/lib/core/bytecode/verification'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  addressOf,
  implementation,
  stranger,
  upgrade,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { immutablesKept } from './immutables-kept'
import { librariesKept } from './libraries-kept'
import { madeFromSources } from './made-from-sources'
import { metadataProved } from './metadata-proved'

type Filled = { immutables?: ImmutableValue[]; libraries?: LinkedLibrary[] }

const exact = ({ immutables = [], libraries = [] }: Filled = {}): Verification => ({
  match: 'exact',
  immutables,
  libraries,
})
const metadataOnly: Verification = { match: 'metadata-only', immutables: [], libraries: [] }
const mismatch: Verification = {
  match: 'mismatch',
  firstDifference: 42,
  detail: 'The instruction at byte 42 is 0x55 on the chain, 0x54 compiled. Both have 900 bytes.',
}

const asset = (value: Hex, rest: Partial<ImmutableValue> = {}): ImmutableValue => ({
  name: 'asset',
  contract: 'Vault',
  type: 'contract IERC20',
  value: pad(value),
  consistent: true,
  ...rest,
})
const self = (address: Address) =>
  asset(address, { name: '__self', contract: 'UUPSUpgradeable', type: 'address' })
const maths = (address: Address, rest: Partial<LinkedLibrary> = {}): LinkedLibrary => ({
  path: 'src/Maths.sol',
  library: 'Maths',
  address,
  consistent: true,
  ...rest,
})

const old = upgrade.from!.address
const usdc = addressOf(0xa0b8)
const immutables = (from: ImmutableValue[], to: ImmutableValue[], reviewed = upgrade) => ({
  'old verification': known(exact({ immutables: from })),
  'new verification': known(exact({ immutables: to })),
  upgrade: known(reviewed),
})
const libraries = (from: LinkedLibrary[], to: LinkedLibrary[]) => ({
  'old verification': known(exact({ libraries: from })),
  'new verification': known(exact({ libraries: to })),
})

describeCheck(madeFromSources, {
  bad: { 'new verification': known(mismatch) },
  twin: { 'new verification': known(metadataOnly) },
})

describe('BC-01', () => {
  test('behavior: the first difference is told', () => {
    const { detail, evidence } = runOn(madeFromSources, { 'new verification': known(mismatch) })
    expect(detail).toBe('Compiled here, the sources give other code.')
    expect(evidence).toEqual([{ where: 'byte 42', what: mismatch.detail }])
  })

  test('behavior: copies of one value that differ are no work of a compiler', () => {
    const torn = exact({ immutables: [asset(usdc, { consistent: false })] })
    expect(runOn(madeFromSources, { 'new verification': known(torn) })).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: 'Vault.asset', what: 'its copies in the code differ' }],
    })
    const whole = exact({ immutables: [asset(usdc)], libraries: [maths(stranger)] })
    expect(runOn(madeFromSources, { 'new verification': known(whole) })).toMatchObject({
      verdict: 'pass',
      detail: expect.stringContaining('libraries (BC-04) are filled in later'),
      evidence: [{ what: 'with its metadata' }],
    })
    const linked = exact({
      libraries: [maths(stranger), maths(usdc, { consistent: false, library: 'Roots' })],
    })
    expect(runOn(madeFromSources, { 'new verification': known(linked) })).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: 'src/Maths.sol:Roots' }],
    })
    expect(runOn(madeFromSources, { 'new verification': known(metadataOnly) })).toMatchObject({
      detail: 'Compiled here, the sources give this code.',
      evidence: [{ what: 'but for its metadata' }],
    })
  })
})

describeCheck(metadataProved, {
  bad: { 'new verification': known(mismatch) },
  twin: { 'new verification': known(exact()) },
})

test('behavior: the same code with other comments is a warning', () => {
  expect(runOn(metadataProved, { 'new verification': known(metadataOnly) }).verdict).toBe('warn')
})

describeCheck(immutablesKept, {
  bad: immutables([asset(usdc), self(old)], [asset(stranger), self(implementation)]),
  twin: immutables([asset(usdc), self(old)], [asset(usdc), self(implementation)]),
})

describe('BC-03', () => {
  test('behavior: both values are told as their type reads them', () => {
    const fee = (value: Hex) => asset(value, { name: 'FEE', type: 'uint256' })
    const facts = immutables([asset(usdc), fee('0x1e')], [asset(stranger), fee('0x03')])
    expect(runOn(immutablesKept, facts).evidence).toEqual([
      { where: 'Vault.asset', what: `${usdc} before, ${stranger} now` },
      { where: 'Vault.FEE', what: '30 before, 3 now' },
    ])
  })

  test.each<readonly [type: string, value: Hex, text: string]>([
    ['address', usdc, usdc],
    ['address payable', usdc, usdc],
    ['contract IERC20', usdc, usdc],
    ['contract IERC20', `0x01${'00'.repeat(20)}`, pad(`0x01${'00'.repeat(20)}`)],
    ['uint8', '0xff', '255'],
    ['int256', `0x${'ff'.repeat(32)}`, '-1'],
    ['int8', '0x7f', '127'],
    ['bool', '0x01', 'true'],
    ['bool', '0x00', 'false'],
    ['bool', '0x02', pad('0x02')],
    ['bytes32', '0x01', pad('0x01')],
    ['myuint8', '0x01', pad('0x01')],
    ['uint8x', '0x01', pad('0x01')],
  ])('behavior: %s of %s is told as %s', (type, value, text) => {
    const facts = immutables([asset(value, { type })], [asset(value, { type })])
    expect(runOn(immutablesKept, facts).evidence[0]?.what).toBe(`${text}, as before`)
  })

  test('behavior: of two of one name each is held against that of its contract', () => {
    const [a, b] = [asset(usdc), asset(stranger, { contract: 'Base' })]
    expect(runOn(immutablesKept, immutables([a, b], [b, a])).verdict).toBe('pass')
    const turned = [asset(stranger), asset(usdc, { contract: 'Base' })]
    expect(runOn(immutablesKept, immutables([a, b], turned)).verdict).toBe('fail')
  })

  test('behavior: a contract that was renamed keeps its immutables', () => {
    const facts = immutables([asset(usdc)], [asset(usdc, { contract: 'VaultV2' })])
    expect(runOn(immutablesKept, facts).verdict).toBe('pass')
  })

  test('behavior: the address of the old code in the new one is not its own', () => {
    const facts = immutables([self(old)], [self(old)])
    expect(runOn(immutablesKept, facts)).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: `its own address before, ${old} now` }],
    })
  })

  test('behavior: copies that differ, and what came or went', () => {
    const torn = immutables([asset(usdc)], [asset(usdc, { consistent: false })])
    expect(runOn(immutablesKept, torn).verdict).toBe('fail')
    expect(runOn(immutablesKept, immutables([], [asset(usdc)])).verdict).toBe('warn')
    expect(runOn(immutablesKept, immutables([asset(usdc)], [])).verdict).toBe('warn')
    const retyped = immutables([asset(usdc)], [asset(usdc, { type: 'uint256' })])
    expect(runOn(immutablesKept, retyped).verdict).toBe('warn')
  })

  test('behavior: none at all, code that is not its sources’, and an unknown predecessor', () => {
    expect(runOn(immutablesKept, immutables([], [])).verdict).toBe('not-applicable')
    const unproved = { ...immutables([], []), 'old verification': known(mismatch) }
    expect(runOn(immutablesKept, unproved)).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'old code', what: 'the sources give other code' }],
    })
    const first = { ...upgrade, from: undefined }
    const facts = immutables([self(old)], [self(implementation)], first)
    expect(runOn(immutablesKept, facts).verdict).toBe('unknown')
  })
})

describeCheck(librariesKept, {
  bad: libraries([maths(addressOf(0x70))], [maths(stranger)]),
  twin: libraries([maths(addressOf(0x70))], [maths(addressOf(0x70), { path: 'src/v2/Maths.sol' })]),
})

describe('BC-04', () => {
  test('behavior: never linked, linked twice, new, gone, none', () => {
    const verdictOf = (from: LinkedLibrary[], to: LinkedLibrary[]) =>
      runOn(librariesKept, libraries(from, to)).verdict
    const one = maths(addressOf(0x70))
    expect(verdictOf([], [maths(addressOf(0))])).toBe('fail')
    expect(verdictOf([one], [{ ...one, consistent: false }])).toBe('fail')
    expect(verdictOf([], [one])).toBe('warn')
    expect(verdictOf([one], [])).toBe('warn')
    expect(verdictOf([], [])).toBe('not-applicable')
  })

  test('error: two libraries of one file in each other’s place', () => {
    const [a, b] = [maths(addressOf(0x70)), maths(addressOf(0x71), { library: 'Roots' })]
    expect(runOn(librariesKept, libraries([a, b], [b, a])).verdict).toBe('pass')
    const turned = [
      { ...a, address: b.address },
      { ...b, address: a.address },
    ]
    expect(runOn(librariesKept, libraries([a, b], turned)).verdict).toBe('fail')
    const moved = [
      { ...a, path: 'src/v2.sol' },
      { ...b, path: 'src/v2.sol' },
    ]
    expect(runOn(librariesKept, libraries([a, b], moved)).verdict).toBe('pass')
    // Of two of one name each is held against that of its file.
    const twin = { ...a, path: 'src/Other.sol', address: addressOf(0x72) }
    expect(runOn(librariesKept, libraries([a, twin], [twin, a])).verdict).toBe('pass')
    const crossed = [
      { ...a, address: twin.address },
      { ...twin, address: a.address },
    ]
    expect(runOn(librariesKept, libraries([a, twin], crossed)).verdict).toBe('fail')
  })

  test('behavior: code that is not its sources’, on either side', () => {
    for (const side of ['old verification', 'new verification'] as const) {
      const name = side.replace('verification', 'code')
      const facts = { ...libraries([], []), [side]: known(mismatch) }
      const told = { verdict: 'unknown', evidence: [{ where: name }] }
      expect(runOn(librariesKept, facts)).toMatchObject(told)
      expect(
        runOn(immutablesKept, { ...immutables([], []), [side]: known(mismatch) }),
      ).toMatchObject(told)
    }
  })
})
