import { encodeFunctionData } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Harbor } from './harbor'
import { harborAbi } from './harbor-abi'
import { deployed, scheduled } from './past-events'
import { planPatch } from './plan-patch'
import type { WorldEvent } from './play-events'
import { readHarborProxies } from './read-harbor-proxies'
import type { SeededPatch } from './seeded-patch'

const hour = 3_600n
const day = 24n * hour

export type PendingEventsParameters = { harbor: Harbor; to: bigint; patches: SeededPatch[] }

/**
 * What stands in the timelocks at the end: one operation waits, one waits for the first although its
 * own delay is over, one is ready.
 */
export function pendingEvents(
  client: AnvilClient,
  { harbor, to, patches }: PendingEventsParameters,
): WorldEvent[] {
  const waitingAt = to - 2n * day - 15n * hour
  const blockedAt = to - 2n * day - 4n * hour
  const readyAt = to - 2n * day - 9n * hour
  let waiting: SeededPatch | undefined

  const upgradeStrategies = async () => {
    const { strategies } = await readHarborProxies(client, harbor)
    const implementation = await deployed(client, 'HarborStrategyV2')
    const seeded = planPatch(harbor, {
      timelock: harbor.strategiesTimelock,
      upgrades: strategies.map((proxy) => ({ proxy, to: implementation })),
      title: 'Strategies 2.0.0: the guardian can leave a market at once',
      description:
        'Adds an emergency exit for the guardian to all three strategies. Scheduled with four days instead of two, so that depositors have time to read it.',
      severity: 'medium',
      evidence: [
        { label: 'Design note', url: 'https://harbor.example/notes/strategy-exit' },
        { label: 'Audit report, strategies', url: 'https://harbor.example/audits/2026-11' },
      ],
      createdAt: waitingAt - 3n * hour,
      stage: 'scheduled',
    })
    waiting = await scheduled(client, harbor, seeded, 4n * day)
    patches.push(waiting)
  }

  const raiseDelay = async () => {
    if (!waiting) throw new Error('The predecessor has not been scheduled yet.')
    const timelock = harbor.strategiesTimelock
    const args = [3n * day] as const
    const data = encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args })
    const seeded = planPatch(harbor, {
      timelock,
      predecessor: waiting.operationId,
      callsAfter: [{ target: timelock, value: 0n, data }],
      title: 'Strategies timelock: three days of delay',
      description:
        'With the emergency exit in place, ordinary changes can wait longer. Must follow Strategies 2.0.0.',
      severity: 'none',
      createdAt: blockedAt - hour,
      stage: 'blocked',
    })
    patches.push(await scheduled(client, harbor, seeded))
  }

  const upgradeRateAdapter = async () => {
    const { rateAdapter } = await readHarborProxies(client, harbor)
    // No report may move the rate by more than 5 %.
    const args = [500n] as const
    const migration = encodeFunctionData({ abi: harborAbi, functionName: 'initializeV2', args })
    const seeded = planPatch(harbor, {
      timelock: harbor.vaultsTimelock,
      upgrades: [
        { proxy: rateAdapter, to: await deployed(client, 'HarborRateAdapterV2'), migration },
      ],
      title: 'Rate adapter 2.0.0: bound each report to 5 %',
      description:
        'A single report, mistaken or malicious, can no longer move the rate at will. The bound is set by the migration.',
      severity: 'high',
      evidence: [
        { label: 'Audit report, rate adapter', url: 'https://harbor.example/audits/2026-11' },
      ],
      createdAt: readyAt - 6n * hour,
      stage: 'ready',
    })
    patches.push(await scheduled(client, harbor, seeded))
  }

  return [
    { at: waitingAt, run: upgradeStrategies },
    { at: readyAt, run: upgradeRateAdapter },
    { at: blockedAt, run: raiseDelay },
  ]
}
