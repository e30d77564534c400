import type { Hash } from 'viem'
import { replayName } from '@/lib/actions/replay/replay-name'
import { startReplay } from '@/lib/actions/replay/start-replay'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { openStore } from '@/lib/adapters/store/open-store'
import { readReplayRun } from '@/lib/adapters/store/read-replay-run'
import { parseReviewInput } from '@/lib/core/report/parse-review-input'

/**
 * A server that is at a replay, and says when it has kept something of it. Ends only by being killed.
 *
 * @param directory Of its database.
 */
export async function runReplayingServer({
  directory,
  rpcUrl,
  input: json,
  timelock,
  key,
  last,
}: {
  directory: string
  rpcUrl: string
  input: string
  timelock: Parameters<typeof replayName>[0]
  key: Hash
  last: number
}): Promise<void> {
  const store = await openStore({ directory })
  const input = parseReviewInput(json)
  if (!input) throw new Error('That is no input.')
  const { chainId } = timelock
  const client = createRpcClient({ chainId, name: 'replay', rpcUrls: [rpcUrl] })
  startReplay(
    {
      store,
      config: { replay: { last, maximum: 500, automatic: 0 } },
      clientFor: () => client,
      forkUrlFor: async () => rpcUrl,
      replayForks: createForks({ concurrency: 1 }),
    },
    { timelock, key, input },
  )
  const subject = replayName(timelock, key)
  const look = async () => {
    const row = await readReplayRun(store, { subject })
    if (row && row.done > 0) process.stdout.write(`kept ${row.done}\n`)
    setTimeout(look, 50)
  }
  await look()
}
