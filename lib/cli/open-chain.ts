import type { Client } from 'viem'
import { getChainId } from 'viem/actions'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { parseUint } from '@/lib/core/chain/parse-uint'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { type ParsedArguments, UsageError } from './parse-arguments'

/** A chain as a command line names it: a node, and the block at which everything is read. */
export type OpenChain = {
  readonly client: Client
  readonly chainId: number
  readonly block: Block
}

/** The node does not answer what every node answers. */
export class NoNodeError extends BaseError {
  override readonly name = 'NoNodeError'
  constructor(url: string, cause: unknown) {
    super('The node does not answer.', {
      facts: [['Node', hideSecrets(url)]],
      hint: 'Give the HTTP URL of a JSON-RPC endpoint with --rpc.',
      retry: true,
      cause,
    })
  }
}

/**
 * Opens the chain behind `--rpc` at `--block`, or at its latest one.
 *
 * @throws UsageError, NoNodeError, RpcUnreachableError
 */
export async function openChain(options: ParsedArguments['options']): Promise<OpenChain> {
  const { rpc, block } = options
  if (typeof rpc !== 'string' || !URL.canParse(rpc)) {
    throw new UsageError('It needs a node to read the chain from.', {
      hint: 'Give its URL with --rpc, e.g. --rpc http://127.0.0.1:8545',
    })
  }
  const probe = createRpcClient({ chainId: 1, name: 'probe', rpcUrls: [rpc] })
  const chainId = await getChainId(probe).catch((cause: unknown) => {
    throw new NoNodeError(rpc, cause)
  })
  const client = createRpcClient({ chainId, name: `chain ${chainId}`, rpcUrls: [rpc] })
  const blockNumber = typeof block === 'string' ? parseUint(block) : undefined
  return { client, chainId, block: await readBlock(client, { chainId, blockNumber }) }
}

/** Keys of node providers stand in the path or the query. */
function hideSecrets(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}/…`
}
