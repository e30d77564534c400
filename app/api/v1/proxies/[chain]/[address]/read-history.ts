import {
  type ProxyHistory,
  readProxyHistory,
} from '@/lib/actions/timelock-pages/read-proxy-history'
import type { ServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'

/** Nobody here has to do with it, so that nothing was read of it. */
export class UnknownProxyError extends BaseError {
  override readonly name = 'UnknownProxyError'
}

/** @throws UnknownProxyError; BaseError where the chain does not answer. */
export async function readHistory(
  context: ServerContext,
  proxy: ChainAddress,
): Promise<ProxyHistory> {
  const read = await readProxyHistory(context, proxy)
  if (read instanceof BaseError) throw read
  if (read) return read
  throw new UnknownProxyError('Nobody here has to do with such a proxy.', {
    facts: [
      ['Chain', String(proxy.chainId)],
      ['Address', proxy.address],
    ],
    hint: 'It has to be configured, or be upgraded, by itself or by its beacon, by an operation of a followed timelock.',
  })
}
