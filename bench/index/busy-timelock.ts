import { type Address, type Hex, numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock, getTransactionCount } from 'viem/actions'
import { anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deployContract } from '@/demo/world/deploy-contract'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'

const proposer = demoAccount(0).address

/** Each batch has so many calls: with its salt, five events when it is scheduled and four when it is executed. */
const callsOfBatch = 4
const perBlock = 200

export type BusyTimelock = {
  readonly address: Address
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

/**
 * Makes a TimelockController with that many events or a few more: three of four batches are executed. All of it is real,
 * ids and salts too.
 *
 * @param parameters.waiting How many batches are scheduled before the first of them is executed.
 */
export async function busyTimelock(
  rpcUrl: string,
  { events, waiting }: { readonly events: number; readonly waiting: number },
): Promise<BusyTimelock> {
  const client = anvilClient(rpcUrl)
  const args = [0n, [proposer], [zeroAddress], zeroAddress]
  const address = await deployContract(client, { from: proposer, name: 'TimelockController', args })
  const fromBlock = (await getBlock(client)).number
  await client.setAutomine(false)
  await client.setBlockGasLimit({ gasLimit: 1_000_000_000n })
  const batches = Math.ceil(events / (callsOfBatch + 1 + (3 * callsOfBatch) / 4))
  let nonce = await getTransactionCount(client, { address: proposer })
  for (const data of blocksOf(batches, waiting)) {
    await sendAll(rpcUrl, { to: address, data, nonce })
    nonce += data.length
    await client.mine({ blocks: 1 })
  }
  return { address, fromBlock, toBlock: (await getBlock(client)).number }
}

/** The calls of one block after the other: some batches are scheduled, then some that have waited are executed. */
function* blocksOf(batches: number, waiting: number): Generator<Hex[]> {
  const contents = Array.from({ length: batches }, (_, n) => contentOf(n))
  for (let first = 0; first < batches + waiting; first += perBlock) {
    const begun = contents.slice(first, first + perBlock)
    const done = contents.slice(
      Math.max(0, first - waiting),
      Math.max(0, first - waiting + perBlock),
    )
    if (begun.length > 0) yield begun.map((content) => encodeSchedule({ ...content, delay: 0n }))
    if (done.length > 0)
      yield done.filter(({ salt }) => BigInt(salt) % 4n !== 1n).map(encodeExecute)
  }
}

function contentOf(n: number) {
  const calls = Array.from({ length: callsOfBatch }, (_, call) => ({
    target: demoAccount(call % 3).address,
    value: 0n,
    data: `0x3659cfe6${numberToHex(n * callsOfBatch + call, { size: 32 }).slice(2)}` as Hex,
  }))
  const salt = numberToHex(n + 1, { size: 32 })
  return { kind: 'batch', calls, predecessor: zeroHash, salt } as const
}

async function sendAll(
  rpcUrl: string,
  { to, data, nonce }: { to: Address; data: readonly Hex[]; nonce: number },
): Promise<void> {
  const body = data.map((each, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'eth_sendTransaction',
    params: [{ from: proposer, to, data: each, gas: '0x1e8480', nonce: numberToHex(nonce + id) }],
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
