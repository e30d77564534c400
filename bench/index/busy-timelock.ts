import { type Address, type Hex, numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock, getTransactionCount } from 'viem/actions'
import { anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deployContract } from '@/demo/world/deploy-contract'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'

const proposer = demoAccount(0).address

/** Calls of a block at most, unless one batch has more. */
const callsOfBlock = 800

/** More than scheduling or executing a call takes: nothing is refused because of it. */
const gasOfCall = 100_000
const gasOfBatch = 1_600_000

export type BusyTimelock = {
  readonly address: Address
  readonly fromBlock: bigint
  readonly toBlock: bigint
  /** On average. */
  readonly eventsOfBlock: number
}

export type BusyTimelockParameters = {
  /** How many are made at least. */
  readonly events: number
  /** Calls of each batch: with its salt, each makes so many events and one more when it is scheduled, and as many when it is executed. */
  readonly calls: number
  /** How many batches are scheduled before the first of them is executed. */
  readonly waiting: number
}

/**
 * Makes a TimelockController with that many events or a few more: three of four batches are executed. All of it is real,
 * ids and salts too.
 */
export async function busyTimelock(
  rpcUrl: string,
  { events, calls, waiting }: BusyTimelockParameters,
): Promise<BusyTimelock> {
  const client = anvilClient(rpcUrl)
  const args = [0n, [proposer], [zeroAddress], zeroAddress]
  const address = await deployContract(client, { from: proposer, name: 'TimelockController', args })
  const fromBlock = (await getBlock(client)).number
  await client.setAutomine(false)
  await client.setBlockGasLimit({ gasLimit: 1_000_000_000n })
  const batches = Math.ceil(events / (calls + 1 + (3 * calls) / 4))
  const contents = Array.from({ length: batches }, (_, n) => contentOf(n, calls))
  const gas = numberToHex(gasOfBatch + gasOfCall * calls)
  let nonce = await getTransactionCount(client, { address: proposer })
  for (const data of blocksOf(contents, waiting)) {
    await sendAll(rpcUrl, { to: address, data, gas, nonce })
    nonce += data.length
    await client.mine({ blocks: 1 })
  }
  const toBlock = (await getBlock(client)).number
  return { address, fromBlock, toBlock, eventsOfBlock: events / Number(toBlock - fromBlock) }
}

/** The calls of one block after the other: some batches are scheduled, then some that have waited are executed. */
function* blocksOf(contents: readonly Content[], waiting: number): Generator<Hex[]> {
  const perBlock = Math.max(1, Math.floor(callsOfBlock / (contents[0]?.calls.length ?? 1)))
  for (let first = 0; first < contents.length + waiting; first += perBlock) {
    const begun = contents.slice(first, first + perBlock)
    const done = contents.slice(
      Math.max(0, first - waiting),
      Math.max(0, first - waiting + perBlock),
    )
    const executed = done.filter(({ salt }) => BigInt(salt) % 4n !== 1n)
    if (begun.length > 0) yield begun.map((content) => encodeSchedule({ ...content, delay: 0n }))
    if (executed.length > 0) yield executed.map(encodeExecute)
  }
}

type Content = ReturnType<typeof contentOf>

function contentOf(n: number, length: number) {
  const calls = Array.from({ length }, (_, call) => ({
    target: demoAccount(call % 3).address,
    value: 0n,
    data: `0x3659cfe6${numberToHex(n * length + call, { size: 32 }).slice(2)}` as Hex,
  }))
  const salt = numberToHex(n + 1, { size: 32 })
  return { kind: 'batch', calls, predecessor: zeroHash, salt } as const
}

async function sendAll(
  rpcUrl: string,
  { to, data, gas, nonce }: { to: Address; data: readonly Hex[]; gas: Hex; nonce: number },
): Promise<void> {
  const body = data.map((each, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'eth_sendTransaction',
    params: [{ from: proposer, to, data: each, gas, nonce: numberToHex(nonce + id) }],
  }))
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answers = (await response.json()) as { error?: { message: string } }[]
  const failed = answers.find(({ error }) => error)
  if (failed) throw new Error(failed.error?.message)
}
