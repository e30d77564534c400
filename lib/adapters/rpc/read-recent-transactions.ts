import { type Address, type Client, getAddress, type Hash, type Hex, numberToHex } from 'viem'
import { z } from 'zod'
import type { Known } from '@/lib/core/chain/snapshot'
import { fetchAllLogs } from './fetch-all-logs'
import { readKnown } from './read-known'

/** A transaction that was mined, as far as it can be made again. */
export type RecentTransaction = {
  readonly hash: Hash
  readonly blockNumber: bigint
  readonly index: number
  readonly from: Address
  readonly to: Address
  /** Wei. */
  readonly value: bigint
  readonly data: Hex
}

export type RecentTransactions = {
  /** The newest first. */
  readonly transactions: readonly RecentTransaction[]
  /** What could not be read, in words. */
  readonly gaps: readonly string[]
}

/** Blocks of which events are read, blocks of which every transaction is, and how many found by events are. */
const recentLimits = { logBlocks: 4_000n, blocks: 64n, transactions: 64 } as const

/** Bytes of calldata; what is longer is left out. */
const mostBytes = 16_384

const word = z.string().regex(/^0x[0-9a-fA-F]{64}$/) as unknown as z.ZodType<Hash>
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => getAddress(text))
const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform(BigInt)
const hex = z.string().regex(/^0x([0-9a-fA-F]{2})*$/) as unknown as z.ZodType<Hex>
const wireTransaction = z.object({
  hash: word,
  blockNumber: quantity,
  transactionIndex: quantity,
  from: address,
  to: address.nullish(),
  value: quantity,
  input: hex,
})
const wireBlock = z.object({ transactions: z.array(wireTransaction) })

/**
 * Reads transactions that reached contracts up to a block: those that went straight there in its last blocks, and those of
 * which the contracts' events tell, further back. Never throws: what could not be read is told.
 */
export async function readRecentTransactions(
  client: Client,
  { chainId, addresses, blockNumber }: RecentParameters,
): Promise<RecentTransactions> {
  const first = blockNumber >= recentLimits.blocks ? blockNumber - recentLimits.blocks + 1n : 0n
  const numbers = Array.from(
    { length: Number(blockNumber - first + 1n) },
    (_, at) => first + BigInt(at),
  )
  const wanted = new Set(addresses.map((one) => one.toLowerCase()))
  const blocks = await Promise.all(numbers.map((number) => readBlock(client, number, wanted)))
  const logged = await Promise.all(
    addresses.map((one) =>
      readKnown(`events of ${one}`, hashesOf(client, { chainId, address: one, blockNumber })),
    ),
  )
  const direct = blocks.flatMap((one) => (one.known ? one.value : []))
  const seen = new Set(direct.map(({ hash }) => hash))
  const others = [...new Set(logged.flatMap((one) => (one.known ? one.value : [])))]
    .filter((hash) => !seen.has(hash))
    .slice(0, recentLimits.transactions)
  const read = await Promise.all(others.map((hash) => readTransaction(client, hash)))
  const found = [...direct, ...read.flatMap((one) => (one.known ? one.value : []))]
  const isBefore = (one: RecentTransaction) => one.blockNumber <= blockNumber
  return {
    transactions: found
      .filter(isBefore)
      .toSorted((a, b) => Number(b.blockNumber - a.blockNumber) || b.index - a.index),
    gaps: [...blocks, ...logged, ...read].flatMap((one) => (one.known ? [] : [one.reason])),
  }
}

type RecentParameters = {
  readonly chainId: number
  readonly addresses: readonly Address[]
  readonly blockNumber: bigint
}

function readBlock(
  client: Client,
  number: bigint,
  wanted: ReadonlySet<string>,
): Promise<Known<RecentTransaction[]>> {
  const read = async () => {
    const params = [numberToHex(number), true] as const
    const block = await client.request({ method: 'eth_getBlockByNumber', params: [...params] })
    // Of a foreign transaction nothing has to be understood.
    const { transactions } = z
      .object({ transactions: z.array(z.looseObject({ to: z.string().nullish() })) })
      .parse(block)
    const own = transactions.filter(({ to }) => to && wanted.has(to.toLowerCase()))
    return wireBlock.parse({ transactions: own }).transactions.flatMap(recent)
  }
  return readKnown(`block ${number}`, read())
}

/** The newest first. */
async function hashesOf(
  client: Client,
  { chainId, address: of, blockNumber }: Omit<RecentParameters, 'addresses'> & { address: Address },
): Promise<Hash[]> {
  const fromBlock = blockNumber > recentLimits.logBlocks ? blockNumber - recentLimits.logBlocks : 0n
  const at = { chainId, address: of }
  const logs = await fetchAllLogs(client, { at, fromBlock, toBlock: blockNumber })
  return logs.map(({ position }) => position.transactionHash).toReversed()
}

function readTransaction(client: Client, hash: Hash): Promise<Known<RecentTransaction[]>> {
  const read = async () => {
    const answer = await client.request({ method: 'eth_getTransactionByHash', params: [hash] })
    const transaction = wireTransaction.parse(answer)
    if (transaction.hash.toLowerCase() !== hash.toLowerCase())
      throw new Error('another one was told')
    return recent(transaction)
  }
  return readKnown(`transaction ${hash}`, read())
}

/** Nothing of one that created a contract or is too long to be changed. */
function recent(wire: z.infer<typeof wireTransaction>): RecentTransaction[] {
  const { hash, blockNumber, transactionIndex, from, to, value, input: data } = wire
  if (!to || data.length > 2 + mostBytes * 2) return []
  return [{ hash, blockNumber, index: Number(transactionIndex), from, to, value, data }]
}
