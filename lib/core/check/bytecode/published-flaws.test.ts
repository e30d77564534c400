import { describe, expect, test } from 'vitest'
import { runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { emptyContract } from '@/lib/core/check/__fixtures__/empty-contract'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import { type BugCondition, compilerBugs } from './compiler-bugs'
import { compilerKept } from './compiler-kept'
import { libraryAdvisories } from './library-advisories'
import { noVulnerableLibrary } from './no-vulnerable-library'
import { isBefore, parseVersion } from './version-order'

const severities = ['medium', 'medium/high', 'high', 'critical']

/** The version right before one: versions are looked up, so it need not have been released. */
function preceding(version: string): string {
  const [major = 0, minor = 0, patch = 0] = parseVersion(version) ?? []
  if (patch > 0) return `${major}.${minor}.${patch - 1}`
  return minor > 0 ? `${major}.${minor - 1}.99` : `${major - 1}.99.99`
}

const isRange = ({ introduced, fixed }: { introduced: string; fixed: string }) =>
  isBefore(parseVersion(introduced) ?? [9], parseVersion(fixed) ?? [0])

describe('advisories of the library', () => {
  const told = (file: string, version: string) =>
    runOn(noVulnerableLibrary, {
      'new contract': known({
        ...emptyContract,
        sources: { [`@openzeppelin/contracts@${version}/${file}.sol`]: '' },
      }),
    })
  const cases = libraryAdvisories.flatMap((advisory) =>
    advisory.ranges.map((range) => ({ ...advisory, ...range })),
  )

  test('behavior: each is written down whole', () => {
    expect(libraryAdvisories).toHaveLength(13)
    for (const { id, file, severity, ranges, effect } of libraryAdvisories) {
      expect(id).toMatch(/^GHSA(-[a-z\d]{4}){3}$/)
      expect(file).toMatch(/^[A-Z]\w+$/)
      expect(severities).toContain(severity)
      expect(effect).toMatch(/^\w/)
      expect(ranges.length).toBeGreaterThan(0)
      expect(ranges.every(isRange)).toBe(true)
    }
  })

  test.each(cases)('error: $id from $introduced on, until $fixed', (advisory) => {
    const { id, file, severity, effect, introduced, fixed } = advisory
    for (const version of [introduced, preceding(fixed)]) {
      expect(told(file, version).evidence.map(({ what }) => what)).toContain(
        `${version}, ${id} (${severity}): ${effect}`,
      )
      const { evidence } = told(`${file}Upgradeable`, version)
      expect(evidence.some(({ what }) => what.includes(id))).toBe(true)
    }
    for (const version of [preceding(introduced), fixed]) {
      expect(told(file, version).evidence.filter(({ what }) => what.includes(id))).toEqual([])
    }
    expect(told(`My${file}`, introduced)).toMatchObject({ verdict: 'pass', evidence: [] })
  })
})

describe('bugs of the compiler', () => {
  const settings = { viaIR: false, optimizer: { enabled: false } }
  /** What makes a bug show, and all that is like it and does not. */
  const shown: Record<BugCondition, Partial<CompiledContract>> = {
    'via-ir': { settings: { ...settings, viaIR: true } },
    optimizer: { settings: { ...settings, optimizer: { enabled: true } } },
    'abi-coder-v2': { sources: { a: '', b: 'pragma experimental ABIEncoderV2;' } },
    'storage-end-warning': { warnings: ['Other', 'Layout close to the end of storage'] },
  }
  const told = (compiler: string, changes: Partial<CompiledContract> = {}) => {
    const made = { ...emptyContract, settings, compiler: `${compiler}+commit.1`, ...changes }
    return runOn(compilerKept, { 'old contract': known(made), 'new contract': known(made) })
  }

  test('behavior: each is written down whole', () => {
    expect(compilerBugs).toHaveLength(10)
    for (const bug of compilerBugs) {
      expect(bug.name).toMatch(/^[A-Z]\w+$/)
      expect(severities).toContain(bug.severity)
      expect(bug.effect).toMatch(/^\w/)
      expect(isRange(bug)).toBe(true)
      expect([undefined, ...Object.keys(shown)]).toContain(bug.needs)
    }
  })

  test.each(compilerBugs)('error: $name from $introduced on, until $fixed', (bug) => {
    const changes = bug.needs ? shown[bug.needs] : {}
    const what = `${bug.name} (${bug.severity}): ${bug.effect}`
    for (const version of [bug.introduced, preceding(bug.fixed)]) {
      const { verdict, evidence } = told(version, changes)
      expect(verdict).toBe('fail')
      expect(evidence).toContainEqual({ where: `solc ${version}+commit.1`, what })
    }
    for (const version of [preceding(bug.introduced), bug.fixed]) {
      expect(told(version, changes).evidence.filter((one) => one.what === what)).toEqual([])
    }
  })

  test.each([
    ['via-ir', '0.8.33'],
    ['optimizer', '0.8.14'],
    ['abi-coder-v2', '0.7.6'],
    ['storage-end-warning', '0.8.35'],
  ] as const)('behavior: without %s a bug that needs it does not show', (needs, compiler) => {
    const names = compilerBugs.filter((bug) => bug.needs === needs).map(({ name }) => name)
    const namesTold = (changes: Partial<CompiledContract>) =>
      told(compiler, changes).evidence.map(({ what }) => what.split(' ')[0] ?? '')
    expect(namesTold({}).filter((name) => names.includes(name))).toEqual([])
    expect(namesTold(shown[needs]).some((name) => names.includes(name))).toBe(true)
  })

  test('behavior: the second coder is there by either name, and from 0.8.0 on by itself', () => {
    const name = 'AbiReencodingHeadOverflowWithStaticArrayCleanup'
    const isTold = (compiler: string, text: string) =>
      told(compiler, { sources: { a: text } }).evidence.some(({ what }) => what.startsWith(name))
    expect(isTold('0.7.6', 'pragma abicoder v2;')).toBe(true)
    expect(isTold('0.7.6', 'pragma  experimental\n ABIEncoderV2;')).toBe(true)
    expect(isTold('0.7.6', 'pragma abicoder v1;')).toBe(false)
    expect(isTold('0.8.0', '')).toBe(true)
  })

  test('behavior: an optimizer of which only parts are chosen is one', () => {
    const isTold = (optimizer: unknown) =>
      told('0.8.14', { settings: { ...settings, optimizer } }).evidence.some(({ what }) =>
        what.startsWith('InlineAssemblyMemorySideEffects'),
      )
    expect(isTold({ details: { yul: true } })).toBe(true)
    expect([{ runs: 200 }, { enabled: false }, undefined, null].filter(isTold)).toEqual([])
  })
})
