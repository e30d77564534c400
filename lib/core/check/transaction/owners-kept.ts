import { isAddressEqual } from 'viem'
import { isOpaque, walkCalls } from '@/lib/core/calldata/walk-calls'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'

/** Functions of the Safe by which it changes who commands it, or what checks its commands. */
const settings: ReadonlySet<string> = new Set([
  'addOwnerWithThreshold',
  'removeOwner',
  'swapOwner',
  'changeThreshold',
  'enableModule',
  'disableModule',
  'setGuard',
  'setModuleGuard',
  'setFallbackHandler',
  'setup',
])

/** TX-07. Whether the patch changes who commands the Safe. */
export const ownersKept: Check<'safe call' | 'calls' | 'safe'> = {
  id: 'TX-07',
  title: 'Owners, threshold, modules and guards of the Safe stay',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['safe call', 'calls', 'safe'],
  incident:
    'Drift, 2026-04-01, 285 million: a change of the council, signed beforehand, took effect without a timelock.',
  remedy: 'Change the Safe in a transaction of its own, which says so.',
  run: (values) => {
    const { address } = values.safe.safe
    const all = [...walkCalls([values['safe call']]), ...walkCalls(values.calls)]
    const own = all.filter(({ call }) => isAddressEqual(call.call.target, address))
    const evidence = own
      .filter(({ call }) => settings.has(call.name ?? ''))
      .map(({ path, call }) => ({
        where: path,
        what: visibleText(`${call.signature ?? call.name} on the Safe`),
      }))
    if (evidence.length > 0) {
      return { verdict: 'fail', detail: `${evidence.length} calls change the Safe.`, evidence }
    }
    const hidden = own.filter(isOpaque).filter(({ call }) => call.call.data !== '0x')
    if (hidden.length > 0) {
      const unread = hidden.map(({ path, call }) => ({
        where: path,
        what: call.reason ?? 'not decoded',
      }))
      return {
        verdict: 'unknown',
        detail: 'Calls to the Safe could not be read.',
        evidence: unread,
      }
    }
    return { verdict: 'pass', detail: `None of ${all.length} calls changes the Safe.`, evidence }
  },
}
