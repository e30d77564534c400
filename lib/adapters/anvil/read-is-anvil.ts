import type { Client } from 'viem'

/**
 * Asks the node itself whether it is a local Anvil: the version it names and a method that only Anvil has.
 * The demo signer and time travel exist only where this is true, whatever any setting says.
 */
export async function readIsAnvil(client: Pick<Client, 'request'>): Promise<boolean> {
  const request = client.request as (args: {
    method: string
    params: unknown[]
  }) => Promise<unknown>
  try {
    const [version, nodeInfo] = await Promise.all([
      request({ method: 'web3_clientVersion', params: [] }),
      request({ method: 'anvil_nodeInfo', params: [] }),
    ])
    const isNamed = typeof version === 'string' && version.startsWith('anvil/')
    return isNamed && typeof nodeInfo === 'object' && nodeInfo !== null
  } catch {
    return false
  }
}
