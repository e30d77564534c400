import type { Client } from 'viem'
import { within } from '@/lib/actions/within'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { least } from '@/lib/core/chain/least'
import type { Known } from '@/lib/core/chain/snapshot'

/** A node that a browser may ask, by the name it has in words: a host, or the wallet. */
export type NodeSource = {
  readonly name: string
  readonly client: Client
  /** Named by the configuration: its silence is not passed over. */
  readonly isConfigured: boolean
}

/** Blocks that two honest nodes may be apart. */
const mostBlocksApart = 64n

/** Milliseconds that other nodes are waited for. */
const patience = 8_000

export type NodeReadings<T> = {
  readonly node: string
  readonly own: T
  readonly witnesses: readonly {
    readonly name: string
    readonly facts: Known<T>
    readonly isConfigured: boolean
  }[]
}

/**
 * Reads the same of every node at one block, the newest that all of them have. Only the first has to answer.
 *
 * @throws What `read` throws for the first node; RpcUnreachableError.
 */
export async function readNodes<T>(
  { chainId, nodes }: { chainId: number; nodes: readonly NodeSource[] },
  read: (client: Client, blockNumber: bigint | undefined) => Promise<T>,
): Promise<NodeReadings<T>> {
  const [first, ...others] = nodes
  if (!first) throw new Error('There is no node to ask.')
  if (others.length === 0) {
    return { node: first.name, own: await read(first.client, undefined), witnesses: [] }
  }
  const [head, ...heads] = await Promise.all([
    readBlock(first.client, { chainId }),
    ...others.map(({ client }) =>
      readKnown('its newest block', within(patience, readBlock(client, { chainId }))),
    ),
  ])
  const isNear = (number: bigint) =>
    number <= head.number + mostBlocksApart && number >= head.number - mostBlocksApart
  const near = heads.flatMap((each) =>
    each.known && isNear(each.value.number) ? [each.value.number] : [],
  )
  const blockNumber = least(head.number, ...near)
  const [own, ...facts] = await Promise.all([
    read(first.client, blockNumber),
    ...others.map(({ client }, i): Promise<Known<T>> | Known<T> => {
      const theirs = heads[i]
      if (!theirs?.known) return { known: false, reason: theirs?.reason ?? 'was not asked' }
      if (!isNear(theirs.value.number)) {
        const reason = `is at block ${theirs.value.number}, ${first.name} at ${head.number}`
        return { known: false, reason }
      }
      return readKnown('what decides', within(patience, read(client, blockNumber)))
    }),
  ])
  return {
    node: first.name,
    own,
    witnesses: others.map(({ name, isConfigured }, i) => ({
      name,
      isConfigured,
      facts: facts[i] ?? { known: false, reason: 'was not asked' },
    })),
  }
}
