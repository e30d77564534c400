import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { serveMonitoring } from '@/lib/worker/serve-monitoring'
import { fillQueue, nthAddress } from '@/test/queue-store'
import { answerApi } from '@/test/serve-api'
import { countDelivery, measureJob } from './process-metrics'

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

/** The number of a line of metrics; 0 where nothing was counted yet. */
const countIn = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((each) => each.startsWith(line))
      ?.split(' ')[1] ?? 0,
  )

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
    // Counters are of the process, which other tests have used.
    const counted = /^suture_(job_seconds|delivery_attempts)/
    expect(ours.filter((line) => line !== seconds && !counted.test(line))).toEqual([
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

describe('a worker', () => {
  test('default: serves its state on a port of its own', async () => {
    const before = await (await ask('/api/metrics')).text()
    await measureJob('index-timelock', async () => 'done')
    countDelivery({ shape: 'json', outcome: 'retried' })
    const worker = await serveMonitoring({ port: 0, host: '127.0.0.1' })
    if (!worker) throw new Error('It does not serve.')
    const get = (path: string, init?: RequestInit) =>
      fetch(`http://127.0.0.1:${worker.port}${path}`, init)
    try {
      expect(await (await get('/health')).text()).toBe('alive\n')
      expect((await get('/ready')).status).toBe(200)
      const text = await (await get('/metrics')).text()
      for (const line of [
        'suture_job_seconds_count{queue="index-timelock",outcome="done"}',
        'suture_delivery_attempts_total{shape="json",outcome="retried"}',
      ]) {
        expect(countIn(text, line) - countIn(before, line)).toBe(1)
      }
      expect(text).toContain('suture_chain_lag_blocks{chain="77"} 40')
      expect((await get('/')).status).toBe(404)
      expect((await get('/metrics', { method: 'POST' })).status).toBe(404)
      // Another one on this machine.
      const { port } = worker
      expect(await serveMonitoring({ port, host: '127.0.0.1' })).toBeUndefined()
    } finally {
      await worker.stop()
    }
  })

  test('error: what fails is counted, and thrown on', async () => {
    const line = 'suture_job_seconds_count{queue="index-timelock",outcome="failed"}'
    const before = countIn(await (await ask('/api/metrics')).text(), line)
    const failing = measureJob('index-timelock', async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    const text = await (await ask('/api/metrics')).text()
    expect(countIn(text, line)).toBe(before + 1)
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
