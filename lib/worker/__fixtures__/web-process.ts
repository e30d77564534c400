import type { Address } from 'viem'
import { indexLogs } from '@/lib/actions/index-logs'
import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { deliverEvents } from '@/lib/actions/subscriptions/deliver-events'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'

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
  for (const { timelock: address } of context.config.protocols) {
    // As its page does: what the chain does not tell now, it shows as it was.
    await readEvents({ chainId: Number(chainId), address }).catch((error) => {
      if (!(error instanceof BaseError)) throw error
    })
  }
}

async function readEvents(at: ChainAddress): Promise<void> {
  const { store } = context
  const [client, nodes] = [context.clientFor(at.chainId), context.nodesFor(at.chainId)]
  const head = await readBlock(client, { chainId: at.chainId })
  await indexLogs({ store, client, nodes }, { at, deploymentBlock: 0n, head })
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
