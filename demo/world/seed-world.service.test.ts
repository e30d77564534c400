import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Hash, keccak256, parseAbi, toHex, zeroAddress, zeroHash } from 'viem'
import { getBlock, getChainId, getCode, getLogs, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import { cast, castAddress } from './cast'
import { describeWorld } from './describe-world'
import { harborAbi } from './harbor-abi'
import { readHarborProxies } from './read-harbor-proxies'
import { seedWorld, type World, worldAge } from './seed-world'
import type { SeededPatch } from './seeded-patch'
import { loadWorld, saveWorld } from './world-file'

const ownableAbi = parseAbi(['function owner() view returns (address)'])
const chainStates = ['unset', 'waiting', 'ready', 'done']

let anvil: Anvil
let client: AnvilClient
let world: World

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: Math.floor(Date.now() / 1_000) - Number(worldAge) })
  client = anvilClient(anvil.rpcUrl)
  world = await seedWorld(client)
})

afterAll(() => anvil.stop())

function patch(title: string): SeededPatch {
  const found = world.patches.find((seeded) => seeded.patch.title.startsWith(title))
  if (!found) throw new Error(title)
  return found
}

async function state(address: World['harbor']['vault'], id: Hash) {
  const value = await readContract(client, {
    address,
    abi: timelockAbi,
    functionName: 'getOperationState',
    args: [id],
  })
  return chainStates[value]
}

