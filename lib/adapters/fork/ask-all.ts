import { BaseError } from '@/lib/core/error/base-error'
import { type BatchAnswer, type BatchRequest, requestBatch } from './request-batch'

/** How a node is asked many things. */
export type AskLimits = {
  /** Requests of one batch, and batches at one time. */
  readonly batch: number
  readonly inFlight: number
  /** Bytes of the answers of one batch. */
  readonly maximum: number
  /** For one batch. */
  readonly milliseconds: number
}

/** A node that is asked many things at a time. */
export type AskedNode = {
  readonly url: string
  readonly limits: AskLimits
  readonly signal?: AbortSignal | undefined
}

/**
 * Asks a node, in as many batches as it takes. What is too much for one batch is asked in halves, down to the request that
 * is too much by itself: that one has no answer.
 *
 * @returns one answer for each request, in their order.
 * @throws the reason of the signal, and nothing else.
 */
export async function askAll(
  node: AskedNode,
  requests: readonly BatchRequest[],
): Promise<BatchAnswer[]> {
  const { batch, inFlight } = node.limits
  const parts: BatchRequest[][] = []
  for (let at = 0; at < requests.length; at += batch) parts.push(requests.slice(at, at + batch))
  const answers: BatchAnswer[][] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < parts.length; at = next++) {
      answers[at] = await askPart(node, parts[at] ?? [])
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlight, parts.length) }, work))
  return answers.flat()
}

async function askPart(node: AskedNode, requests: readonly BatchRequest[]): Promise<BatchAnswer[]> {
  const { url, limits, signal } = node
  try {
    return await requestBatch(url, { requests, signal, ...limits })
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof BaseError)) throw error
    if (requests.length === 1 || error.shortMessage === 'The node did not answer.') {
      const [, detail = ''] = error.facts[0] ?? []
      const reason = `${error.shortMessage} ${detail}`.trim()
      return requests.map(() => ({ answered: false, reason }))
    }
    const half = requests.length >> 1
    const first = await askPart(node, requests.slice(0, half))
    return [...first, ...(await askPart(node, requests.slice(half)))]
  }
}
