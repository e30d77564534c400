import { type Address, type Client, isAddressEqual } from 'viem'
import type { Store } from '@/lib/adapters/store/store'

/** What the embedded Safe service works with, for one chain. */
export type SafeServiceContext = {
  readonly store: Store
  readonly client: Client
  readonly chainId: number
  /** The server's clock: stamps what is stored, never decides what the chain allows. */
  readonly now: () => Date
  /** First block that can hold an event of a Safe, where the configuration knows it. */
  readonly deploymentBlockOf?: ((safe: Address) => bigint | undefined) | undefined
  /** Safes of the configuration: they are known before anybody asks for them. */
  readonly configuredSafes?: readonly Address[] | undefined
  /** Milliseconds between two looks at the chain for the same Safe. Default 1,000. */
  readonly followInterval?: number | undefined
}

export type SafeServiceContextParameters = {
  config: {
    chains: readonly { id: number }[]
    protocols: readonly {
      chainId: number
      safe: Address
      guardian?: Address | undefined
      deploymentBlock: number
    }[]
  }
  store: Store
  clientFor: (chainId: number) => Client
}

/**
 * The context of one chain, from the configuration.
 *
 * @returns Undefined for a chain that is not configured.
 */
export function safeServiceContext(
  { config, store, clientFor }: SafeServiceContextParameters,
  chainId: number,
): SafeServiceContext | undefined {
  if (!config.chains.some(({ id }) => id === chainId)) return undefined
  const protocols = config.protocols.filter((protocol) => protocol.chainId === chainId)
  const safesOf = ({ safe, guardian }: (typeof protocols)[number]) =>
    guardian ? [safe, guardian] : [safe]
  return {
    store,
    client: clientFor(chainId),
    chainId,
    now: () => new Date(),
    configuredSafes: [...new Set(protocols.flatMap(safesOf))],
    deploymentBlockOf: (safe) => {
      const blocks = protocols
        .filter((protocol) => safesOf(protocol).some((known) => isAddressEqual(known, safe)))
        .map(({ deploymentBlock }) => BigInt(deploymentBlock))
      return blocks.reduce<bigint | undefined>(
        (first, block) => (first === undefined || block < first ? block : first),
        undefined,
      )
    },
  }
}
