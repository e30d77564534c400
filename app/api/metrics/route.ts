import { errorResponse } from '@/app/api/v1/json'
import { collectMetrics } from '@/lib/actions/monitoring/collect-metrics'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** The state of this instance in the text format of Prometheus. */
export async function GET(): Promise<Response> {
  try {
    const context = await getServerContext()
    if (!context.config.metrics) {
      const hint = 'Set metrics to true in its configuration.'
      return errorResponse(new BaseError('This instance tells no metrics.', { hint }), 404)
    }
    return new Response(await collectMetrics(context), {
      headers: {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return errorResponse(error)
  }
}
