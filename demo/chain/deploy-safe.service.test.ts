import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keccak256, parseAbi } from 'viem'
import { getBalance, getBlockNumber, getChainId, getCode, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type AnvilClient, anvilClient } from './anvil-client'
import { createSafe } from './create-safe'
import { demoAddresses } from './demo-accounts'
import { deploySafe, type SafeDeployment } from './deploy-safe'
import { type SafeContractName, safeContracts, safeVersions } from './safe-contracts'
import { singletonFactory } from './singleton-factory'
import { type Anvil, startAnvil } from './start-anvil'

const safeAbi = parseAbi([
  'function VERSION() view returns (string)',
  'function getOwners() view returns (address[])',
  'function getThreshold() view returns (uint256)',
])

const started: Anvil[] = []
let upstream: AnvilClient
let deployment: SafeDeployment

async function start(parameters: Parameters<typeof startAnvil>[0] = {}): Promise<AnvilClient> {
  const anvil = await startAnvil(parameters)
  started.push(anvil)
  return anvilClient(anvil.rpcUrl)
}

async function expectPublishedCode(client: AnvilClient) {
  for (const contract of safeVersions.flatMap(safeContracts)) {
    const code = await getCode(client, { address: contract.address })
    expect(keccak256(code ?? '0x'), contract.name).toBe(contract.codeHash)
  }
}

beforeAll(async () => {
  upstream = await start()
  deployment = await deploySafe(upstream)
})

afterAll(() => Promise.all(started.map((anvil) => anvil.stop())))

describe('deploySafe', () => {
  test('default', async () => {
    await expectPublishedCode(upstream)
    const names: SafeContractName[] = ['safe', 'safeL2', 'safeProxyFactory', 'multiSendCallOnly']
    expect(names.map((name) => deployment['1.4.1'][name])).toMatchInlineSnapshot(`
      [
        "0x41675C099F32341bf84BFc5382aF534df5C7461a",
        "0x29fcB43b46531BcA003ddC8FCB67FFE91900C762",
        "0x4e1DCf7AD4e460CfD30791CCC4F9c8a4f820ec67",
        "0x9641d764fc13c8B624c04430C7356C1C7C8102e2",
      ]
    `)
  })

  test('behavior: a second run changes nothing', async () => {
    expect(await deploySafe(upstream)).toEqual(deployment)
  })

  test('behavior: keeps what stands on a forked chain', async () => {
    const fork = await start({ forkUrl: started[0]!.rpcUrl })
    expect(await getChainId(fork)).toBe(31337)
    expect(await deploySafe(fork)).toEqual(deployment)
  })

  test('behavior: a fork of a chain without a presigned factory', async () => {
    const bare = await start({ chainId: 999_331_337 })
    const fork = await start({ forkUrl: started.at(-1)!.rpcUrl })
    expect(await getChainId(fork)).toBe(999_331_337)
    await deploySafe(fork)
    await expectPublishedCode(fork)
    expect(await getCode(bare, { address: singletonFactory })).toBeUndefined()
  })

  test('error: other code at a canonical address', async () => {
    const client = await start()
    await client.setCode({ address: deployment['1.5.0'].safe, bytecode: '0x00' })
    await expect(deploySafe(client)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: safe 1.5.0 at 0xFf51A5898e281Db6DfC7855790607438dF2ca44b is not the published contract: expected code hash 0xdda019cbd7c867a533a2a86e5c53434fdc50b13122b5a5ddb4a8df61b31c20f2, found 0xbc36789e7a1e281436464229828f817d6612f7b477d66591ff96a9e064bcc98a.]`,
    )
  })
})

describe('createSafe', () => {
  test.each(safeVersions)('args: version %s', async (version) => {
    const owners = demoAddresses(0, 3)
    const address = await createSafe(upstream, { owners, threshold: 2, version })
    const read = { address, abi: safeAbi }
    expect(await readContract(upstream, { ...read, functionName: 'VERSION' })).toBe(version)
    expect(await readContract(upstream, { ...read, functionName: 'getOwners' })).toEqual(owners)
    expect(await readContract(upstream, { ...read, functionName: 'getThreshold' })).toBe(2n)
  })

  test('error: threshold above the owners', async () => {
    const owners = demoAddresses(0, 1)
    await expect(createSafe(upstream, { owners, threshold: 2 })).rejects.toThrow('reverted')
  })
})

describe('startAnvil', () => {
  test('behavior: history stays readable after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'suture-state-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const statePath = join(folder, 'chain.json')
    const address = singletonFactory
    const first = await startAnvil({ statePath })
    const before = anvilClient(first.rpcUrl)
    await before.mine({ blocks: 1 })
    await before.setBalance({ address, value: 7n })
    await before.mine({ blocks: 2 })
    await first.stop()
    const after = await start({ statePath })
    expect(await getBlockNumber(after)).toBe(3n)
    expect(await getBalance(after, { address, blockNumber: 0n })).toBe(0n)
    expect(await getBalance(after, { address, blockNumber: 2n })).toBe(7n)
  })

  test('error: port in use', async () => {
    const port = started[0]!.port
    await expect(startAnvil({ port })).rejects.toThrow(/Address already in use/)
  })
})
