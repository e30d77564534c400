import { type Client, createClient, custom, HttpRequestError } from 'viem'

/** Stands in for the nodes of a chain while they are silent: what asks it hears at once that nobody answers. */
export const silentClient: Client = createClient({
  transport: custom(
    { request: () => Promise.reject(new HttpRequestError({ url: 'silent' })) },
    { retryCount: 0 },
  ),
})
