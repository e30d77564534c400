import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import { smallBundle } from './__fixtures__/harbor-bundle'
import { compileBundle } from './compile-bundle'
import { createCompiler } from './compiler'

const directory = mkdtempSync(join(tmpdir(), 'suture-compiler-'))
afterAll(() => rmSync(directory, { recursive: true }))

const compiler = createCompiler({ directory, concurrency: 2 })
const compile = (bundle: SourceBundle) => compileBundle(compiler, { bundle })

/** The ABI of the last struct holds 2^15 values. */
function endless(): SourceBundle {
  const structs = Array.from(
    { length: 16 },
    (_, index) => `struct S${index + 1} { S${index} a; S${index} b; }`,
  )
  const use = 'contract A { function f(S16 calldata s) external {} }'
  return smallBundle(`struct S0 { uint256 a; uint256 b; }\n${structs.join('\n')}\n${use}`)
}

describe('compilers', () => {
  test('behavior: an older release comes through npm', async () => {
    const source =
      'pragma solidity 0.8.19; contract A { uint256 immutable x = block.number; function f() external view returns (uint256) { return x; } }'
    const bundle = smallBundle(source, { compiler: '0.8.19+commit.7dd6d404' })
    const contract = await compile(bundle)
    expect(contract.compiler).toBe('0.8.19+commit.7dd6d404')
    expect(contract.runtimeCode.immutables).toMatchObject([{ name: 'x', type: 'uint256' }])
    const wrong = { ...bundle, compiler: '0.8.19+commit.00000000' }
    await expect(compile(wrong)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [CompilerMismatchError: The release of solc is not the build that the sources name.
      Named: 0.8.19+commit.00000000
      Release: 0.8.19+commit.7dd6d404.Emscripten.clang
      Sources made with another build cannot be verified here. Correct the version where it was written by hand.]
    `)
  })

  test('error: a release that does not exist', async () => {
    const bundle = smallBundle('contract A {}', { compiler: '0.8.999' })
    await expect(compile(bundle)).rejects.toMatchObject({
      name: 'CompilerNotFoundError',
      facts: [
        ['Compiler', 'solc 0.8.999'],
        ['npm says', expect.stringContaining('solc@0.8.999')],
      ],
    })
  })

  test('error: another language', async () => {
    const bundle = { ...smallBundle('x: uint256'), language: 'Vyper', compiler: '0.3.10' } as const
    await expect(compile(bundle)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [UnsupportedCompilerError: There is no compiler here for these sources.
      Compiler: Vyper 0.3.10
      Reason: not a Solidity compiler
      Sources are compiled again with a release of solc from 0.5.13 on. Other code is reviewed by its bytecode alone.]
    `)
  })
})

describe('sources', () => {
  test('error: they do not compile, and what they import is not among them', async () => {
    await expect(
      compile(smallBundle('contract A { uint x = y; }')),
    ).rejects.toThrowErrorMatchingInlineSnapshot(`
      [SourcesDoNotCompileError: The sources do not compile.
      Compiler: 0.8.30+commit.73712a01
      It says: DeclarationError: Undeclared identifier. (a.sol:1:23)
      Give all files that the contract imports, and the settings it was compiled with.]
    `)
    await expect(compile(smallBundle('contract A {'))).rejects.toThrow('ParserError: ')
    const outside = smallBundle('import "/etc/hostname"; contract A {}')
    await expect(compile(outside)).rejects.toThrow('Source "/etc/hostname" not found')
  })

  test('error: no such contract, and one without code', async () => {
    await expect(compile(smallBundle('contract B {}'))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [ContractNotCompiledError: The sources do not make this contract.
      Contract: a.sol:A
      Found: no contract of that name
      Name the contract that was deployed, with the path of its file, e.g. src/Vault.sol:Vault.]
    `)
    const abstract = smallBundle('abstract contract A {}')
    await expect(compile(abstract)).rejects.toThrow('an interface or abstract contract')
  })

  test('behavior: libraries that the settings link keep their address', async () => {
    const address = `0x${'ab'.repeat(20)}`
    const source = `
      library L { function f(uint256[] storage a) external { a.push(); } }
      contract A { uint256[] list; function run() external { L.f(list); } }`
    const settings = { libraries: { 'a.sol': { L: address } } }
    const { runtimeCode } = await compile(smallBundle(source, { settings }))
    const [{ library, ranges }] = runtimeCode.links as [(typeof runtimeCode.links)[0]]
    expect(library).toBe('L')
    const [{ start }] = ranges as [(typeof ranges)[0]]
    expect(runtimeCode.bytes.slice(2 + start * 2, 2 + start * 2 + 40)).toBe('ab'.repeat(20))
  })
})

describe('bounds', () => {
  const bounded = (limits: Parameters<typeof createCompiler>[0]['limits']) =>
    createCompiler({ directory: join(directory, 'bounded'), limits })

  test('error: it never ends', async () => {
    await expect(
      compileBundle(bounded({ seconds: 2 }), { bundle: endless() }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(`
      [CompilationTimeoutError: The compilation took too long and was ended.
      Contract: a.sol:A
      Limit: 2 seconds
      Give only the files that the contract needs, or review on a faster machine.]
    `)
  })

  test('behavior: whoever asked no longer wants it, while it runs and while it waits', async () => {
    const one = bounded({})
    const running = new AbortController()
    const waiting = new AbortController()
    const first = compileBundle(one, { bundle: endless(), signal: running.signal })
    const bundle = smallBundle('contract A {}')
    const second = compileBundle(one, { bundle, signal: waiting.signal })
    const answers = Promise.allSettled([first, second])
    setTimeout(() => waiting.abort(new Error('not wanted')), 300)
    setTimeout(() => running.abort(new Error('left')), 600)
    expect(await answers).toEqual([
      { status: 'rejected', reason: new Error('left') },
      { status: 'rejected', reason: new Error('not wanted') },
    ])
  })

  test('error: memory, sources, answer', async () => {
    const bundle = smallBundle('contract A { function f() external {} }')
    const compileWithin = (limits: Parameters<typeof bounded>[0]) =>
      compileBundle(bounded(limits), { bundle })
    await expect(compileWithin({ memory: 24 })).rejects.toThrowErrorMatchingInlineSnapshot(`
      [CompilationTooLargeError: The compilation is too large.
      Contract: a.sol:A
      Too large: the memory it needs
      Limit: 24 MB
      Give only the files that the contract needs.]
    `)
    await expect(compileWithin({ sources: 20 })).rejects.toThrow('39 characters of sources')
    await expect(compileWithin({ output: 1_000 })).rejects.toThrow('the answer')
  })

  test('behavior: what is kept is bounded', async () => {
    const one = bounded({ kept: 1 })
    await compileBundle(one, { bundle: smallBundle('contract A { uint256 a; }') })
    expect(readdirSync(join(directory, 'bounded/compilations'))).toEqual([])
  })
})
