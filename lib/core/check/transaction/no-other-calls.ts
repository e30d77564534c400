import { isAddressEqual } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/** TX-03. Whether the operation makes calls besides the upgrades: where a hidden call would stand. */
export const noOtherCalls: Check<'calls' | 'upgrades'> = {
  id: 'TX-03',
  title: 'The operation makes the upgrades and no other call',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['calls', 'upgrades'],
  incident:
    'Yearn, 2023-12-11, 1.4 million: one of thirty orders in a multisig transaction sold the whole balance.',
  remedy: 'Understand each of these calls, or propose them apart from the upgrade.',
  run: ({ calls, upgrades }) => {
    const others = calls.flatMap(({ call, name }, index) => {
      const order = readUpgradeCall(call)
      const isUpgrade = order && upgrades.some(({ to }) => isAddressEqual(to, order.to))
      return isUpgrade ? [] : [{ path: `call ${index + 1}`, call, name }]
    })
    const evidence = others.map(({ path, call, name }) => ({
      where: path,
      what: visibleText(`${name ?? call.data.slice(0, 10)} on ${call.target}`),
    }))
    if (others.length === 0) {
      return { verdict: 'pass', detail: `All ${calls.length} calls are upgrades.`, evidence }
    }
    if (upgrades.length === 0) {
      const detail = 'There is no upgrade in it: each call has to be understood for itself.'
      return { verdict: 'warn', detail, evidence }
    }
    const detail = `${others.length} of ${calls.length} calls ${others.length === 1 ? 'is' : 'are'} no upgrade.`
    return { verdict: 'fail', detail, evidence }
  },
}
