import { type Hash, numberToHex } from 'viem'
import { askAll } from '@/lib/actions/simulation/ask-all'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { CheckFacts, LiveStorage } from '@/lib/core/check/check-facts'
import { namespaceVariables } from '@/lib/core/simulation/namespace-variables'
import { slotsToRead } from '@/lib/core/storage-layout/slots-to-read'

/** Slots of one proxy at most. */
const mostSlots = 600

/** Reads what the proxies of each upgrade hold once the patch has run, at every place that the new code names. */
export const tryStorage: Trial = {
  kinds: ['storage after'],
  run: async ({ gathered, after }) => {
    const upgrades: CheckFacts[] = []
    for (const { upgrade, facts } of gathered.upgrades) {
      const slots = slotsOf(facts).slice(0, mostSlots)
      const value: LiveStorage[] = []
      for (const proxy of upgrade.proxies) {
        const words = await askAll(slots, (slot) =>
          after.storageAt(proxy, numberToHex(slot, { size: 32 })),
        )
        const read = slots.map((slot, index) => [slot, words[index] as Hash] as const)
        value.push({ proxy, words: new Map(read) })
      }
      upgrades.push({ 'storage after': { known: true, value, anchor: 'recomputed' } })
    }
    return { upgrades }
  },
}

type Facts = TrialParameters['gathered']['upgrades'][number]['facts']

function slotsOf(facts: Facts): bigint[] {
  const layout = facts['new layout']
  const model = facts['new model']
  const analysis = facts['new analysis']
  const namespaces = model?.known ? namespaceVariables(model.value.namespaces) : undefined
  const all = [
    ...(layout?.known ? slotsToRead([layout.value]) : []),
    ...(namespaces ? slotsToRead([namespaces]) : []),
    ...(analysis?.known ? analysis.value.storage.map(({ slot }) => slot) : []),
  ]
  return [...new Set(all)]
}
