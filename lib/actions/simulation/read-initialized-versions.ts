import { type Address, type Hex, numberToHex } from 'viem'
import type { Trial } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type {
  CountedVersion,
  InitializedVersion,
  VersionPlace,
} from '@/lib/core/check/initializer/initialized-version'
import { readVersion, versionPlace } from '@/lib/core/check/initializer/version-place'

/** Reads what each proxy was initialised to: where the old code counts it, without, and where the new code does, with. */
export const readInitializedVersions: Trial = {
  kinds: ['initialized versions'],
  run: async ({ gathered, before, after }) => {
    const upgrades: CheckFacts[] = []
    for (const { upgrade, facts } of gathered.upgrades) {
      const old = placeIn(facts['old code'], facts['old layout'])
      const now = placeIn(facts['new code'], facts['new layout'])
      if (!old.known || !now.known) {
        const reason = old.known ? (now.known ? '' : now.reason) : old.reason
        upgrades.push({ 'initialized versions': { known: false, reason } })
        continue
      }
      const value: InitializedVersion[] = []
      for (const proxy of upgrade.proxies) {
        value.push({
          proxy,
          before: await read(before, proxy, old.value),
          after: await read(after, proxy, now.value),
        })
      }
      upgrades.push({ 'initialized versions': { known: true, value, anchor: 'recomputed' } })
    }
    return { upgrades }
  },
}

function placeIn(
  code: CheckFacts['old code'],
  layout: CheckFacts['old layout'],
): Known<VersionPlace | undefined> {
  if (!code?.known) return { known: false, reason: code?.reason ?? 'the code is not known' }
  const value: Hex = code.value
  return versionPlace(value, layout?.known ? layout.value : undefined)
}

async function read(
  world: World,
  proxy: Address,
  place: VersionPlace | undefined,
): Promise<CountedVersion | undefined> {
  if (!place) return undefined
  const word = await world.storageAt(proxy, numberToHex(place.slot, { size: 32 }))
  return { place, version: readVersion(word, place) }
}
