import { BaseError } from '@/lib/core/error/base-error'

/** No configured node answered. Facts never come from anywhere else, so they are unknown. */
export class RpcUnreachableError extends BaseError {
  override readonly name = 'RpcUnreachableError'
  constructor({ chainId, request, cause }: { chainId: number; request: string; cause: unknown }) {
    super('No node of this chain answered.', {
      facts: [
        ['Chain', String(chainId)],
        ['Request', request],
      ],
      hint: 'Check rpcUrls in the configuration and that the node is running. What was read before stays visible.',
      retry: true,
      cause,
    })
  }
}
