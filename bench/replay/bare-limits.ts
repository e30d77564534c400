import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Hash } from 'viem'
import { foundryBinary } from '@/demo/chain/foundry-binary'

const run = promisify(execFile)

/** `cast run`, as people do it today: one process for each transaction, with the old code alone. Milliseconds of one. */
export async function castRun(rpcUrl: string, hashes: readonly Hash[]): Promise<number> {
  const cast = foundryBinary('cast')
  const start = performance.now()
  for (const hash of hashes) await run(cast, ['run', hash, '--rpc-url', rpcUrl])
  return (performance.now() - start) / hashes.length
}

/** What the node takes to tell the state before each transaction, and nothing else. Milliseconds of one. */
export async function barePrestates(rpcUrl: string, hashes: readonly Hash[]): Promise<number> {
  const options = { tracer: 'prestateTracer', tracerConfig: { disableCode: true } }
  const start = performance.now()
  const size = Math.ceil(hashes.length / 4)
  const parts = [0, 1, 2, 3].map((at) => hashes.slice(at * size, (at + 1) * size))
  await Promise.all(
    parts.map((part) =>
      post(
        rpcUrl,
        part.map((hash) => ['debug_traceTransaction', [hash, options]]),
      ),
    ),
  )
  return (performance.now() - start) / hashes.length
}

/** All transactions twice in one simulated block on the latest state: what the engine can do. Milliseconds of one. */
export async function bareEngine(rpcUrl: string, hashes: readonly Hash[]): Promise<number> {
  const bodies = await post(
    rpcUrl,
    hashes.map((hash) => ['eth_getTransactionByHash', [hash]]),
  )
  const calls = (bodies as { result: Record<string, string> }[]).map(({ result }) => {
    const { from, to, input, value, gas } = result
    return { from, to, input, value, gas }
  })
  const gasLimit = `0x${(10n ** 13n).toString(16)}`
  const options = { blockStateCalls: [{ blockOverrides: { gasLimit }, calls }], validation: false }
  const start = performance.now()
  for (const _ of ['old', 'new']) await post(rpcUrl, [['eth_simulateV1', [options, 'latest']]])
  return (performance.now() - start) / hashes.length
}

const tracers = [
  { tracer: 'callTracer', tracerConfig: { withLog: true } },
  { tracer: 'prestateTracer', tracerConfig: { diffMode: true } },
  { tracer: 'prestateTracer', tracerConfig: { disableCode: true } },
]

/** The five traces that exact mode needs of each, on the latest state, and nothing else. Milliseconds of one. */
export async function bareTraces(rpcUrl: string, hashes: readonly Hash[]): Promise<number> {
  const bodies = await post(
    rpcUrl,
    hashes.map((hash) => ['eth_getTransactionByHash', [hash]]),
  )
  const calls = (bodies as { result: Record<string, string> }[]).map(({ result }) => {
    const { from, to, input, value, gas } = result
    return { from, to, input, value, gas }
  })
  const traced = [...tracers.slice(0, 2), ...tracers]
  const start = performance.now()
  for (let at = 0; at < calls.length; at += 50) {
    await post(
      rpcUrl,
      calls
        .slice(at, at + 50)
        .flatMap((call) =>
          traced.map((tracer): Asked => ['debug_traceCall', [call, 'latest', tracer]]),
        ),
    )
  }
  return (performance.now() - start) / hashes.length
}

type Asked = readonly [method: string, params: readonly unknown[]]

async function post(rpcUrl: string, asked: readonly Asked[]): Promise<unknown[]> {
  const body = asked.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params }))
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(rpcUrl, { method: 'POST', headers, body: JSON.stringify(body) })
  const answers = (await response.json()) as { id: number }[]
  return answers.toSorted((a, b) => a.id - b.id)
}
