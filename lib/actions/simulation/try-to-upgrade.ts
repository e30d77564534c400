import { type Address, type Hash, isAddressEqual, toEventSelector } from 'viem'
import { findUpgradeOrder, readPowers } from '@/lib/actions/simulation/find-upgrade-order'
import { stranger } from '@/lib/actions/simulation/plan-execution'
import type { Trial } from '@/lib/actions/simulation/trial'
import { tryLimits } from '@/lib/actions/simulation/try-calls'
import type { Probe, World } from '@/lib/adapters/fork/open-world'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { slotNumbers } from '@/lib/core/check/proxy/slot-numbers'
import type { UpgradeAttempt } from '@/lib/core/check/proxy/upgrade-attempts'
import { listUpgradeAttempts, type UpgradeTry } from '@/lib/core/simulation/list-upgrade-attempts'

/** Proxies of one beacon that are tried; of more it is not known. */
const mostProxies = 32

/** Orders upgrades as somebody who is nobody: of the proxies, and of what upgrades them. */
export const tryToUpgrade: Trial = {
  kinds: ['upgrade attempts'],
  run: async ({ input, gathered, simulation, before, after }) => {
    const upgrades: CheckFacts[] = []
    for (const { upgrade } of gathered.upgrades) {
      const order = findUpgradeOrder(upgrade, input, simulation)?.order
      const attempts: UpgradeAttempt[] = []
      for (const proxy of upgrade.proxies.slice(0, mostProxies)) {
        const powers = await readPowers(after, proxy)
        const known = [proxy, ...powers, ...(order ? [order.target] : [])]
        const targets = await withCode(after, distinct(known))
        const to = upgrade.from?.address ?? upgrade.to
        for (const one of listUpgradeAttempts({ proxy, targets, to, stranger })) {
          attempts.push(await attempt(one, { proxy, before, after }))
        }
      }
      const value = { stranger, attempts, untried: upgrade.proxies.slice(mostProxies) }
      upgrades.push({ 'upgrade attempts': { known: true, value, anchor: 'recomputed' } })
    }
    return { upgrades }
  },
}

async function attempt(
  { target, name, data }: UpgradeTry,
  { proxy, before, after }: { proxy: Address; before: World; after: World },
): Promise<UpgradeAttempt> {
  const made = async (world: World) =>
    tellUpgrade(await world.probe({ from: stranger, to: target, data, gas: tryLimits.callGas }), [
      proxy,
      target,
    ])
  const came = await made(after)
  return { target, name, before: came && (await made(before)), after: came }
}

/** What proxies, their admins and beacons emit when they change. */
const events: ReadonlyMap<Hash, string> = new Map(
  [
    'Upgraded(address)',
    'AdminChanged(address,address)',
    'BeaconUpgraded(address)',
    'OwnershipTransferred(address,address)',
    'DiamondCut((address,uint8,bytes4[])[],address,bytes)',
  ].map((signature) => [toEventSelector(signature), signature.split('(')[0] ?? '']),
)
const slots: ReadonlyMap<Hash, string> = new Map(
  Object.entries(slotNumbers).map(([name, slot]) => [slot, name]),
)

function tellUpgrade(
  { succeeded, logs, diff }: Probe,
  own: readonly Address[],
): string | undefined {
  if (!succeeded) return undefined
  const isOwn = (address: Address) => own.some((one) => isAddressEqual(one, address))
  const written = [...diff.values()].flatMap(({ address, storage, codeHash }) => [
    ...[...storage.keys()].flatMap((slot) => {
      const name = slots.get(slot)
      return name ? [`writes the ${name} of ${address}`] : []
    }),
    ...(codeHash && isOwn(address) ? [`changes the code of ${address}`] : []),
  ])
  const emitted = logs.flatMap(({ address, topics }) => {
    const name = topics[0] && events.get(topics[0])
    return name && isOwn(address) ? [`${address} emits ${name}`] : []
  })
  const came = [...new Set([...written, ...emitted])]
  return came.length > 0 ? came.join(', ') : undefined
}

function distinct(addresses: readonly Address[]): Address[] {
  return [...new Map(addresses.map((one) => [one.toLowerCase(), one])).values()]
}

async function withCode(world: World, addresses: readonly Address[]): Promise<Address[]> {
  const codes = await Promise.all(addresses.map((one) => world.codeAt(one)))
  return addresses.filter((_, at) => codes[at] !== '0x')
}
