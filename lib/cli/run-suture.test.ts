import { encodeFunctionData, keccak256, parseAbi, stringToBytes, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import { writeBatchFile } from '@/lib/core/calldata/batch/write-batch-file'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { layOutJson, type VariableSpec } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { runSuture } from './run-suture'

const safe = '0x5B38Da6a701c568545dCfcB03FcB875f56beddC4'
const target = '0xAb8483F64d9C6d1EcF9b849Ae677dD3315835cb2'

/** Files by path; standard input is the file `-`. */
async function run(argv: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const written = { out: '', error: '' }
  const readFile = (path: string) => Promise.resolve(files[path] ?? '')
  const code = await runSuture(argv, {
    readFile,
    readStdin: () => readFile('-'),
    writeFile: () => {},
    appendFile: () => {},
    onInterrupt: () => () => {},
    onReaderGone: () => () => {},
    writeOut: (text) => {
      written.out += text
    },
    writeError: (text) => {
      written.error += text
    },
  })
  return { code, ...written }
}

const transaction = { chainId: 1, safe, version: '1.4.1', to: target, nonce: 7 }

describe('hash', () => {
  test('default', async () => {
    const { code, out } = await run(['hash', 'safe-tx', '-', '--json'], {
      '-': JSON.stringify(transaction),
    })
    const { domainHash, messageHash, safeTxHash } = hashSafeTransaction({
      transaction: plainTransaction({
        safe: { chainId: 1, address: safe },
        call: { target, value: 0n, data: '0x' },
        nonce: 7n,
      }),
      version: '1.4.1',
    })
    expect(code).toBe(0)
    expect(out).toBe(`${canonicalJson({ domainHash, messageHash, safeTxHash })}\n`)
  })

  test('behavior: an operation of one call is a single unless it is said to be a batch', async () => {
    const calls = [{ target, value: '1', data: '0x1234' }] as const
    const salt = `0x${'11'.repeat(32)}` as const
    const single = await run(['hash', 'operation', JSON.stringify({ calls, salt })])
    const batch = await run(['hash', 'operation', JSON.stringify({ calls, salt, kind: 'batch' })])
    const content = {
      calls: [{ ...calls[0], value: 1n }],
      predecessor: `0x${'00'.repeat(32)}` as const,
      salt,
    }
    expect(single.out).toBe(`id  ${hashOperation({ ...content, kind: 'single' })}\n`)
    expect(batch.out).toBe(`id  ${hashOperation({ ...content, kind: 'batch' })}\n`)
  })

  test('error: a member that the hash would not cover', async () => {
    const json = JSON.stringify({ ...transaction, gas: 1 })
    expect(await run(['hash', 'safe-tx', json])).toMatchInlineSnapshot(`
      {
        "code": 3,
        "error": "A member of the JSON is not what it should be.

        Member    gas
        Expected  one of chainId, safe, version, to, value, data, operation, nonce, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver, dossier
        Got       1
      ",
        "out": "",
      }
    `)
  })

  test('behavior: a dossier has a digest, which is the salt of its operation', async () => {
    const dossier = {
      schema: 'suture/patch/1',
      chainId: 1,
      safe,
      timelock: target,
      predecessor: `0x${'00'.repeat(32)}`,
      calls: [{ target, value: '0', data: '0x1234' }],
      upgrades: [],
      title: 'Stop the bleeding',
      description: '',
      severity: 'high',
      evidence: [],
      createdAt: '1700000000',
    }
    const { out } = await run(['hash', 'patch', 'dossier.json', '--json'], {
      'dossier.json': JSON.stringify(dossier),
    })
    const digest = keccak256(stringToBytes(canonicalJson(dossier)))
    const operationId = hashOperation({
      kind: 'single',
      calls: [{ target, value: 0n, data: '0x1234' }],
      predecessor: zeroHash,
      salt: digest,
    })
    expect(JSON.parse(out)).toEqual({ digest, operationId })
  })

  test('error: a dossier that is none', async () => {
    const { code, error } = await run(['hash', 'patch', '{}'])
    expect(code).toBe(3)
    expect(error).toContain('This is not a valid dossier.')
  })
})

describe('decode', () => {
  const initialize = encodeFunctionData({
    abi: parseAbi(['function transfer(address to, uint256 amount)']),
    args: [safe, 5n],
  })
  const data = encodeFunctionData({
    abi: uupsAbi,
    functionName: 'upgradeToAndCall',
    args: [target, initialize],
  })

  test('default', async () => {
    const { out } = await run(['decode', data, '--to', safe])
    expect(out).toMatchInlineSnapshot(`
      "call 0x5B38Da6a701c568545dCfcB03FcB875f56beddC4 upgradeToAndCall(address,bytes) [known]
        address newImplementation = 0xAb8483F64d9C6d1EcF9b849Ae677dD3315835cb2
        bytes data = 0xa9059cbb0000000000000000000000005b38da6a701c568545dcfcb03fcb875f56beddc40000000000000000000000000000000000000000000000000000000000000005
        └ migration
          delegatecall 0xAb8483F64d9C6d1EcF9b849Ae677dD3315835cb2 transfer(address,uint256) [known]
            address to = 0x5B38Da6a701c568545dCfcB03FcB875f56beddC4
            uint256 amount = 5
      "
    `)
  })

  test('args: --json', async () => {
    const { out } = await run(['decode', '-', '--json'], { '-': `${data}\n` })
    expect(JSON.parse(out)).toMatchObject({
      name: 'upgradeToAndCall',
      children: [{ via: 'migration', call: { name: 'transfer' } }],
    })
  })

  test('error: not calldata', async () => {
    const { code, error } = await run(['decode', '0xabc'])
    expect(code).toBe(3)
    expect(error).toMatchInlineSnapshot(`
      "Not bytes in hex: half a byte is missing.

        Got         0xabc
        Characters  5
      "
    `)
  })
})

describe('diff', () => {
  const vault: VariableSpec[] = [
    ['owner', 'address'],
    ['total', 'uint256'],
  ]
  const abi = [
    {
      type: 'function',
      name: 'owner',
      inputs: [],
      outputs: [{ type: 'address', name: '' }],
      stateMutability: 'view',
    },
  ]
  const old = { abi, storageLayout: layOutJson(vault) }
  const shifted = { abi, storageLayout: layOutJson([['pausedAt', 'uint256'], ...vault]) }
  const files = {
    'out/Vault.json': JSON.stringify(old),
    'out/Shifted.json': JSON.stringify(shifted),
    'solc.json': JSON.stringify({ contracts: { 'a.sol': { Vault: old, Shifted: shifted } } }),
    'bare.json': JSON.stringify({ abi }),
    'proxy.json': JSON.stringify({ abi: [] }),
    'live.json': JSON.stringify({ 0: `0x${'00'.repeat(31)}05`, 1: `0x${'00'.repeat(32)}` }),
  }

  test('default', async () => {
    const { code, out } = await run(['diff', 'out/Vault.json', 'out/Shifted.json'], files)
    expect(code).toBe(1)
    expect(out).toMatchInlineSnapshot(`
      "Vault → Shifted

      Storage
        change    safety  before                                 after                                  why
        moved     unsafe  address owner @ slot 0, bytes 0 to 19  address owner @ slot 1, bytes 0 to 19  was at slot 0, bytes 0 to 19, is at slot 1, bytes 0 to 19
        inserted  unsafe  —                                      uint256 pausedAt @ slot 0              reads the bytes of owner (address)
        moved     unsafe  uint256 total @ slot 1                 uint256 total @ slot 2                 was at slot 1, is at slot 2

      Functions
        1, unchanged

      Events
        0, unchanged

      Errors
        0, unchanged

      Checks
        fail     ST-01  Storage layout is compatible (critical)
                 3 places read what was written as something else.
                   slot 1, bytes 0 to 19  moved owner: was at slot 0, bytes 0 to 19, is at slot 1, bytes 0 to 19
                   slot 0                 inserted pausedAt: reads the bytes of owner (address)
                   slot 2                 moved total: was at slot 1, is at slot 2
                 → Add variables behind all others or out of a gap; never in front, between, or in another type.
                 Seen before: Pike Finance, 2024-04-30, 1.7 million: a pause patch added a base contract and moved every variable. dYdX Safety Module, 2021: an optimised slot locked the stakes.
        unknown  ST-02  Live values read the same under both layouts (critical)
                 Not checked: live values not known.
                   live values  give the words of the storage with --live <json>
                 → Compare the values with what they should be; where a variable is new, its slot has to be empty or be set by the migration.
        n/a      ST-05  Gaps shrink by what was added (critical)
                 There are no gaps.
        pass     ST-12  Elements of structs, enums and arrays keep their place (critical)
                 No element has changed in size or order.
        unknown  SE-01  No selector is answered by proxy and implementation (critical)
                 Not checked: proxy ABI not known.
                   proxy ABI  give the proxy with --proxy <artifact>
                 → Rename the function of the implementation: through the proxy it is never reached.
        pass     SE-02  No selector is gone that is still called (high)
                 No function is gone.
        pass     SE-03  Functions keep their mutability and their results (medium)
                 1 functions compared.
        pass     SE-04  Events keep their signature and their topics (low)
                 0 events compared.
        pass     SE-07  No new function writes state unnoticed (high)
                 No function that writes was added.

      1 fail, 2 unknown, 0 warn, 5 pass, 1 not-applicable
      "
    `)
  })

  test('behavior: the same contract with all facts passes, even at --fail-on warn', async () => {
    const argv = ['out/Vault.json', 'solc.json:a.sol:Vault', '--proxy', 'proxy.json']
    const { code, out } = await run(
      ['diff', ...argv, '--live', 'live.json', '--fail-on', 'warn', '--format', 'json'],
      files,
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      schema: 'suture/diff/1',
      reproduce: `npx suture diff ${argv.join(' ')} --live live.json`,
    })
  })

  test('behavior: a layout that is missing makes its checks unknown', async () => {
    const { code, out } = await run(['diff', 'out/Vault.json', 'bare.json'], files)
    expect(code).toBe(0)
    expect(out).toContain('new layout  the artifact of bare has no storageLayout')
    const strict = await run(['diff', 'out/Vault.json', 'bare.json', '--fail-on', 'unknown'], files)
    expect(strict.code).toBe(1)
  })

  test('behavior: Markdown cannot be broken out of', async () => {
    const evil = layOutJson([['a|<img src=x>`', 'uint256'], ...vault])
    const { out } = await run(['diff', 'out/Vault.json', 'evil.json', '--format', 'md'], {
      ...files,
      'evil.json': JSON.stringify({ abi, storageLayout: evil }),
    })
    expect(out).not.toContain('<img')
    expect(out).toContain('a&#124;&#60;img src=x&#62;&#96;')
  })

  test('error: several contracts and none named', async () => {
    const { code, error } = await run(['diff', 'solc.json', 'out/Vault.json'], files)
    expect(code).toBe(3)
    expect(error).toMatchInlineSnapshot(`
      "It holds several such contracts.

        Asked for  the only one
        Holds      a.sol:Vault, a.sol:Shifted

      Give an artifact of Foundry or Hardhat, or the output of solc with :Contract behind the path.
      "
    `)
  })
})

