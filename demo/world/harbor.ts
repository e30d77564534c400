import type { Address } from 'viem'
import type { SafeAccount } from './safe-account'

/** The addresses of the demo protocol. */
export type Harbor = {
  chainId: number
  council: SafeAccount
  guardian: SafeAccount
  /** Owns the vault, the rate adapter's ProxyAdmin and the treasury; anyone may execute. */
  vaultsTimelock: Address
  /** Owns the strategies' beacon; only the council executes. */
  strategiesTimelock: Address
  asset: Address
  collateral: Address
  treasury: Address
  /** UUPS proxy. */
  vault: Address
  /** Transparent proxy. */
  rateAdapter: Address
  proxyAdmin: Address
  beacon: Address
  /** Beacon proxies. */
  strategies: { name: string; address: Address; market: Address }[]
  /** First block of the protocol. */
  deploymentBlock: bigint
}

/** Delay of both timelocks, in seconds. */
export const minDelay = 2n * 86_400n
