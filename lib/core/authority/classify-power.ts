import type { FunctionModel } from '@/lib/core/source/contract-model'
import type { Power } from './authority'
import type { CallerGuard } from './read-guard'

const handsOver =
  /^(set|change|transfer|renounce|accept|begin|grant|revoke|add|remove)\w*(owner|admin|role|authority|governor)/i

/** What a function lets its caller do: told by what it writes, else by its name. */
export function classifyPower(
  { name, writes }: FunctionModel,
  { guards, holders }: { guards: readonly CallerGuard[]; holders: ReadonlySet<string> },
): Power {
  if (/^(upgrade|diamondCut|changeProxyAdmin|setImplementation)/.test(name)) return 'upgrade'
  if (writes.some((one) => /IMPLEMENTATION_SLOT|BEACON_SLOT|ADMIN_SLOT/.test(one))) return 'upgrade'
  if (writes.some((one) => holders.has(one) || /\b_roles$/.test(one))) return 'roles'
  if (handsOver.test(name)) return 'roles'
  if (/pause|freeze|shutdown|halt/i.test(name)) return 'pause'
  if (writes.some((one) => /(^|\.)_paused$/.test(one))) return 'pause'
  if (/mint|burn/i.test(name)) return 'mint'
  return guards.length > 0 ? 'parameters' : 'other'
}
