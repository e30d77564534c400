import { type Client, HttpRequestError, TimeoutError, BaseError as ViemError } from 'viem'

/**
 * Asks the node itself whether it is a local Anvil: the version it names and a method that only Anvil has.
 * The demo signer and time travel exist only where this is true, whatever any setting says.
 *
 * @returns `undefined` where nobody answers, so that nothing is known.
 */
export async function readIsAnvil(client: Pick<Client, 'request'>): Promise<boolean | undefined> {
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
  } catch (error) {
    return isSilence(error) ? undefined : false
  }
}

function isSilence(error: unknown): boolean {
  if (!(error instanceof ViemError)) return false
  const cause = error.walk((e) => e instanceof HttpRequestError || e instanceof TimeoutError)
  // A status is an answer too, though none of an Anvil.
  return cause instanceof HttpRequestError ? cause.status === undefined : cause !== null
}
