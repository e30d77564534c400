import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { fillQueue, nthAddress } from '@/test/queue-store'
import { answerApi } from '@/test/serve-api'

const directory = mkdtempSync(join(tmpdir(), 'suture-monitoring-'))
let context: ServerContext

beforeAll(async () => {
  const rpcUrls = ['http://user:secret@127.0.0.1:1/key']
  const configured = { safe: nthAddress(1), timelock: nthAddress(2), chainId: 77, name: 'One' }
  const config = { chains: [{ id: 77, name: 'One', rpcUrls }], protocols: [configured] }
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
  process.env.SUTURE_CONFIG = join(directory, 'config.json')
  process.env.SUTURE_DATA_DIR = directory
  context = await getServerContext()
  const timelock = { chainId: 77, address: nthAddress(3) }
  await fillQueue(context.store, { timelock, operations: [], indexed: 100n, head: 140n })
}, 120_000)
afterAll(() => {
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  rmSync(directory, { recursive: true, force: true })
})

const ask = (path: string) => answerApi(new Request(`http://desk.example${path}`))

describe('metrics', () => {
  test('default', async () => {
    await context
      .nodesFor(77)
      .nodes[0]?.request('eth_blockNumber', [])
      .catch(() => {})
    const jobs = await context.jobs()
    await jobs.send({ queue: 'index-timelock', key: 'x', data: {} })
    const response = await ask('/api/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await response.text()
    const ours = text.split('\n').filter((line) => line.startsWith('suture_'))
    const seconds = ours.find((line) => line.startsWith('suture_chain_lag_seconds{chain="77"}'))
    expect(Number(seconds?.split(' ')[1])).toBeGreaterThan(1_000_000)
    expect(ours.filter((line) => line !== seconds)).toEqual([
      'suture_timelocks{chain="77"} 1',
      'suture_timelocks_with_problem{chain="77"} 0',
      'suture_chain_lag_blocks{chain="77"} 40',
      'suture_jobs_waiting{queue="index-timelock"} 1',
      'suture_deliveries{state="done"} 0',
      'suture_deliveries{state="waiting"} 0',
      'suture_deliveries{state="failing"} 0',
      'suture_rpc_requests_total{chain="77"} 1',
      'suture_rpc_errors_total{chain="77"} 1',
    ])
    expect(text).toContain('process_resident_memory_bytes')
    expect(text).not.toMatch(/secret|127\.0\.0\.1|key/)
  })

  test('behavior: where they are switched off', async () => {
    const config = context.config as { metrics: boolean }
    config.metrics = false
    expect((await ask('/api/metrics')).status).toBe(404)
    config.metrics = true
  })
})

describe('health and readiness', () => {
  test('default', async () => {
    expect(await (await ask('/api/health')).json()).toEqual({ status: 'alive' })
    expect(await (await ask('/api/ready')).json()).toEqual({ status: 'ready' })
  })

  test('error: a database that is gone is told, without its name; the process lives', async () => {
    await context.store.close()
    const response = await ask('/api/ready')
    expect(response.status).toBe(503)
    expect((await response.json()).error).toMatchObject({
      name: 'NotReadyError',
      shortMessage: 'The database does not answer.',
      facts: [],
    })
    expect((await ask('/api/health')).status).toBe(200)
  })
})
