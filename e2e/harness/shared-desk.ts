import { anvilClient } from '@/demo/chain/anvil-client'
import { readBaseWorld } from './base-world'
import { type Desk, startDesk } from './desk'

/** Starts the desk of all test files that only read, and tells the workers where it is. */
export async function startSharedDesk(): Promise<Pick<Desk, 'stop'>> {
  const { url, rpcUrl, stop } = await startDesk()
  process.env.SUTURE_E2E_SHARED = JSON.stringify({ url, rpcUrl })
  return { stop }
}

/** The desk of all test files that only read, as any worker sees it. It is started and ended by nobody but the run. */
export function sharedDesk(): Desk {
  const shared = process.env.SUTURE_E2E_SHARED
  if (!shared) throw new Error('There is no shared desk: run the tests through Playwright.')
  const { url, rpcUrl } = JSON.parse(shared) as { url: string; rpcUrl: string }
  const refuse = async () => {
    throw new Error('This desk is shared with other test files: it is only read.')
  }
  return {
    url,
    rpcUrl,
    gate: { url: rpcUrl, shut: refuse, hush: refuse, open: refuse },
    client: anvilClient(rpcUrl),
    world: readBaseWorld().world,
    killApp: refuse,
    restartApp: refuse,
    stop: async () => undefined,
  }
}
