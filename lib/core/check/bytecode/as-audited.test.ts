import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { emptyContract } from '@/lib/core/check/__fixtures__/empty-contract'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { Audit } from '@/lib/core/source/audit'
import { hashFileHashes, hashSources } from '@/lib/core/source/hash-sources'
import { asAudited } from './as-audited'

const base = 'contract Base {}'
const vault = 'import "./Base.sol"; contract Vault is Base {}'

function contractOf(sources: Readonly<Record<string, string>>) {
  return { ...emptyContract, path: 'src/Vault.sol', name: 'Vault', sources }
}

const audited = contractOf({ 'src/Vault.sol': vault, 'src/Base.sol': base })
const later = contractOf({
  'src/Vault.sol': 'import "./Base.sol"; import "./Fee.sol"; contract Vault is Base {}',
  'src/Base.sol': base,
  'src/Fee.sol': 'contract Fee {}',
})

function auditOf(contract: typeof audited, auditor = 'Lighthouse'): Audit {
  const { path, name, compiler, sources } = contract
  const bundle = { compiler, contract: { path, name }, sources, settings: {} }
  return { auditor, ...hashSources({ language: 'Solidity', ...bundle }) }
}

const facts = (contract: typeof audited, ...audits: Audit[]) => ({
  audits: known(audits, 'third-party'),
  'new contract': known(contract),
})

describeCheck(asAudited, {
  bad: facts(later, auditOf(audited)),
  twin: facts(audited, auditOf(audited)),
})

test('behavior: one audit of several is enough', () => {
  const { verdict, detail } = runOn(asAudited, facts(audited, auditOf(later), auditOf(audited)))
  expect({ verdict, detail }).toEqual({
    verdict: 'pass',
    detail: '1 of 2 audits are of exactly these sources.',
  })
})

test('behavior: the files that differ are named, against the audit that is closest', () => {
  const other = contractOf({ 'src/Vault.sol': 'contract Vault {}' })
  const { evidence } = runOn(asAudited, facts(later, auditOf(other, 'Other'), auditOf(audited)))
  expect(evidence.map(({ where, what }) => [where, what.split(' 0x')[0]])).toEqual([
    ['Lighthouse', 'audited'],
    ['src/Fee.sol', 'was not audited'],
    ['src/Vault.sol', 'differs from what was audited'],
    ['Other', 'audited'],
    ['Vault', 'source hash'],
  ])
})

test('behavior: an audit without its files is compared all the same', () => {
  const { files: _, ...bare } = auditOf(audited)
  expect(runOn(asAudited, facts(audited, bare)).verdict).toBe('pass')
  expect(runOn(asAudited, facts(later, bare))).toMatchObject({
    verdict: 'fail',
    evidence: [{}, {}],
  })
})

test('behavior: thousands of files, and names that mean something to JavaScript', () => {
  const paths = Array.from({ length: 2_000 }, (_, at) => `src/${at}.sol`)
  const files = Object.fromEntries(
    [...paths, 'constructor'].map((path) => [path, `0x${'11'.repeat(32)}`] as const),
  )
  const audit = { auditor: 'A\u202Eudit', files, sourceHash: hashFileHashes(files) }
  const { evidence } = runOn(asAudited, facts(audited, audit))
  expect(evidence).toHaveLength(27)
  expect(evidence[0]?.where).toBe('A⟨U+202E⟩udit')
})
