import type { Address } from 'viem'
import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { deliverEvents } from '@/lib/actions/subscriptions/deliver-events'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { getServerContext } from '@/lib/config/server-context'

/*
 * What a web process does of all this: somebody opens the pages of timelocks, again and again, somebody reads lists, and
 * beside that it tells and sends what happened, far more often than it does otherwise. Arguments: the chain, then the
 * addresses.
 */
const [chainId, ...addresses] = process.argv.slice(2)
const context = await getServerContext()
const following = followContextOf(context)
process.stdout.write('ready\n')
await Promise.all([forEver(showPages), forEver(tell)])

async function showPages(): Promise<void> {
  for (const address of addresses) {
    const timelock = { chainId: Number(chainId), address: address as Address }
    await followTimelock(following, { timelock })
    await listOperations(context.store, { filter: {}, limit: 20 })
  }
}

async function tell(): Promise<void> {
  await tellQueue(context)
  await deliverEvents(context)
}

async function forEver(act: () => Promise<void>): Promise<never> {
  for (;;) {
    await act().catch((error) => {
      process.stderr.write(`${error}\n`)
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
