import type { Address, Client, Hex } from 'viem'
import { numberToHex } from 'viem'
import { z } from 'zod'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { LogPosition } from '@/lib/core/chain/log-position'

/** A log as the node gave it, with its place. Decoding is not this file's business. */
export type PlacedLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly position: Omit<LogPosition, 'blockTimestamp'> & {
    readonly blockTimestamp?: bigint | undefined
  }
}

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/) as unknown as z.ZodType<Hex>
const word = z.string().regex(/^0x[0-9a-fA-F]{64}$/) as unknown as z.ZodType<Hex>
const quantity = z.string().regex(/^0x[0-9a-fA-F]+$/)
const wireLog = z.object({
  address: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  topics: z.array(word),
  data: hex,
  blockNumber: quantity,
  blockHash: word,
  transactionHash: word,
  logIndex: quantity,
  blockTimestamp: quantity.nullish(),
  removed: z.boolean().optional(),
})

/**
 * Fetches the logs of addresses in an inclusive block range, ordered and without duplicates whatever the node
 * did. A log outside the range or of a foreign address means that the node cannot be trusted: it throws.
 *
 * @throws RpcUnreachableError when the node refuses, times out or answers nonsense.
 */
export async function fetchLogs(
  client: Client,
  parameters: {
    chainId: number
    addresses: readonly Address[]
    fromBlock: bigint
    toBlock: bigint
  },
): Promise<PlacedLog[]> {
  const { chainId, addresses, fromBlock, toBlock } = parameters
  try {
    const answer: unknown = await client.request({
      method: 'eth_getLogs',
      params: [
        {
          address: addresses as Address[],
          fromBlock: numberToHex(fromBlock),
          toBlock: numberToHex(toBlock),
        },
      ],
    })
    const wanted = new Set(addresses.map((a) => a.toLowerCase()))
    const logs = new Map<string, PlacedLog>()
    for (const log of z.array(wireLog).parse(answer)) {
      if (log.removed) continue
      const blockNumber = BigInt(log.blockNumber)
      if (blockNumber < fromBlock || blockNumber > toBlock)
        throw new Error('a log outside the range')
      if (!wanted.has(log.address.toLowerCase())) throw new Error('a log of another address')
      logs.set(`${log.blockHash}:${log.logIndex}`, {
        address: log.address as Address,
        topics: log.topics,
        data: log.data,
        position: {
          blockNumber,
          blockHash: log.blockHash,
          transactionHash: log.transactionHash,
          logIndex: Number(log.logIndex),
          blockTimestamp: log.blockTimestamp ? BigInt(log.blockTimestamp) : undefined,
        },
      })
    }
    return [...logs.values()].sort(
      (a, b) =>
        Number(a.position.blockNumber - b.position.blockNumber) ||
        a.position.logIndex - b.position.logIndex,
    )
  } catch (cause) {
    throw new RpcUnreachableError({
      chainId,
      request: `eth_getLogs ${fromBlock}..${toBlock}`,
      cause,
    })
  }
}
