import { type Hash, parseAbi } from 'viem'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import { foldChanges, type SettingChange } from '@/lib/core/timelock/kind/fold-changes'
import { oldestFirst } from '@/lib/core/timelock/kind/oldest-first'
import type { RawLog, TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/** What a proxy tells of itself, at the address of the timelock that stands behind it. */
const proxyAbi = /* @__PURE__ */ parseAbi([
  'event AdminChanged(address previousAdmin, address newAdmin)',
  'event BeaconUpgraded(address indexed beacon)',
  'event Upgraded(address indexed implementation)',
])

const proxyTopics: readonly Hash[] = /* @__PURE__ */ eventTopics(proxyAbi)

const proxyAdmin = 'proxy admin'

/**
 * The same adapter, which also tells that the code of a timelock was replaced, and who may do so: with it every rule can change,
 * whatever the kind. What a beacon does is not told at the address of those that follow it.
 */
export function tellingUpgrades(adapter: TimelockAdapter): TimelockAdapter {
  const { askRole } = adapter
  return {
    ...adapter,
    topics: [...adapter.topics, ...proxyTopics],
    foldSettings(logs) {
      const isOfProxy = ({ topics: [topic] }: RawLog) => proxyTopics.some((one) => one === topic)
      const own = adapter.foldSettings(logs)
      const upgrades = foldChanges(logs.filter(isOfProxy), changesOf)
      return upgrades.length === 0 ? own : oldestFirst([...own, ...upgrades])
    },
    // No getter of a timelock tells it: a proxy answers that to its admin alone.
    ...(askRole && {
      askRole: (claim) => (claim.role === proxyAdmin ? undefined : askRole(claim)),
    }),
  }
}

function changesOf(log: Pick<RawLog, 'topics' | 'data'>): readonly SettingChange[] {
  const event = decodeRawLog(proxyAbi, log)
  switch (event?.eventName) {
    case 'AdminChanged':
      return [{ what: 'admin', name: proxyAdmin, after: event.args.newAdmin }]
    case 'BeaconUpgraded':
      return [{ what: 'rule', subject: 'beacon', after: event.args.beacon }]
    case 'Upgraded':
      return [{ what: 'rule', subject: 'implementation', after: event.args.implementation }]
    default:
      return []
  }
}
