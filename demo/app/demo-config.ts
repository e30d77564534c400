import { protocolsOf } from '@/demo/world/describe-world'
import type { Harbor } from '@/demo/world/harbor'
import type { ChainConfig, ProtocolConfig } from '@/lib/config/config'
import { demoExpectations } from './demo-expectations'

export type DemoConfig = {
  chains: ChainConfig[]
  protocols: ProtocolConfig[]
  rateLimit: { readsPerMinute: number; writesPerMinute: number }
}

export type DemoConfigParameters = { harbor: Harbor; rpcUrl: string }

/** The configuration with which the app serves the demo world. */
export function demoConfig({ harbor, rpcUrl }: DemoConfigParameters): DemoConfig {
  const { chainId, council, guardian, deploymentBlock } = harbor
  return {
    // All that the demo does comes from one address.
    rateLimit: { readsPerMinute: 0, writesPerMinute: 0 },
    chains: [
      {
        id: chainId,
        name: chainId === 31337 ? 'Anvil' : `Anvil fork of chain ${chainId}`,
        rpcUrls: [rpcUrl],
        publicRpcUrl: rpcUrl,
        witnessNodes: [],
        quorum: 1,
        confirmations: 4,
      },
    ],
    protocols: protocolsOf(harbor).map(({ name, timelock, proxies }) => ({
      name,
      chainId,
      safe: council.address,
      timelock,
      guardian: guardian.address,
      proxies: proxies.map((proxy) => ({ name: proxy.name, address: proxy.address })),
      expects: demoExpectations(harbor, name),
      deploymentBlock: Number(deploymentBlock),
    })),
  }
}
