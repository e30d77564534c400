import type { Address } from 'viem'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { getServerContext } from '@/lib/config/server-context'

/*
 * What a web process does of all this: somebody opens the pages of timelocks, again and again, and somebody reads lists.
 * Arguments: the chain, then the addresses.
 */
const [chainId, ...addresses] = process.argv.slice(2)
const context = await getServerContext()
const following = followContextOf(context)
process.stdout.write('ready\n')
for (;;) {
  for (const address of addresses) {
    const timelock = { chainId: Number(chainId), address: address as Address }
    await followTimelock(following, { timelock }).catch((error) => {
      process.stderr.write(`${error}\n`)
    })
    await listOperations(context.store, { filter: {}, limit: 20 })
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
}
