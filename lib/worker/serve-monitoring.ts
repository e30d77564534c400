import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { assertReady } from '@/lib/actions/monitoring/assert-ready'
import { collectMetrics } from '@/lib/actions/monitoring/collect-metrics'
import { getServerContext } from '@/lib/config/server-context'
import type { Worker } from './start-worker'

export type ServeMonitoringParameters = {
  /** 0: any that is free. */
  readonly port: number
  readonly host: string
}

/**
 * Serves what a web process serves below /api, for whoever runs a worker: `/health`, `/ready` and `/metrics`.
 *
 * @returns undefined where the port is taken, by another worker for instance: work goes on without it.
 */
export async function serveMonitoring({
  port,
  host,
}: ServeMonitoringParameters): Promise<(Worker & { readonly port: number }) | undefined> {
  const server = createServer(({ method, url }, response) => {
    const path = method === 'GET' ? url?.split('?')[0] : undefined
    answer(path, response).catch((error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      send(response, 500, 'It failed; the log says why.\n')
    })
  })
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => resolve())
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(`No metrics are served: ${why}. Set worker.metricsPort.\n`)
    return undefined
  }
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(path: string | undefined, response: ServerResponse): Promise<void> {
  if (path === '/health') return send(response, 200, 'alive\n')
  if (path === '/ready') {
    const isReady = await assertReady().then(
      () => true,
      () => false,
    )
    return send(response, isReady ? 200 : 503, isReady ? 'ready\n' : 'not ready\n')
  }
  if (path !== '/metrics') return send(response, 404, 'There is /health, /ready and /metrics.\n')
  const context = await getServerContext()
  if (!context.config.metrics) return send(response, 404, 'This instance tells no metrics.\n')
  send(response, 200, await collectMetrics(context), 'text/plain; version=0.0.4; charset=utf-8')
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}
