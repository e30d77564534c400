import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { afterAll, describe, expect, test } from 'vitest'
import { harborBundle, smallBundle } from '@/lib/adapters/compiler/__fixtures__/harbor-bundle'
import { compileBundle } from '@/lib/adapters/compiler/compile-bundle'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { verifyImplementation } from './verify-implementation'

const directory = mkdtempSync(join(tmpdir(), 'suture-compiler-'))
afterAll(() => rmSync(directory, { recursive: true }))

const compiler = createCompiler({ directory, concurrency: 2 })

/** Writes bytes over a place in code. */
function put(code: Hex, at: number, bytes: string): Hex {
  return `0x${code.slice(2, 2 + at * 2)}${bytes}${code.slice(2 + at * 2 + bytes.length)}`
}

describe('contracts of the demo', () => {
  test('default', async () => {
    const { bundle, code } = harborBundle('HarborToken')
    const { contract, verification } = await verifyImplementation(compiler, { bundle, code })
    expect(verification).toMatchObject({
      match: 'exact',
      immutables: [{ name: '_decimals', contract: 'HarborToken', type: 'uint8' }],
      libraries: [],
    })
    expect(contract.compiler).toBe('0.8.30+commit.73712a01')
    expect(contract.selectors.get('0xa9059cbb')).toBe('transfer(address,uint256)')
    expect(contract.layout?.variables.length).toBeGreaterThan(3)
    expect(contract.asts.get(bundle.contract.path)?.nodeType).toBe('SourceUnit')
    expect(contract.abi.length).toBeGreaterThan(10)

    // Without any time it cannot compile; it finds what was kept.
    const hasty = createCompiler({ directory, limits: { seconds: 0 } })
    expect(await verifyImplementation(hasty, { bundle, code })).toEqual({ contract, verification })
    const other = { ...bundle, settings: { ...bundle.settings, evmVersion: 'paris' } }
    await expect(verifyImplementation(hasty, { bundle: other, code })).rejects.toThrow('too long')
  })
})

const source = `// SPDX-License-Identifier: MIT
pragma solidity >=0.8.0;
library L {
  function twice(uint256 a) external pure returns (uint256) { return a * 2; }
  function add(uint256[] storage list) external { list.push(); }
}
contract Child { uint256 public number = 7; }
contract A {
  address immutable keeper;
  uint64 public immutable since;
  constructor(address k, uint64 s) { keeper = k; since = s; }
  function run(uint256 a) external view returns (uint256) {
    require(msg.sender == keeper && a > since);
    return L.twice(a);
  }
  function make() external returns (address) { return address(new Child()); }
}`

describe('small contracts', () => {
  test('behavior: immutables and libraries are read from the code', async () => {
    const bundle = smallBundle(source)
    const { runtimeCode } = await compileBundle(compiler, { bundle })
    const keeper = '000000000000000000000000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    let code = runtimeCode.bytes
    for (const { name, ranges } of runtimeCode.immutables) {
      for (const { start } of ranges) {
        code = put(code, start, name === 'keeper' ? keeper : '5'.padStart(64, '0'))
      }
    }
    for (const { start } of runtimeCode.links[0]!.ranges) code = put(code, start, 'b'.repeat(40))
    const { verification } = await verifyImplementation(compiler, { bundle, code })
    expect(verification).toMatchInlineSnapshot(`
      {
        "immutables": [
          {
            "consistent": true,
            "contract": "A",
            "name": "keeper",
            "type": "address",
            "value": "0x000000000000000000000000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          },
          {
            "consistent": true,
            "contract": "A",
            "name": "since",
            "type": "uint64",
            "value": "0x0000000000000000000000000000000000000000000000000000000000000005",
          },
        ],
        "libraries": [
          {
            "address": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB",
            "consistent": true,
            "library": "L",
            "path": "a.sol",
          },
        ],
        "match": "exact",
      }
    `)
  })

  test('behavior: comments are metadata, of what it creates too', async () => {
    const bundle = smallBundle(source)
    const { runtimeCode } = await compileBundle(compiler, { bundle })
    const commented = smallBundle(`${source} // one more`)
    const parameters = { bundle: commented, code: runtimeCode.bytes }
    const { verification } = await verifyImplementation(compiler, parameters)
    expect(verification.match).toBe('metadata-only')
  })

  test('behavior: another constant is other code', async () => {
    const bundle = smallBundle(source)
    const { runtimeCode } = await compileBundle(compiler, { bundle })
    const other = smallBundle(source.replace('number = 7', 'number = 8'))
    const parameters = { bundle: other, code: runtimeCode.bytes }
    const { verification } = await verifyImplementation(compiler, parameters)
    expect(verification).toMatchObject({
      match: 'mismatch',
      detail: expect.stringMatching(
        /^The constant at byte \d+ is 0x07 on the chain, 0x08 compiled/,
      ),
    })
  })

  test('behavior: a library keeps its own address', async () => {
    const bundle = smallBundle(source, { name: 'L' })
    const { runtimeCode, abi } = await compileBundle(compiler, { bundle })
    const code = put(runtimeCode.bytes, 1, 'b'.repeat(40))
    const { verification } = await verifyImplementation(compiler, { bundle, code })
    expect(verification.match).toBe('exact')
    expect(abi).toMatchObject([{ name: 'twice' }])
  })
})
