import { type Hash, type Hex, numberToHex } from 'viem'
import type { Block } from '@/lib/core/chain/snapshot'
import type { ChainNode } from './chain-nodes'
import { NodeContradictsItselfError, NodeRefusedError } from './node-errors'

/** A block with what its header tells of its events; undefined where the node leaves that out. */
export type NodeHeader = { readonly block: Block; readonly logsBloom: Hex | undefined }

/**
 * Reads blocks from one node.
 *
 * @returns One for each number, in their order; undefined for one that the node does not know.
 * @throws NodeRefusedError, NodeSilentError, NodeContradictsItselfError
 */
export async function readNodeBlocks(
  node: ChainNode,
  numbers: readonly bigint[],
): Promise<(Block | undefined)[]> {
  const headers = await readNodeHeaders(node, numbers)
  return headers.map((header) => header?.block)
}

/** As `readNodeBlocks`, with the filter of their events. */
export async function readNodeHeaders(
  node: ChainNode,
  numbers: readonly bigint[],
): Promise<(NodeHeader | undefined)[]> {
  const method = 'eth_getBlockByNumber'
  const requests = numbers.map((number) => ({ method, params: [numberToHex(number), false] }))
  const answers = await node.batch(requests)
  return answers.map((answer, at) => {
    if (answer instanceof NodeRefusedError) throw answer
    const block = readBlockAnswer(node, answer)
    if (block && block.number !== numbers[at]) {
      const what = `block ${block.number} where ${numbers[at]} was asked for`
      throw new NodeContradictsItselfError({ host: node.host, what })
    }
    if (!block) return undefined
    const { logsBloom } = answer as Record<string, unknown>
    return { block, logsBloom: isWritten(logsBloom, bloom) ? (logsBloom as Hex) : undefined }
  })
}

/**
 * The newest block of one node.
 *
 * @throws NodeRefusedError, NodeSilentError, NodeContradictsItselfError
 */
export async function readNodeHead(node: ChainNode): Promise<Block> {
  const answer = await node.request('eth_getBlockByNumber', ['latest', false])
  const block = readBlockAnswer(node, answer)
  if (!block) throw new NodeContradictsItselfError({ host: node.host, what: 'it has no block' })
  return block
}

/** Below 2^63, which is what the database holds and no chain reaches. */
const quantity = /^0x0*[0-7]?[0-9a-f]{1,15}$/i
const word = /^0x[0-9a-f]{64}$/i
const bloom = /^0x[0-9a-f]{512}$/i

function readBlockAnswer({ host }: ChainNode, answer: unknown): Block | undefined {
  if (answer === null) return undefined
  const { number, hash, timestamp } = answer as Record<string, unknown>
  if (!isWritten(number, quantity) || !isWritten(timestamp, quantity)) {
    throw new NodeContradictsItselfError({ host, what: 'a block has not the form of one' })
  }
  if (!isWritten(hash, word)) {
    throw new NodeContradictsItselfError({ host, what: 'a block without hash' })
  }
  return { number: BigInt(number), hash: hash.toLowerCase() as Hash, timestamp: BigInt(timestamp) }
}

/** A list of one text would be taken for the text. */
function isWritten(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value)
}
