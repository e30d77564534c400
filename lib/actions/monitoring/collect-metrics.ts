import { Counter, Gauge, Registry } from 'prom-client'
import { processRegister } from '@/lib/actions/monitoring/process-metrics'
import { discoveryQueue } from '@/lib/actions/timelock/discover-timelocks'
import { indexQueue } from '@/lib/actions/timelock/index-jobs'
import { requestCounts } from '@/lib/adapters/rpc/request-counts'
import { countDeliveries } from '@/lib/adapters/store/count-deliveries'
import { readIndexLag } from '@/lib/adapters/store/read-index-lag'
import type { ServerContext } from '@/lib/config/server-context'

/**
 * The state of this instance as Prometheus reads it. Lag and queues are of the whole instance, whichever process is asked;
 * what was done and asked, and memory, of this process. Numbers and chain ids only.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export async function collectMetrics({
  store,
  config,
  jobs,
  now,
}: Pick<ServerContext, 'store' | 'config' | 'jobs' | 'now'>): Promise<string> {
  const registers = [new Registry()]
  const gauge = (name: string, help: string, labelNames: string[] = ['chain']) =>
    new Gauge({ name: `suture_${name}`, help, labelNames, registers })
  const counter = (name: string, help: string) =>
    new Counter({ name: `suture_${name}`, help, labelNames: ['chain'], registers })
  const lag = await readIndexLag(store)
  const followed = gauge('timelocks', 'Timelocks that are followed.')
  const problems = gauge('timelocks_with_problem', 'Timelocks that cannot be brought up to date.')
  const blocks = gauge('chain_lag_blocks', 'Blocks that the timelock furthest behind is behind.')
  const seconds = gauge(
    'chain_lag_seconds',
    'Seconds since the block up to which the timelock furthest behind is known.',
  )
  for (const { chainId, ...of } of lag) {
    const labels = { chain: String(chainId) }
    followed.set(labels, of.timelocks)
    problems.set(labels, of.problems)
    blocks.set(labels, of.blocks)
    const { knownUntil } = of
    if (knownUntil !== undefined) seconds.set(labels, Math.max(0, Number(now()) - knownUntil))
  }
  const waiting = gauge('jobs_waiting', 'Jobs that wait to be done.', ['queue'])
  for (const queue of [indexQueue, ...(config.timelocks.discover ? [discoveryQueue] : [])]) {
    waiting.set({ queue }, await (await jobs()).waiting(queue))
  }
  const deliveries = gauge('deliveries', 'Events for subscribers that are kept.', ['state'])
  for (const [state, count] of Object.entries(await countDeliveries(store))) {
    deliveries.set({ state }, count)
  }
  const requests = counter('rpc_requests_total', 'Requests to nodes by this process.')
  const errors = counter('rpc_errors_total', 'Those of them that failed.')
  const counts = requestCounts()
  for (const { id } of config.chains) {
    const { requests: asked, errors: failed } = counts.get(id) ?? { requests: 0, errors: 0 }
    requests.inc({ chain: String(id) }, asked)
    errors.inc({ chain: String(id) }, failed)
  }
  const all = Registry.merge([processRegister(), ...registers])
  return await all.metrics()
}
