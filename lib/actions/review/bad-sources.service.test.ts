import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { afterAll, expect, test } from 'vitest'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { smallBundle } from '@/lib/adapters/compiler/__fixtures__/harbor-bundle'
import { compileBundle } from '@/lib/adapters/compiler/compile-bundle'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { createSolver } from '@/lib/adapters/solver/solver'
import { diffSources } from '@/lib/core/source/diff-sources'
import { hashSourceBundle } from '@/lib/core/source/hash-source-bundle'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import { reviewPair } from '@/test/corpus/review-pair'
import { createCodeReviewer } from './review-code'

const directory = mkdtempSync(join(tmpdir(), 'suture-bad-sources-'))
afterAll(() => rmSync(directory, { recursive: true }))

const compiler = createCompiler({ directory, concurrency: 2 })
const analyser = createCodeAnalyser({ directory })
const solver = createSolver({ directory })
const good = smallBundle('contract A { function f() external {} }')

async function codeOf(bundle: SourceBundle): Promise<Hex> {
  return (await compileBundle(compiler, { bundle })).runtimeCode.bytes
}

/** What a review knows of code, of which somebody gave these sources. */
async function review(code: Hex, ...bundles: SourceBundle[]) {
  const claims = bundles.map((bundle) => ({
    hash: hashSourceBundle(bundle),
    bundle,
    origin: 'upload' as const,
  }))
  const address = `0x${'11'.repeat(20)}` as const
  const workshop = { compiler, analyser, solver, sourcesOf: async () => claims, settled: new Map() }
  return await createCodeReviewer(workshop)({ chainId: 1, address, code })
}

test('default: bad sources before good ones do no harm', async () => {
  const broken = smallBundle('contract A {')
  const other = smallBundle('contract A { function g() external {} }')
  expect(await review(await codeOf(good), broken, other, good)).toMatchObject({
    known: true,
    value: { bundle: hashSourceBundle(good), verification: { match: 'exact' } },
  })
})

test('error: they do not compile', async () => {
  expect(await review(await codeOf(good), smallBundle('contract A { uint x = y; }'))).toEqual({
    known: false,
    reason:
      'The sources do not compile. Compiler 0.8.30+commit.73712a01, It says DeclarationError: Undeclared identifier. (a.sol:1:23)',
  })
})

test('error: they compile to something else', async () => {
  const other = smallBundle('contract A { uint256 a; function f() external { a = 1; } }')
  expect(await review(await codeOf(good), other)).toMatchObject({
    known: true,
    value: {
      verification: {
        match: 'mismatch',
        detail: expect.stringMatching(/^The instruction at byte 51/),
      },
    },
  })
})

test('error: a compiler that does not exist', async () => {
  const never = { ...good, compiler: '0.8.999+commit.00000000' }
  expect(await review(await codeOf(good), never)).toMatchObject({
    known: false,
    reason: expect.stringMatching(/^npm knows no such release of solc\. Compiler solc 0\.8\.999/),
  })
})

test('behavior: bidi controls are shown, and never written out in a message', async () => {
  const [open, close] = ['\u202E', '\u202C']
  const balanced = smallBundle(`contract A { /* ${open} } ${close} */ function f() external {} }`)
  expect(await review(await codeOf(balanced), balanced)).toMatchObject({
    value: { verification: { match: 'exact' } },
  })
  const { files } = diffSources({ from: good.sources, to: balanced.sources })
  expect(files).toMatchObject([
    { commentsOnly: true, hiddenCharacters: [{ codePoint: 'U+202E' }, { codePoint: 'U+202C' }] },
  ])
  const unbalanced = smallBundle(`contract A { /* ${open} */ function f() external {} }`)
  const refused = await review(await codeOf(good), unbalanced)
  expect(refused).toMatchObject({ known: false, reason: expect.stringContaining('do not compile') })
  expect(JSON.stringify(refused)).not.toContain(open)
})

test('behavior: 24 KB of selectors are read to the last', async () => {
  const functions = Array.from({ length: 880 }, (_, at) => `function f${at}() external {}`)
  const bundle = smallBundle(`contract A { ${functions.join(' ')} }`)
  const code = await codeOf(bundle)
  expect(code.length / 2).toBeGreaterThan(20_000)
  expect(code.length / 2).toBeLessThan(24_576)
  const side = { package: 'none', bundle, code, recordedIn: 'none', layout: undefined }
  const { from, findings } = await reviewPair(compiler, { from: side, to: side })
  expect(from).toMatchObject({ match: 'exact', functions: 880, unread: {} })
  expect(Object.values(findings).filter((text) => text.startsWith('fail'))).toEqual([])
})
