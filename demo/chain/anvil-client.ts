import { createTestClient, type HttpTransport, http, type TestClient } from 'viem'

export type AnvilClient = TestClient<'anvil', HttpTransport>

/** A viem client of a local Anvil: pass it to viem's public and test actions. */
export function anvilClient(rpcUrl: string): AnvilClient {
  return createTestClient({
    mode: 'anvil',
    // Anvil mines at once; waiting longer than this between looks only slows seeding down.
    pollingInterval: 20,
    // A block number must never be served from the last poll.
    cacheTime: 0,
    transport: http(rpcUrl, { retryCount: 2, timeout: 60_000 }),
  })
}
