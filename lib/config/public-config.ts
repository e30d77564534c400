import type { Address } from 'viem'
import type { Config } from '@/lib/config/config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What a browser may know: no server RPC URL, no key, no database. */
export type PublicConfig = {
  readonly chains: readonly {
    readonly id: number
    readonly name: string
    readonly publicRpcUrl: string | undefined
    readonly explorerUrl: string | undefined
  }[]
  readonly protocols: readonly {
    readonly name: string
    readonly chainId: number
    readonly safe: Address
    readonly timelock: Address
    readonly guardian: Address | undefined
    readonly proxies: readonly { readonly name: string; readonly address: Address }[]
    readonly deploymentBlock: number
  }[]
  readonly walletConnectProjectId: string | undefined
  /** Hosts that may frame this instance as a Safe App. */
  readonly safeAppHosts: readonly string[]
}

/** Picks, field by field, what may leave the server; a setting added later stays secret until it is added here. */
export function publicConfigOf(config: Config): PublicConfig {
  return {
    chains: config.chains.map(({ id, name, publicRpcUrl, explorerUrl }) => ({
      id,
      name,
      publicRpcUrl,
      explorerUrl,
    })),
    protocols: config.protocols.map((protocol) => ({
      name: protocol.name,
      chainId: protocol.chainId,
      safe: protocol.safe,
      timelock: protocol.timelock,
      guardian: protocol.guardian,
      proxies: protocol.proxies.map(({ name, address }) => ({ name, address })),
      deploymentBlock: protocol.deploymentBlock,
    })),
    walletConnectProjectId: config.walletConnectProjectId,
    safeAppHosts: config.safeAppOrigins.map((origin) => new URL(origin).host),
  }
}

/** The timelocks that are looked after. */
export function timelocksOf({ protocols }: Pick<PublicConfig, 'protocols'>): ChainAddress[] {
  return protocols.map(({ chainId, timelock }) => ({ chainId, address: timelock }))
}
