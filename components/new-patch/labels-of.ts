import type { AddressLabels } from '@/components/address/address-labels'
import type { PublicConfig } from '@/lib/config/public-config'

/** Names of the configured contracts, by address in lower case. */
export function labelsOf({ protocols }: PublicConfig): AddressLabels {
  return Object.fromEntries(
    protocols.flatMap(({ name, safe, timelock, guardian, proxies }) => [
      [safe.toLowerCase(), `${name} Safe`],
      [timelock.toLowerCase(), `${name} timelock`],
      ...(guardian ? [[guardian.toLowerCase(), `${name} guardian`]] : []),
      ...proxies.map((proxy) => [proxy.address.toLowerCase(), proxy.name]),
    ]),
  )
}
