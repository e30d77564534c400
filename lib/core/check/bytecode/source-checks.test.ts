import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { emptyContract } from '@/lib/core/check/__fixtures__/empty-contract'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import { compilerKept } from './compiler-kept'
import { noVulnerableLibrary } from './no-vulnerable-library'

const made = (changes: Partial<CompiledContract>) => ({
  'old contract': known(emptyContract),
  'new contract': known({ ...emptyContract, ...changes }),
})

describeCheck(compilerKept, {
  bad: made({ settings: { ...emptyContract.settings, viaIR: true } }),
  twin: made({ settings: { optimizer: { runs: 200, enabled: true }, evmVersion: 'cancun' } }),
})

describe('BC-05', () => {
  test('error: the bug is named with its effect', () => {
    const facts = made({ compiler: '0.8.15+commit.e14f2714' })
    expect(runOn(compilerKept, facts).evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "StorageWriteRemovalBeforeConditionalTermination (medium/high): writes before assembly that may end the call are removed",
          "where": "solc 0.8.15+commit.e14f2714",
        },
        {
          "what": "AbiReencodingHeadOverflowWithStaticArrayCleanup (medium): encoding a tuple that ends in a static calldata array zeroes what follows",
          "where": "solc 0.8.15+commit.e14f2714",
        },
        {
          "what": "0.8.30+commit.73712a01 → 0.8.15+commit.e14f2714",
          "where": "compiler",
        },
      ]
    `)
  })

  test('behavior: a change without a bug is for people to judge', () => {
    const facts = made({ compiler: '0.8.36+commit.1', settings: { evmVersion: 'prague' } })
    expect(runOn(compilerKept, facts)).toMatchObject({ verdict: 'warn' })
  })

  test('behavior: what changed is told, setting by setting', () => {
    const { settings } = emptyContract
    const told = (changes: Partial<CompiledContract>) => {
      const { verdict, evidence } = runOn(compilerKept, made(changes))
      return [verdict, ...evidence.map(({ where, what }) => `${where}: ${what}`)]
    }
    expect(told({})).toEqual(['pass'])
    expect(told({ settings: { ...settings, evmVersion: 'prague' } })).toEqual([
      'warn',
      'evmVersion: cancun → prague',
    ])
    expect(told({ settings: { ...settings, optimizer: { enabled: true, runs: 1 } } })).toEqual([
      'warn',
      'optimizer: enabled true, runs 200 → enabled true, runs 1',
    ])
    expect(told({ settings: { optimizer: settings!.optimizer! } })).toEqual([
      'warn',
      'evmVersion: cancun → the default',
    ])
    expect(told({ settings: { ...settings, debug: { revertStrings: 'strip' } } as never })).toEqual(
      ['warn', 'debug: the default → revertStrings strip'],
    )
    expect(told({ settings: { ...settings, remappings: ['a=b'] } as never })).toEqual(['pass'])
  })

  test('behavior: settings that nobody kept', () => {
    expect(runOn(compilerKept, made({ settings: undefined })).verdict).toBe('unknown')
    expect(runOn(compilerKept, made({ compiler: 'vyper' })).verdict).toBe('unknown')
  })
})

const uups = (path: string, head: string) => ({
  'new contract': known({ ...emptyContract, sources: { [path]: `// SPDX\n// ${head}\n` } }),
})
const path = '@openzeppelin/contracts/utils/cryptography/ECDSA.sol'

describeCheck(noVulnerableLibrary, {
  bad: uups(path, 'OpenZeppelin Contracts (last updated v4.7.0) (utils/cryptography/ECDSA.sol)'),
  twin: uups(path, 'OpenZeppelin Contracts (last updated v4.7.3) (utils/cryptography/ECDSA.sol)'),
})

describe('BC-12', () => {
  test('error: a copy under another path, and a version in the path', () => {
    const head = 'OpenZeppelin Contracts v4.4.0 (proxy/utils/Initializable.sol)'
    expect(runOn(noVulnerableLibrary, uups('lib/oz/Initializable.sol', head)).verdict).toBe('fail')
    const versioned = '@openzeppelin/contracts@4.3.1/proxy/utils/UUPSUpgradeable.sol'
    expect(runOn(noVulnerableLibrary, uups(versioned, '')).evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "4.3.1, GHSA-5vp3-v4hc-gx76 (critical): whoever initialises the implementation can destroy it",
          "where": "@openzeppelin/contracts@4.3.1/proxy/utils/UUPSUpgradeable.sol",
        },
      ]
    `)
  })

  test('behavior: a file that says no version', () => {
    expect(runOn(noVulnerableLibrary, uups(path, '')).verdict).toBe('unknown')
  })

  test('behavior: no file of the library', () => {
    expect(runOn(noVulnerableLibrary, uups('src/A.sol', '')).verdict).toBe('not-applicable')
  })

  test('error: many files joined into one', () => {
    const run = (...lines: readonly string[]) =>
      runOn(noVulnerableLibrary, {
        'new contract': known({
          ...emptyContract,
          sources: { 'src/Flat.sol': lines.map((one) => `${one}\ncontract X {}\n`).join('') },
        }),
      })
    const context = '// OpenZeppelin Contracts v4.4.1 (utils/Context.sol)'
    const ecdsa = (version: string) =>
      `// OpenZeppelin Contracts (last updated v${version}) (utils/cryptography/ECDSA.sol)`
    expect(run(context, 'x'.repeat(500), ecdsa('4.7.0'))).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: 'src/Flat.sol: ECDSA', what: expect.stringMatching(/^4\.7\.0, GHSA-/) }],
    })
    expect(run(ecdsa('4.7.0'), context).verdict).toBe('fail')
    expect(run(context, ecdsa('4.7.3')).verdict).toBe('pass')
    expect(run('x'.repeat(500), context).verdict).toBe('pass')
    // As Hardhat joins them, with the version of the package; as others do, without.
    const line = '// File @openzeppelin/contracts/utils/cryptography/ECDSA.sol'
    expect(run(`${line}@v4.7.0`).verdict).toBe('fail')
    expect(run(`${line}@v4.7.3`).verdict).toBe('pass')
    expect(run(line)).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'src/Flat.sol: ECDSA', what: 'names no version' }],
    })
    expect(
      run('// File: lib/openzeppelin-contracts/contracts/utils/cryptography/ECDSA.sol').verdict,
    ).toBe('unknown')
    expect(run(`${line}\n${ecdsa('4.7.3')}`).verdict).toBe('pass')
    expect(run(`${line}\n${ecdsa('4.7.0')}`).verdict).toBe('fail')
    const upgradeable =
      '// File @openzeppelin/contracts-upgradeable/utils/cryptography/ECDSAUpgradeable.sol'
    expect(run(`${upgradeable}\n${ecdsa('4.7.3')}`).verdict).toBe('pass')
    expect(run(`${upgradeable}@v4.7.0`).verdict).toBe('fail')
    expect(run('// File src/utils/cryptography/ECDSA.sol@v4.7.0').verdict).toBe('not-applicable')
  })

  test('behavior: a file of its own is told once', () => {
    const head = 'OpenZeppelin Contracts (last updated v4.7.0) (utils/cryptography/ECDSA.sol)'
    expect(runOn(noVulnerableLibrary, uups(path, head)).evidence).toHaveLength(1)
    const twin = path.replace('ECDSA', 'ECDSAUpgradeable')
    expect(runOn(noVulnerableLibrary, uups(twin, head)).evidence).toHaveLength(1)
  })
})
