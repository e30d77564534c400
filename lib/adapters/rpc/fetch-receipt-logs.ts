import type { Hash } from 'viem'
import { type EventQuery, readEventList } from './ask-event-logs'
import type { ChainNode } from './chain-nodes'
import type { NodeLog } from './node-log'

/** The receipts of so many transactions are asked for one by one at most, where a node does not give those of a block at once. */
const mostTransactions = 2_000

/**
 * The events of one block by the receipts of its transactions. Its header tells which those are, so that none can be left out.
 *
 * @returns undefined where the node does not give all of them.
 * @throws NodeSilentError, NodeRefusedError; NodeContradictsItselfError for an event that is none.
 */
export async function fetchReceiptLogs(
  node: ChainNode,
  query: EventQuery,
  { number, hash }: { readonly number: bigint; readonly hash: Hash },
): Promise<NodeLog[] | undefined> {
  const [block, receipts] = await node.batch([
    { method: 'eth_getBlockByHash', params: [hash, false] },
    { method: 'eth_getBlockReceipts', params: [hash] },
  ])
  const transactions = transactionsIn(block, hash)
  if (!transactions) return undefined
  const of = { transactions, hash }
  const logs = logsIn(receipts, of) ?? logsIn(await eachReceipt(node, transactions), of)
  const wanted = logs?.filter((log) => isWanted(log, query))
  return wanted && readEventList(node, wanted, { ...query, fromBlock: number, toBlock: number })
}

/** Undefined where the node does not know the block. */
function transactionsIn(block: unknown, hash: Hash): string[] | undefined {
  const { hash: own, transactions } = fieldsOf(block)
  if (lower(own) !== hash.toLowerCase() || !Array.isArray(transactions)) return undefined
  const hashes = transactions.flatMap((each) => lower(each) ?? [])
  return hashes.length === transactions.length ? hashes : undefined
}

async function eachReceipt(node: ChainNode, transactions: readonly string[]): Promise<unknown> {
  if (transactions.length > mostTransactions) return undefined
  const method = 'eth_getTransactionReceipt'
  return await node.batch(transactions.map((transaction) => ({ method, params: [transaction] })))
}

/** All events, if there is a receipt of this block for each transaction in it. */
function logsIn(
  receipts: unknown,
  { transactions, hash }: { readonly transactions: readonly string[]; readonly hash: Hash },
): Fields[] | undefined {
  if (!Array.isArray(receipts) || receipts.length !== transactions.length) return undefined
  const all: Fields[] = []
  for (const [at, receipt] of receipts.entries()) {
    const { transactionHash, blockHash, logs } = fieldsOf(receipt)
    if (lower(transactionHash) !== transactions[at] || !Array.isArray(logs)) return undefined
    if (lower(blockHash) !== hash.toLowerCase()) return undefined
    for (const log of logs) {
      const fields = fieldsOf(log)
      if (lower(fields.blockHash) !== hash.toLowerCase()) return undefined
      all.push(fields)
    }
  }
  return all
}

function isWanted(log: Fields, { address, topics, laterTopics = [] }: EventQuery): boolean {
  if (address && lower(log.address) !== address.toLowerCase()) return false
  const own: readonly unknown[] = Array.isArray(log.topics) ? log.topics : []
  if (topics && !topics.some((topic) => topic.toLowerCase() === lower(own[0]))) return false
  return laterTopics.every((topic, at) => topic.toLowerCase() === lower(own[at + 1]))
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function lower(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined
}
