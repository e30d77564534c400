import type { PublicConfig } from '@/lib/config/public-config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import { nestedSafes } from '@/lib/core/safe/owner-tree'
import type { SafeState } from '@/lib/core/safe/safe-state'

export type ConfiguredSafe = {
  readonly at: ChainAddress
  /** `Safe of Harbor Vaults, Harbor Strategies`. */
  readonly role: string
  /** Undefined where its chain has never answered. */
  readonly state: Known<SafeState> | undefined
  readonly desks: readonly ProtocolDesk[]
}

/** Each Safe of the configuration, and each that owns one of them, once, with all it is there for. */
export function configuredSafes(
  desks: readonly ProtocolDesk[],
  config: PublicConfig,
): ConfiguredSafe[] {
  const safes = new Map<string, ConfiguredSafe & { names: string[] }>()
  for (const { name, chainId, safe, guardian } of config.protocols) {
    const desk = desks.find((each) => each.name === name)
    const add = (kind: string, address: typeof safe, state: Known<SafeState> | undefined) => {
      const key = `${chainId}:${address}`
      const before = safes.get(key)?.names ?? []
      // A Safe can own both the Safe and its guardian.
      if (before.includes(name)) return
      const names = [...before, name]
      safes.set(key, {
        at: { chainId, address },
        role: `${kind} of ${names.join(', ')}`,
        state,
        desks: [...(safes.get(key)?.desks ?? []), ...(desk ? [desk] : [])],
        names,
      })
    }
    add('Safe', safe, desk?.chain?.facts.safe)
    if (guardian) add('Guardian Safe', guardian, desk?.chain?.facts.guardian)
    for (const nested of (desk?.chain?.owners ?? []).flatMap(nestedSafes)) {
      const isNamed = nested.safe.address === safe || nested.safe.address === guardian
      if (!isNamed) add('Owner Safe', nested.safe.address, { known: true, value: nested })
    }
  }
  return [...safes.values()]
}
