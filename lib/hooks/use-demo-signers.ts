import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { type Connector, useConnectors } from 'wagmi'
import { readDemoSigners } from '@/lib/actions/read-demo-signers'
import type { PublicConfig } from '@/lib/config/public-config'

export type DemoSigner = {
  readonly account: Address
  /** What the account is here, e.g. `Owner of Harbor Vaults Safe`. */
  readonly roles: string
  readonly connector: Connector
}

/** The accounts of the local Anvil with what they are in the configured protocols; none on any other node. */
export function useDemoSigners(
  config: PublicConfig,
  enabled: boolean,
): { signers: readonly DemoSigner[] } {
  const connector = useConnectors().find(({ type }) => type === 'demoSigner')
  const rpcUrl = config.chains.find(({ publicRpcUrl }) => publicRpcUrl)?.publicRpcUrl
  const { data = [] } = useQuery({
    queryKey: ['demo-signers', rpcUrl],
    queryFn: () => readDemoSigners(config),
    enabled: enabled && connector !== undefined && rpcUrl !== undefined,
    staleTime: 60_000,
  })
  return { signers: connector ? data.map((signer) => ({ ...signer, connector })) : [] }
}