describe('verify, of what needs no chain', () => {
  const json = JSON.stringify({ ...transaction, value: '5' })

  test('default', async () => {
    const { code, out } = await run(['verify', 'transaction.json'], { 'transaction.json': json })
    const { safeTxHash } = hashSafeTransaction({
      transaction: plainTransaction({
        safe: { chainId: 1, address: safe },
        call: { target, value: 5n, data: '0x' },
        nonce: 7n,
      }),
      version: '1.4.1',
    })
    expect(code).toBe(0)
    expect(out).toMatch(/^Safe transaction\./)
    expect(out).toContain(safeTxHash)
  })

  test('behavior: a claim that is not so ends with 1', async () => {
    const claimed = JSON.stringify({ ...JSON.parse(json), safeTxHash: zeroHash })
    const { code, out } = await run(['verify', claimed])
    expect(code).toBe(1)
    expect(out).toContain('which is not of its fields')
  })

  test('error: what is nothing known', async () => {
    const { code, error } = await run(['verify', '{"a":1}'])
    expect(code).toBe(3)
    expect(error).toContain('Nothing that is known here.')
  })
})

describe('hash safe-tx, with a dossier', () => {
  test('error: one that the transaction does not schedule', async () => {
    const dossier = {
      ...{ schema: 'suture/patch/1', chainId: 1, safe, timelock: target, predecessor: zeroHash },
      ...{ calls: [{ target, value: '0', data: '0x' }], upgrades: [], title: 'x' },
      ...{ description: '', severity: 'low', evidence: [], createdAt: '1' },
    }
    const { error } = await run(['hash', 'safe-tx', JSON.stringify({ ...transaction, dossier })])
    expect(error).toContain('the one that the transaction schedules')
  })
})

