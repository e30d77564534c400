import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { emptyContract } from '@/lib/core/check/__fixtures__/empty-contract'
import { known } from '@/lib/core/check/__fixtures__/known'
import { nothingSilenced } from './nothing-silenced'

const contract = (text: string) => known({ ...emptyContract, sources: { 'src/A.sol': text } })
const retyped = 'contract A {\n    /// @custom:oz-retyped-from address\n    uint160 owner;\n}'
const constructing = '/// @custom:oz-upgrades-unsafe-allow constructor\nconstructor() {}'
const quoted = `string s = "@custom:oz-retyped-from address"; ${constructing}`

describeCheck(nothingSilenced, {
  bad: { 'new contract': contract(retyped) },
  twin: { 'new contract': contract(quoted) },
})

test('error: the line is told', () => {
  expect(runOn(nothingSilenced, { 'new contract': contract(retyped) }).evidence).toEqual([
    { where: 'src/A.sol:2', what: '@custom:oz-retyped-from address' },
  ])
})

test('behavior: what the old version said too is still told', () => {
  const facts = { 'old contract': contract(retyped), 'new contract': contract(retyped) }
  expect(runOn(nothingSilenced, facts)).toMatchObject({ verdict: 'warn' })
})

test('behavior: comments that silence other checks are for people to judge', () => {
  const loud = contract('/**\n * @custom:oz-upgrades-unsafe-allow delegatecall selfdestruct\n */')
  const { verdict, evidence } = runOn(nothingSilenced, { 'new contract': loud })
  expect(verdict).toBe('warn')
  expect(evidence[0]?.where).toBe('src/A.sol:2')
})

const told = (text: string) => runOn(nothingSilenced, { 'new contract': contract(text) })

test('error: what is harmless excuses nothing that stands beside it', () => {
  const allow = (what: string) => told(`/// @custom:oz-upgrades-unsafe-allow ${what}`).verdict
  expect(allow('state-variable-assignment missing-initializer')).toBe('fail')
  expect(allow('delegatecall missing-initializer-call')).toBe('warn')
  expect(allow('delegatecall constructor')).toBe('warn')
  expect(allow('constructor delegatecall')).toBe('warn')
  expect(allow('constructors')).toBe('warn')
  expect(allow('')).toBe('warn')
  expect(allow('missing-initializer')).toBe('pass')
  expect(allow('constructor  state-variable-immutable missing-initializer-call ')).toBe('pass')
  expect(told('/// @custom:oz-upgrades-unsafe-allow-reachable constructor').verdict).toBe('pass')
  expect(told('/// @custom:oz-upgrades-unsafe-allow-reachable delegatecall').verdict).toBe('warn')
  expect(told('/// @custom:oz-upgrades-from contracts/A.sol:A').verdict).toBe('pass')
  expect(told('/// @custom:oz-renamed-from allow constructor').verdict).toBe('fail')
})

test('error: what a tag says may go on in the lines below it', () => {
  const block = (...lines: readonly string[]) =>
    `/**\n${lines.map((one) => ` * ${one}`).join('\n')}\n */`
  const lines = (...all: readonly string[]) => all.map((one) => `    /// ${one}`).join('\n')
  for (const write of [block, lines]) {
    const allow = '@custom:oz-upgrades-unsafe-allow constructor'
    expect(told(write(allow, 'state-variable-assignment')).verdict).toBe('fail')
    expect(told(write(allow, 'delegatecall', '@dev fine')).evidence[0]?.what).toBe(
      `${allow} delegatecall`,
    )
    expect(told(write(allow, '@dev delegatecall')).verdict).toBe('pass')
    expect(told(write('@dev first', allow)).verdict).toBe('pass')
  }
  const apart = lines('@custom:oz-upgrades-unsafe-allow constructor')
  expect(told(`${apart}\n\n${lines('delegatecall')}`).verdict).toBe('pass')
  expect(told(`${apart}\n// delegatecall`).verdict).toBe('pass')
  expect(told(`// first\n${lines('@custom:oz-renamed-from a', '@dev b')}`).evidence).toEqual([
    { where: 'src/A.sol:2', what: '@custom:oz-renamed-from a' },
  ])
})

test('behavior: an example in the documentation of a library ends with its line', () => {
  const example = [
    '/**',
    ' * ```',
    ' * /// @custom:oz-upgrades-unsafe-allow constructor',
    ' * constructor() { _disableInitializers(); }',
    ' * ```',
    ' */',
  ].join('\n')
  expect(told(example)).toMatchObject({
    verdict: 'pass',
    detail: 'No comment in 1 files silences a storage check.',
  })
  expect(told(example.replace('allow constructor', 'allow delegatecall')).verdict).toBe('warn')
  expect(told(example.replace('/// @custom', '@custom')).verdict).toBe('warn')
  const first = '/** @custom:oz-upgrades-unsafe-allow constructor\n delegatecall */'
  expect(told(first).verdict).toBe('warn')
})

test('behavior: what is new beside what the old version said is told apart', () => {
  const old = '/// @custom:oz-upgrades-unsafe-allow delegatecall'
  const facts = { 'old contract': contract(old), 'new contract': contract(old) }
  expect(runOn(nothingSilenced, facts)).toMatchObject({
    verdict: 'pass',
    evidence: [
      { what: '@custom:oz-upgrades-unsafe-allow delegatecall (the old version has it too)' },
    ],
  })
  const added = contract(`${old}\ncontract A {}\n${old} selfdestruct`)
  expect(runOn(nothingSilenced, { ...facts, 'new contract': added }).verdict).toBe('warn')
})
