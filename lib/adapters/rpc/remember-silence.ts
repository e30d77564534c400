import { type HttpTransport, TimeoutError } from 'viem'

/**
 * A node that has fallen silent is not waited for again and again: once a request has run out of time, and the node has
 * answered nothing since it was made, others fail at once for a while, or go to the next node. A page that asks for one thing
 * after the other then says so after one such wait. A request that merely takes long says nothing of the node.
 *
 * @param parameters.milliseconds How long it is not asked.
 */
export function rememberSilence(
  transport: HttpTransport,
  { milliseconds }: { readonly milliseconds: number },
): HttpTransport {
  let answeredAt = Number.NEGATIVE_INFINITY
  let silence: { readonly error: TimeoutError; readonly until: number } | undefined
  return (parameters) => {
    const made = transport(parameters)
    const request = async (...of: Parameters<typeof made.request>) => {
      const askedAt = performance.now()
      if (silence && askedAt < silence.until) throw silence.error
      try {
        const answer = await made.request(...of)
        answeredAt = performance.now()
        return answer
      } catch (error) {
        const now = performance.now()
        // Whoever refuses is there.
        if (!(error instanceof TimeoutError)) answeredAt = now
        else if (answeredAt < askedAt) silence = { error, until: now + milliseconds }
        throw error
      }
    }
    return { ...made, request: request as typeof made.request }
  }
}
