import { type Client, createClient, custom, HttpRequestError } from 'viem'

/** Stands in for the nodes of a chain while they are silent: what asks it hears at once that nobody answers. */
export const silentClient: Client = createClient({
  transport: custom({ request: () => Promise.reject(unanswered()) }, { retryCount: 0 }),
})

/** As of a node that cannot be reached; its words stand where a page says why something is unknown. */
function unanswered(): HttpRequestError {
  const words = 'No node of this chain answered.'
  return Object.assign(new HttpRequestError({ url: 'silent' }), {
    shortMessage: words,
    message: words,
  })
}
