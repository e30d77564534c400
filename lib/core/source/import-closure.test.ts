import { expect, test } from 'vitest'
import { vaultInput } from './__fixtures__/vault-input'
import { importClosure } from './import-closure'
import { parseCompilerInput } from './parse-compiler-input'
import type { SourceBundle } from './source-bundle'

const bundle: SourceBundle = {
  ...parseCompilerInput(vaultInput()),
  compiler: '0.8.30+commit.73712a01',
  contract: { path: 'src/Vault.sol', name: 'Vault' },
}

const withBase = (text: string): SourceBundle => ({
  ...bundle,
  sources: { ...bundle.sources, 'src/base/Base.sol': text },
})

test('default', () => {
  const closure = importClosure(bundle)
  expect(Object.keys(closure.sources)).toEqual([
    'src/Vault.sol',
    'src/base/Base.sol',
    'node_modules/lib/Math.sol',
  ])
  expect(closure.settings).toBe(bundle.settings)
})

test('behavior: cycles end', () => {
  const cyclic = withBase('import "../Vault.sol"; contract Base {}')
  expect(Object.keys(importClosure(cyclic).sources)).toHaveLength(3)
})

test('behavior: nothing is left out twice', () => {
  const closure = importClosure(bundle)
  expect(importClosure(closure)).toBe(closure)
})

test('behavior: an import that leads nowhere keeps everything', () => {
  for (const text of ['import "gone.sol";', 'import "a\\x2esol";', 'import "toString";']) {
    const unresolved = withBase(text)
    expect(importClosure(unresolved)).toBe(unresolved)
  }
})

test('behavior: Vyper keeps everything', () => {
  const vyper: SourceBundle = { ...bundle, language: 'Vyper' }
  expect(importClosure(vyper)).toBe(vyper)
})