describe('seedWorld', () => {
  test('behavior: more than 300 successful user transactions over six weeks, ending now', async () => {
    const { number, timestamp } = await getBlock(client)
    const users = new Set<string>(cast.users.map((user) => castAddress(user).toLowerCase()))
    const blocks = await Promise.all(
      Array.from({ length: Number(number) + 1 }, (_, index) =>
        getBlock(client, { blockNumber: BigInt(index), includeTransactions: true }),
      ),
    )
    const sent = blocks.filter(({ transactions }) =>
      transactions.some(({ from }) => users.has(from.toLowerCase())),
    )
    const successes = await getLogs(client, {
      address: [world.harbor.vault, world.harbor.asset, world.harbor.collateral],
      fromBlock: 0n,
    })
    expect(sent.length).toBeGreaterThanOrEqual(300)
    expect(new Set(successes.map(({ transactionHash }) => transactionHash)).size).toBeGreaterThan(
      300,
    )
    expect(sent.at(-1)!.timestamp - sent[0]!.timestamp).toBeGreaterThan(40n * 86_400n)
    expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(120)
  })

  test('behavior: each operation stands where it should', async () => {
    const found = await Promise.all(
      world.patches.map(async ({ patch: { title }, timelock, operationId, stage }) => [
        title,
        stage,
        await state(timelock, operationId),
      ]),
    )
    expect(found).toMatchInlineSnapshot(`
      [
        [
          "Rate adapter 1.0.0: first audited release",
          "executed",
          "done",
        ],
        [
          "Vault 1.0.0: first audited release",
          "executed",
          "done",
        ],
        [
          "Vault 2.0.0-rc.1: close the collateral drain",
          "cancelled",
          "unset",
        ],
        [
          "Strategies 2.0.0: the guardian can leave a market at once",
          "scheduled",
          "waiting",
        ],
        [
          "Rate adapter 2.0.0: bound each report to 5 %",
          "ready",
          "ready",
        ],
        [
          "Strategies timelock: three days of delay",
          "blocked",
          "ready",
        ],
        [
          "Vault 2.0.0: close the collateral drain",
          "proposed",
          "unset",
        ],
        [
          "Vault 2.1.0: collateral fix with circuit breaker",
          "proposed",
          "unset",
        ],
        [
          "Lower the fee to 8 %",
          "proposed",
          "unset",
        ],
        [
          "Raise the fee to 12 %",
          "proposed",
          "unset",
        ],
        [
          "Recovery: give back what the finder returned",
          "proposed",
          "unset",
        ],
      ]
    `)
  })

  test('behavior: the blocked operation waits for the waiting one', async () => {
    const blocked = patch('Strategies timelock')
    expect(blocked.patch.predecessor).toBe(patch('Strategies 2.0.0').operationId)
    expect(blocked.timelock).toBe(patch('Strategies 2.0.0').timelock)
  })

  test('behavior: the chain computes the same operation ids and Safe hashes', async () => {
    for (const { timelock, operation, operationId, proposal } of world.patches) {
      const { calls, predecessor, salt, kind } = operation
      const [first] = calls
      const id =
        kind === 'single'
          ? await readContract(client, {
              address: timelock,
              abi: timelockAbi,
              functionName: 'hashOperation',
              args: [first!.target, first!.value, first!.data, predecessor, salt],
            })
          : await readContract(client, {
              address: timelock,
              abi: timelockAbi,
              functionName: 'hashOperationBatch',
              args: [
                calls.map(({ target }) => target),
                calls.map(({ value }) => value),
                calls.map(({ data }) => data),
                predecessor,
                salt,
              ],
            })
      expect(id).toBe(operationId)
      if (!proposal) continue
      const { transaction, safeTxHash } = proposal
      const hash = await readContract(client, {
        address: transaction.safe.address,
        abi: safeAbi,
        functionName: 'getTransactionHash',
        args: [
          transaction.target,
          transaction.value,
          transaction.data,
          0,
          0n,
          0n,
          0n,
          zeroAddress,
          zeroAddress,
          transaction.nonce,
        ],
      })
      expect(hash).toBe(safeTxHash)
    }
  })

  test('behavior: each salt is the digest of a dossier', () => {
    for (const {
      patch: { digest, ...dossier },
      operation,
    } of world.patches) {
      expect(hashPatch(dossier).digest).toBe(digest)
      expect(operation.salt).toBe(digest)
    }
  })

  test('behavior: at least one operation has no dossier', async () => {
    const [setUp] = world.undocumented
    expect(await state(setUp!.timelock, setUp!.operationId)).toBe('done')
  })

  test('behavior: proposals lack one signature, and two are rivals for one nonce', async () => {
    const { council } = world.harbor
    const next = await readContract(client, {
      address: council.address,
      abi: safeAbi,
      functionName: 'nonce',
    })
    const proposals = world.patches.flatMap(({ proposal }) => proposal ?? [])
    expect(proposals.map(({ transaction }) => transaction.nonce - next)).toEqual([
      0n,
      1n,
      2n,
      2n,
      3n,
    ])
    for (const { signatures, safeTxHash } of proposals) {
      const [signature] = signatures
      const [recovered] = await parseSignatures({ signatures: signature!.data, safeTxHash })
      expect(signatures).toHaveLength(1)
      expect(council.owners.map(castAddress)).toContain(recovered!.signer)
    }
  })

  test('behavior: the malicious patch hides a call and moves the storage', async () => {
    const malicious = world.patches.filter((seeded) => seeded.malicious)
    expect(malicious.map((seeded) => seeded.patch.title)).toMatchInlineSnapshot(`
      [
        "Vault 2.1.0: collateral fix with circuit breaker",
      ]
    `)
    expect(malicious[0]!.patch.upgrades).toHaveLength(1)
    expect(malicious[0]!.patch.calls.map(({ target }) => target)).toEqual([
      world.harbor.vault,
      world.harbor.treasury,
    ])
  })

  test('behavior: implementations are those of the executed upgrades', async () => {
    const { harbor } = world
    const { vault, rateAdapter, strategies } = await readHarborProxies(client, harbor)
    expect(vault.implementation).toEqual(patch('Vault 1.0.0').patch.upgrades[0]!.to)
    expect(rateAdapter.implementation).toEqual(patch('Rate adapter 1.0.0').patch.upgrades[0]!.to)
    expect(strategies).toHaveLength(3)
    const version = (address: World['harbor']['vault']) =>
      readContract(client, { address, abi: harborAbi, functionName: 'version' })
    expect(await version(harbor.vault)).toBe('1.0.0')
    expect(await version(harbor.rateAdapter)).toBe('1.0.0')
    for (const {
      patch: { upgrades },
    } of world.patches) {
      for (const { to } of upgrades) {
        expect(keccak256((await getCode(client, { address: to.address })) ?? '0x')).toBe(
          to.codeHash,
        )
      }
    }
  })

  test('behavior: owned as in production', async () => {
    const { harbor } = world
    const { vaultsTimelock, strategiesTimelock, council, guardian } = harbor
    const owner = (address: typeof vaultsTimelock) =>
      readContract(client, { address, abi: ownableAbi, functionName: 'owner' })
    expect(await owner(harbor.vault)).toBe(vaultsTimelock)
    expect(await owner(harbor.treasury)).toBe(vaultsTimelock)
    expect(await owner(harbor.rateAdapter)).toBe(vaultsTimelock)
    const read = { abi: proxyAdminAbi, functionName: 'owner' } as const
    expect(await readContract(client, { ...read, address: harbor.proxyAdmin })).toBe(vaultsTimelock)
    const ofBeacon = { address: harbor.beacon, abi: beaconAbi, functionName: 'owner' } as const
    expect(await readContract(client, ofBeacon)).toBe(strategiesTimelock)

    for (const safe of [council, guardian]) {
      const ofSafe = { address: safe.address, abi: safeAbi }
      expect(await readContract(client, { ...ofSafe, functionName: 'VERSION' })).toBe(safe.version)
      expect(await readContract(client, { ...ofSafe, functionName: 'getOwners' })).toEqual(
        safe.owners.map(castAddress),
      )
      expect(await readContract(client, { ...ofSafe, functionName: 'getThreshold' })).toBe(
        BigInt(safe.threshold),
      )
    }
  })

  test('behavior: roles of both timelocks', async () => {
    const { council, guardian, vaultsTimelock, strategiesTimelock } = world.harbor
    const holders = {
      council: council.address,
      guardian: guardian.address,
      anyone: zeroAddress,
      deployer: castAddress(cast.deployer),
    }
    const roles: Record<string, Hash> = { DEFAULT_ADMIN: zeroHash }
    for (const role of ['PROPOSER', 'EXECUTOR', 'CANCELLER']) {
      roles[role] = keccak256(toHex(`${role}_ROLE`))
    }
    const table = async (address: typeof vaultsTimelock) => {
      const rows = []
      for (const [role, id] of Object.entries(roles)) {
        const names = []
        for (const [name, account] of Object.entries({ ...holders, itself: address })) {
          const args = [id, account] as const
          const read = { address, abi: timelockAbi, functionName: 'hasRole', args } as const
          if (await readContract(client, read)) names.push(name)
        }
        rows.push(`${role}: ${names.join(', ')}`)
      }
      return rows
    }
    expect(await table(vaultsTimelock)).toMatchInlineSnapshot(`
      [
        "DEFAULT_ADMIN: itself",
        "PROPOSER: council",
        "EXECUTOR: anyone",
        "CANCELLER: council, guardian",
      ]
    `)
    expect(await table(strategiesTimelock)).toMatchInlineSnapshot(`
      [
        "DEFAULT_ADMIN: itself",
        "PROPOSER: council",
        "EXECUTOR: council",
        "CANCELLER: council, guardian",
      ]
    `)
    for (const address of [vaultsTimelock, strategiesTimelock]) {
      const read = { address, abi: timelockAbi, functionName: 'getMinDelay' } as const
      expect(await readContract(client, read)).toBe(172_800n)
    }
  })
})