describe('help', () => {
  test('default', async () => {
    expect((await run([])).out).toMatchInlineSnapshot(`
      "Reads and recomputes what a signer is asked to trust. No server, no database, no key; review and verify ask one node.

        hash safe-tx <json|->               domain hash, message hash and safeTxHash of a Safe transaction
        hash operation <json|->             id of an operation of an OpenZeppelin TimelockController
        hash patch <dossier.json|->         digest of a dossier, and the id of its operation
        hash sources <project>              hash of the sources of one contract, as an auditor publishes it
        decode <calldata|file.json|->       read calldata, or a file of the Transaction Builder, and every call within it
        diff <old artifact> <new artifact>  compare storage and ABI of two implementations
        review <what>                       review a patch, an operation, a Safe transaction or an upgrade
        simulate <what>                     try a patch, an operation or an upgrade on a fork of the chain
        replay <what>                       run past transactions with the old and the new code and list what differs
        timelock <address>                  what a timelock is, what is wrong with it, and where each of its operations stands
        verify <document.json|->            make a report, a simulation or a replay again, and compare; recompute anything else
        queue                               the operations of timelocks, and where each stands
        watch                               what happens to the operations of timelocks, one line for each
        instance <url>                      whether an instance gives browsers what was built, and nothing else
        export <url>                        what an instance keeps and no chain has, one record a line
        import <file|->                     hand what suture export wrote to another instance, each record proven

      suture <command> --help says what each takes.
      Exit codes: 0 done, 1 at or above --fail-on or not the same, 2 wrong command line, 3 unreadable input, 70 our mistake.
      "
    `)
  })

  test.each(['hash safe-tx', 'hash operation', 'hash patch', 'decode', 'diff'])(
    'behavior: %s --help',
    async (name) => {
      const { code, out } = await run([...name.split(' '), '--help'])
      expect(code).toBe(0)
      expect(out.startsWith(`suture ${name} `)).toBe(true)
    },
  )

  test('error: no such command', async () => {
    expect(await run(['hash', 'nothing'])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "error": "There is no such command.

        Got  hash nothing
        Has  hash safe-tx, hash operation, hash patch, hash sources

      suture --help lists them.
      ",
        "out": "",
      }
    `)
  })
})

describe('suture decode, of a file of the Transaction Builder', () => {
  const file = writeBatchFile({
    chainId: 1,
    safe: '0x1111111111111111111111111111111111111111',
    call: { target: '0x2222222222222222222222222222222222222222', value: 5n, data: '0x' },
    operation: 'call',
    name: 'Pay \u202e',
    createdAt: 1_795_000_000_000,
  })

  test('default', async () => {
    const { out, code } = await run(['decode', '-'], { '-': file })
    expect(code).toBe(0)
    expect(out).toContain('as its content makes')
    expect(out).toContain('Pay ⟨U+202E⟩')
    expect(out).toContain('with 5 wei')
  })

  test('error: altered under its checksum', async () => {
    const { code, error } = await run(['decode', '-'], { '-': file.replace('"5"', '"6"') })
    expect(code).toBe(3)
    expect(error).toContain('its content makes')
  })
})
