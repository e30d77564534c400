import { type Address, type Hash, isAddressEqual, zeroHash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { BaseError } from '@/lib/core/error/base-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import type { EvidenceRef, Patch, PatchSeverity, Upgrade } from '@/lib/core/patch/patch'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import type { Implementation, Proxy } from '@/lib/core/proxy/proxy'
import type { ChangeExpectation } from '@/lib/core/simulation/expectations'

/** A proxy as it stands now, and what should stand behind it. `migration` is calldata for the new implementation. */
export type PlannedUpgrade = {
  readonly proxy: Proxy
  readonly to: Implementation
  readonly migration?: Upgrade['migration']
}

export type BuildPatchParameters = {
  readonly chainId: number
  readonly safe: Address
  readonly timelock: Address
  /** 32 zero bytes, the default, for none. */
  readonly predecessor?: Hash | undefined
  readonly upgrades: readonly PlannedUpgrade[]
  /** Calls to make before the first upgrade, e.g. a pause. */
  readonly callsBefore?: readonly Call[] | undefined
  /** Calls to make after the last upgrade, e.g. the migration of each instance of a beacon. */
  readonly callsAfter?: readonly Call[] | undefined
  readonly title: string
  readonly description: string
  readonly severity: PatchSeverity
  readonly evidence?: readonly EvidenceRef[] | undefined
  readonly rollback?: readonly Call[] | undefined
  /** What is meant to change for users; none is the same as an empty list, and has the same digest. */
  readonly changes?: readonly ChangeExpectation[] | undefined
  /** Seconds since the epoch. */
  readonly createdAt: bigint
}

/** Two planned upgrades contradict each other, or one contradicts the patch. */
export class ContradictingUpgradesError extends BaseError {
  override readonly name = 'ContradictingUpgradesError'
}

/**
 * Puts a patch together: first `callsBefore`, then one call per upgrade in the order given, then `callsAfter`. Beacon
 * proxies that share a beacon are upgraded by one call, in the place of the first of them.
 *
 * @throws ContradictingUpgradesError, BeaconMigrationError, InvalidDossierError
 */
export function buildPatch(parameters: BuildPatchParameters): Patch {
  const { upgrades, callsBefore = [], callsAfter = [] } = parameters
  assertCompatible(parameters.chainId, upgrades)
  return hashPatch({
    schema: 'suture/patch/1',
    chainId: parameters.chainId,
    safe: parameters.safe,
    timelock: parameters.timelock,
    predecessor: parameters.predecessor ?? zeroHash,
    calls: [...callsBefore, ...upgradeCalls(upgrades), ...callsAfter],
    upgrades: upgrades.map(toUpgrade),
    title: parameters.title,
    description: parameters.description,
    severity: parameters.severity,
    evidence: parameters.evidence ?? [],
    rollback: parameters.rollback,
    changes: parameters.changes?.length ? parameters.changes : undefined,
    createdAt: parameters.createdAt,
  })
}

/** One call for each contract that receives an order: a beacon once, however many proxies it serves. */
function upgradeCalls(upgrades: readonly PlannedUpgrade[]): Call[] {
  const first = upgrades.filter(
    ({ proxy }, index) =>
      proxy.kind !== 'beacon' ||
      upgrades.findIndex((other) => sharesBeacon(other.proxy, proxy)) === index,
  )
  return first.map(({ proxy, to, migration }) =>
    encodeUpgrade({ proxy, to: to.address, migration }),
  )
}

function toUpgrade({ proxy, to, migration }: PlannedUpgrade): Upgrade {
  return {
    proxy: { address: proxy.address, kind: proxy.kind },
    from: proxy.implementation,
    to,
    // Empty calldata is no migration: one way to say it, one digest.
    migration: migration === '0x' ? undefined : migration,
  }
}

function sharesBeacon(a: Proxy, b: Proxy): boolean {
  return (
    a.kind === 'beacon' && b.kind === 'beacon' && isAddressEqual(a.upgradeTarget, b.upgradeTarget)
  )
}

function assertCompatible(chainId: number, upgrades: readonly PlannedUpgrade[]): void {
  for (const [index, { proxy, to }] of upgrades.entries()) {
    if (proxy.chainId !== chainId) {
      throw new ContradictingUpgradesError('A proxy stands on another chain than the patch.', {
        facts: [
          ['Proxy', proxy.address],
          ['Chain of the proxy', String(proxy.chainId)],
          ['Chain of the patch', String(chainId)],
        ],
        hint: 'Make one patch per chain.',
      })
    }
    for (const earlier of upgrades.slice(0, index)) {
      if (isAddressEqual(earlier.proxy.address, proxy.address)) {
        throw new ContradictingUpgradesError('The same proxy is upgraded twice in one patch.', {
          facts: [['Proxy', proxy.address]],
          hint: 'Upgrade straight to the final implementation.',
        })
      }
      if (sharesBeacon(earlier.proxy, proxy) && !isAddressEqual(earlier.to.address, to.address)) {
        throw new ContradictingUpgradesError('One beacon cannot point at two implementations.', {
          facts: [
            ['Beacon', proxy.upgradeTarget],
            ['First', earlier.to.address],
            ['Then', to.address],
          ],
          hint: 'Choose one implementation for all proxies of this beacon.',
        })
      }
    }
  }
}