describe('seedWorld on a fork', () => {
  test('behavior: keeps the chain id, and takes code off the accounts', async () => {
    const upstream = await startAnvil({ chainId: 777_777 })
    const [owner] = world.harbor.council.owners.map(castAddress)
    const delegated = { address: owner!, bytecode: `0xef0100${'11'.repeat(20)}` } as const
    await anvilClient(upstream.rpcUrl).setCode(delegated)
    await anvilClient(upstream.rpcUrl).mine({ blocks: 20 })
    const fork = await startAnvil({ forkUrl: upstream.rpcUrl })
    try {
      const forked = anvilClient(fork.rpcUrl)
      const { harbor, patches } = await seedWorld(forked)
      expect(await getChainId(forked)).toBe(777_777)
      expect(await getCode(forked, { address: owner! })).toBeUndefined()
      expect(harbor.deploymentBlock).toBeGreaterThan(20n)
      expect(patches.map(({ stage }) => stage)).toEqual(world.patches.map(({ stage }) => stage))
    } finally {
      await fork.stop()
      await upstream.stop()
    }
  })
})

describe('describeWorld', () => {
  test('default', () => {
    const description = describeWorld(world, { url: 'http://127.0.0.1:1', rpcUrl: anvil.rpcUrl })
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
    expect(description.proxies.map(({ name, kind }) => `${name}: ${kind}`)).toMatchInlineSnapshot(`
      [
        "Dollar vault: uups",
        "Rate adapter: transparent",
        "Steady lending: beacon",
        "Prime lending: beacon",
        "Treasury bills: beacon",
      ]
    `)
    const stages = description.patches.map(({ stage }) => stage).toSorted()
    expect(stages).toMatchInlineSnapshot(`
      [
        "blocked",
        "cancelled",
        "executed",
        "executed",
        "proposed",
        "proposed",
        "proposed",
        "proposed",
        "proposed",
        "ready",
        "scheduled",
      ]
    `)
  })
})

describe('saveWorld', () => {
  test('behavior: loadWorld returns the same', () => {
    const path = join(tmpdir(), `suture-world-${process.pid}.json`)
    onTestFinished(() => rmSync(path, { force: true }))
    saveWorld(path, world)
    expect(JSON.stringify(loadWorld(path), replacer)).toBe(JSON.stringify(world, replacer))
  })
})

function replacer(_: string, value: unknown) {
  return typeof value === 'bigint' ? `${value}n` : value
}
