import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Hash, numberToHex } from 'viem'
import { foundryBinary } from '@/demo/chain/foundry-binary'
import { postText } from '@/lib/adapters/fork/post-text'

const run = promisify(execFile)

/** `cast run`, as people do it today: one process for each transaction, with the old code alone. */
export async function castRun(rpcUrl: string, hashes: readonly Hash[]): Promise<void> {
  const cast = foundryBinary('cast')
  for (const hash of hashes) await run(cast, ['run', hash, '--rpc-url', rpcUrl])
}

/** What any way of replaying has to ask first: blocks with their transactions and receipts. */
export async function bareBodies(rpcUrl: string, blocks: readonly bigint[]): Promise<void> {
  const asked = blocks.flatMap((block): Asked[] => [
    ['eth_getBlockByNumber', [numberToHex(block), true]],
    ['eth_getBlockReceipts', [numberToHex(block)]],
  ])
  await postAll(rpcUrl, asked, 40)
}

/** The states before transactions, each asked for. */
export async function barePrestates(rpcUrl: string, hashes: readonly Hash[]): Promise<void> {
  const asked = hashes.map((hash): Asked => ['debug_traceTransaction', [hash, prestate]])
  await postAll(rpcUrl, asked, 25)
}

/** The same of all transactions of whole blocks. */
export async function bareBlockPrestates(rpcUrl: string, blocks: readonly bigint[]): Promise<void> {
  const asked = blocks.map(
    (block): Asked => ['debug_traceBlockByNumber', [numberToHex(block), prestate]],
  )
  await postAll(rpcUrl, asked, 5)
}

/** All transactions twice in one simulated block on the latest state: what the engine can do. */
export async function bareEngine(rpcUrl: string, calls: readonly WireCall[]): Promise<void> {
  const gasLimit = numberToHex(10n ** 13n)
  const options = { blockStateCalls: [{ blockOverrides: { gasLimit }, calls }], validation: false }
  await postAll(
    rpcUrl,
    ['old', 'new'].map((): Asked => ['eth_simulateV1', [options, 'latest']]),
    1,
  )
}

const prestate = { tracer: 'prestateTracer', tracerConfig: { disableCode: true } }

const tracers = [
  { tracer: 'callTracer', tracerConfig: { withLog: true } },
  { tracer: 'prestateTracer', tracerConfig: { diffMode: true, disableCode: true } },
]

/** The five traces that exact mode needs of each, on the latest state. */
export async function bareTraces(rpcUrl: string, calls: readonly WireCall[]): Promise<void> {
  const traced = [...tracers, ...tracers, prestate]
  const asked = calls.flatMap((call) =>
    traced.map((tracer): Asked => ['debug_traceCall', [call, 'latest', tracer]]),
  )
  await postAll(rpcUrl, asked, 60)
}

type WireCall = Readonly<Record<'from' | 'to' | 'input' | 'value' | 'gas', string>>

/** Of transactions what has to be told to run them, and which blocks they are in. */
export async function readCalls(
  rpcUrl: string,
  hashes: readonly Hash[],
): Promise<{ readonly calls: readonly WireCall[]; readonly blocks: readonly bigint[] }> {
  const asked = hashes.map((hash): Asked => ['eth_getTransactionByHash', [hash]])
  const texts = await postAll(rpcUrl, asked, 100)
  const bodies = texts
    .flatMap((text) => JSON.parse(text) as { id: number; result: Record<string, string> }[])
    .toSorted((a, b) => a.id - b.id)
    .map(({ result }) => result)
  const calls = bodies.map(({ from, to, input, value, gas }) => ({ from, to, input, value, gas }))
  const blocks = [...new Set(bodies.map(({ blockNumber }) => BigInt(blockNumber ?? 0)))]
  return { calls: calls as readonly WireCall[], blocks }
}

type Asked = readonly [method: string, params: readonly unknown[]]

/** Batches at one time. */
const inFlight = 4

/** The answers are read, not parsed. */
async function postAll(rpcUrl: string, asked: readonly Asked[], size: number): Promise<string[]> {
  const bodies: string[] = []
  for (let at = 0; at < asked.length; at += size) {
    const parts = asked
      .slice(at, at + size)
      .map(([method, params], id) => ({ jsonrpc: '2.0', id: at + id, method, params }))
    bodies.push(JSON.stringify(parts))
  }
  const texts: string[] = []
  const { signal } = new AbortController()
  let next = 0
  const work = async () => {
    for (let at = next++; at < bodies.length; at = next++) {
      texts[at] = await postText(rpcUrl, { body: bodies[at] ?? '', maximum: 1e9, signal })
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  return texts
}
