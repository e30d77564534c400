import { encodeFunctionData, type Hash, keccak256, toHex, zeroHash } from 'viem'
import { readContract } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { cast, castAddress } from './cast'
import { deployContract } from './deploy-contract'
import { cancelOperation, executeOperation, scheduleOperation } from './governance'
import type { Harbor } from './harbor'
import { encodeSetBorrowCap, harborAbi } from './harbor-abi'
import { allocateIdle } from './keeper-events'
import { planPatch } from './plan-patch'
import type { WorldEvent } from './play-events'
import { readHarborProxies, readImplementation } from './read-harbor-proxies'
import type { SeededPatch } from './seeded-patch'

const hour = 3_600n
const day = 24n * hour

export type PastEventsParameters = {
  harbor: Harbor
  from: bigint
  to: bigint
  /** Receives each patch as it comes into being. */
  patches: SeededPatch[]
  /** Receives operations that nobody wrote a dossier for. */
  undocumented: UndocumentedOperation[]
}

export type UndocumentedOperation = {
  title: string
  timelock: Harbor['vaultsTimelock']
  operationId: Hash
  stage: SeededPatch['stage']
}

/** What the council has behind it: a set-up without dossier, two upgrades, and one that was cancelled. */
export function pastEvents(client: AnvilClient, parameters: PastEventsParameters): WorldEvent[] {
  return [
    ...listStrategies(client, parameters),
    ...upgradeRateAdapter(client, parameters),
    ...upgradeVault(client, parameters),
    ...cancelledUpgrade(client, parameters),
  ]
}

function listStrategies(client: AnvilClient, parameters: PastEventsParameters): WorldEvent[] {
  const { harbor, from, undocumented } = parameters
  const timelock = harbor.vaultsTimelock
  const operation: OperationContent = {
    kind: 'batch',
    calls: harbor.strategies.map(({ address }) => ({
      target: harbor.vault,
      value: 0n,
      data: encodeFunctionData({ abi: harborAbi, functionName: 'addStrategy', args: [address] }),
    })),
    predecessor: zeroHash,
    salt: keccak256(toHex('harbor: first strategies')),
  }
  undocumented.push({
    title: 'List the first three strategies',
    timelock,
    operationId: hashOperation(operation),
    stage: 'executed',
  })
  return [
    {
      at: from + 12n * hour,
      run: () => scheduleOperation(client, harbor, { timelock, operation }),
    },
    {
      at: from + 12n * hour + 2n * day + 300n,
      run: () => executeOperation(client, harbor, { timelock, operation }),
    },
    { at: from + 6n * day, run: () => allocate(client, harbor) },
    { at: from + 20n * day, run: () => allocate(client, harbor) },
  ]
}

async function allocate(client: AnvilClient, harbor: Harbor): Promise<void> {
  const idle = await readContract(client, {
    address: harbor.asset,
    abi: harborAbi,
    functionName: 'balanceOf',
    args: [harbor.vault],
  })
  await allocateIdle(client, harbor, idle)
}

function upgradeRateAdapter(client: AnvilClient, parameters: PastEventsParameters): WorldEvent[] {
  const { harbor, to, patches } = parameters
  const at = to - 34n * day
  return [
    {
      at,
      run: async () => {
        const { rateAdapter } = await readHarborProxies(client, harbor)
        const seeded = planPatch(harbor, {
          timelock: harbor.vaultsTimelock,
          upgrades: [{ proxy: rateAdapter, to: await deployed(client, 'HarborRateAdapter') }],
          title: 'Rate adapter 1.0.0: first audited release',
          description:
            'Replaces the adapter of the test phase by the audited release. No storage changes.',
          severity: 'low',
          evidence: [
            { label: 'Audit report, rate adapter', url: 'https://harbor.example/audits/2026-09' },
          ],
          createdAt: at - 2n * hour,
          stage: 'executed',
        })
        patches.push(await scheduled(client, harbor, seeded))
      },
    },
    {
      at: at + 2n * day + 3n * hour,
      run: () => executeOperation(client, harbor, find(patches, 'Rate adapter 1.0.0')),
    },
  ]
}

function upgradeVault(client: AnvilClient, parameters: PastEventsParameters): WorldEvent[] {
  const { harbor, to, patches } = parameters
  const at = to - 22n * day
  return [
    {
      at,
      run: async () => {
        const { vault } = await readHarborProxies(client, harbor)
        const seeded = planPatch(harbor, {
          timelock: harbor.vaultsTimelock,
          upgrades: [{ proxy: vault, to: await deployed(client, 'HarborVault') }],
          title: 'Vault 1.0.0: first audited release',
          description:
            'Replaces the vault of the test phase by the audited release. No storage changes.',
          severity: 'low',
          evidence: [
            { label: 'Audit report, vault', url: 'https://harbor.example/audits/2026-10' },
          ],
          createdAt: at - 5n * hour,
          stage: 'executed',
        })
        patches.push(await scheduled(client, harbor, seeded))
      },
    },
    {
      at: at + 2n * day + hour,
      run: () => executeOperation(client, harbor, find(patches, 'Vault 1.0.0')),
    },
  ]
}

/** The guardian saw in time that nobody could ever upgrade the vault again after it. */
function cancelledUpgrade(client: AnvilClient, parameters: PastEventsParameters): WorldEvent[] {
  const { harbor, to, patches } = parameters
  const at = to - 9n * day
  return [
    {
      at,
      run: async () => {
        const { vault } = await readHarborProxies(client, harbor)
        const seeded = planPatch(harbor, {
          timelock: harbor.vaultsTimelock,
          upgrades: [
            {
              proxy: vault,
              to: await deployed(client, 'HarborVaultFrozenUpgrade'),
              migration: encodeSetBorrowCap(),
            },
          ],
          title: 'Vault 2.0.0-rc.1: close the collateral drain',
          description:
            'First attempt at the fix. Also hands upgrades to an agent of their own, so that the council cannot be rushed.',
          severity: 'critical',
          createdAt: at - hour,
          stage: 'cancelled',
        })
        patches.push(await scheduled(client, harbor, seeded))
      },
    },
    {
      at: at + 17n * hour,
      run: async () => {
        const { timelock, operationId: id } = find(patches, 'Vault 2.0.0-rc.1')
        await cancelOperation(client, harbor, { timelock, id })
      },
    },
  ]
}

/** Deploys a new implementation, as the team does shortly before it proposes one. */
export async function deployed(client: AnvilClient, name: string, file?: string) {
  const from = castAddress(cast.deployer)
  return readImplementation(client, await deployContract(client, { from, name, file }))
}

/** Schedules a planned patch and notes the Safe transaction that did. */
export async function scheduled(
  client: AnvilClient,
  harbor: Harbor,
  seeded: SeededPatch,
  delay?: bigint,
): Promise<SeededPatch> {
  const safeTxHash = await scheduleOperation(client, harbor, { ...seeded, delay })
  return { ...seeded, safeTxHash }
}

function find(patches: SeededPatch[], title: string): SeededPatch {
  const found = patches.find(({ patch }) => patch.title.startsWith(title))
  if (!found) throw new Error(`"${title}" has not been scheduled yet.`)
  return found
}
