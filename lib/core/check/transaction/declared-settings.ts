import { type Address, isAddress, isAddressEqual } from 'viem'
import type { PlacedCall } from '@/lib/core/calldata/walk-calls'
import type { SafeSettings } from './safe-settings'

/**
 * The settings that a Safe has to have once calls on itself have run: what each of them says, and nothing else. A call that
 * cannot be read declares nothing.
 *
 * @param calls - those that the Safe makes, in order.
 */
export function declaredSettings(
  safe: Address,
  before: SafeSettings,
  calls: readonly PlacedCall[],
): SafeSettings {
  let settings = before
  for (const { call } of calls) {
    if (!isAddressEqual(call.call.target, safe) || call.operation !== 'call') continue
    const values = (call.args ?? []).map(({ value }) => value)
    settings = { ...settings, ...change(settings, call.name ?? '', values) }
  }
  return settings
}

type Change = (settings: Lists, first: unknown, second: unknown, third: unknown) => Changed
type Lists = { readonly owners: readonly Address[]; readonly modules: readonly Address[] }
type Changed = Partial<SafeSettings>

/** By the names that all versions of the Safe have. */
const changes: Readonly<Record<string, Change>> = {
  addOwnerWithThreshold: ({ owners }, owner, threshold) => ({
    owners: added(owners, owner),
    ...thresholdOf(threshold),
  }),
  removeOwner: ({ owners }, _, owner, threshold) => ({
    owners: without(owners, owner),
    ...thresholdOf(threshold),
  }),
  swapOwner: ({ owners }, _, old, owner) => ({ owners: added(without(owners, old), owner) }),
  changeThreshold: (_, threshold) => thresholdOf(threshold),
  enableModule: ({ modules }, module) => ({ modules: added(modules, module) }),
  disableModule: ({ modules }, _, module) => ({ modules: without(modules, module) }),
  setGuard: (_, guard) => (isOne(guard) ? { guard } : {}),
  setModuleGuard: (_, moduleGuard) => (isOne(moduleGuard) ? { moduleGuard } : {}),
  setFallbackHandler: (_, fallbackHandler) => (isOne(fallbackHandler) ? { fallbackHandler } : {}),
}

function change(
  { owners = [], modules = [] }: SafeSettings,
  name: string,
  [first, second, third]: readonly unknown[],
): Changed {
  const known = Object.hasOwn(changes, name) ? changes[name] : undefined
  return known?.({ owners, modules }, first, second, third) ?? {}
}

function isOne(value: unknown): value is Address {
  return typeof value === 'string' && isAddress(value, { strict: false })
}

function thresholdOf(value: unknown): Changed {
  return typeof value === 'bigint' ? { threshold: value } : {}
}

function added(list: readonly Address[], one: unknown): readonly Address[] {
  return isOne(one) ? [one, ...list] : list
}

function without(list: readonly Address[], one: unknown): readonly Address[] {
  return isOne(one) ? list.filter((other) => !isAddressEqual(other, one)) : list
}
