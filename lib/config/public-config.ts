import type { Address } from 'viem'
import type { Config } from '@/lib/config/config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { KnownContracts } from '@/lib/core/signing/ledger/known-contracts'

/** What a browser may know: no server RPC URL, no key, no database. */
export type PublicConfig = {
  readonly chains: readonly {
    readonly id: number
    readonly name: string
    readonly publicRpcUrl: string | undefined
    /** Further ones, whose answers are held against those of the first. */
    readonly witnessNodes: readonly string[]
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
  /** Origins that may frame this instance as a Safe App. */
  readonly safeAppOrigins: readonly string[]
}

/** Picks, field by field, what may leave the server; a setting added later stays secret until it is added here. */
export function publicConfigOf(config: Config): PublicConfig {
  return {
    chains: config.chains.map(({ id, name, publicRpcUrl, witnessNodes, explorerUrl }) => ({
      id,
      name,
      publicRpcUrl,
      witnessNodes,
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
    safeAppOrigins: config.safeAppOrigins.map((url) => new URL(url).origin),
  }
}

/** The timelocks that are looked after. */
export function timelocksOf({ protocols }: Pick<PublicConfig, 'protocols'>): ChainAddress[] {
  return protocols.map(({ chainId, timelock }) => ({ chainId, address: timelock }))
}

/** Everything that the configuration names. */
export function knownContractsOf({ protocols }: Pick<PublicConfig, 'protocols'>): KnownContracts {
  const named = protocols.flatMap(({ name, chainId, safe, timelock, guardian, proxies }) => [
    { name: `the Safe of ${name}`, chainId, address: safe },
    { name: `the timelock of ${name}`, chainId, address: timelock },
    ...(guardian ? [{ name: `the guardian of ${name}`, chainId, address: guardian }] : []),
    ...proxies.map((proxy) => ({ name: proxy.name, chainId, address: proxy.address })),
  ])
  const safes = protocols.flatMap(({ chainId, safe, guardian }) => [
    { chainId, address: safe },
    ...(guardian ? [{ chainId, address: guardian }] : []),
  ])
  return { safes, timelocks: timelocksOf({ protocols }), named }
}
