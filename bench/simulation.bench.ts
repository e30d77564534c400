import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench } from '@/bench/comparison'
import { recordRequests, replayRequests } from '@/bench/simulation/fork-requests'
import { buildContracts } from '@/demo/app/build-contracts'
import { anvilClient } from '@/demo/chain/anvil-client'
import { startAnvil } from '@/demo/chain/start-anvil'
import { seedWorld, worldAge } from '@/demo/world/seed-world'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { simulatePatch } from '@/lib/actions/simulation/simulate-patch'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { openWorkshop } from '@/lib/cli/open-workshop'

const chainId = 31_337

/** A fork takes a fifth of a second to start: that many are enough. */
const samples = 5

export const bench: Bench = {
  run: async (compare) => {
    await buildContracts()
    const folder = mkdtempSync(join(tmpdir(), 'suture-bench-'))
    process.env.SUTURE_DATA_DIR = folder
    const anvil = await startAnvil({ timestamp: 1_795_000_000 - Number(worldAge) })
    try {
      const { patches } = await seedWorld(anvilClient(anvil.rpcUrl))
      const client = createRpcClient({ chainId, name: 'bench', rpcUrls: [anvil.rpcUrl] })
      const block = await readBlock(client, { chainId })
      const workshop = openWorkshop({ sources: '.' })
      const tools = { client, rpcUrl: anvil.rpcUrl, forks: createForks(), workshop }
      for (const { malicious, proposal } of patches) {
        if (!proposal) continue
        const subject = { kind: 'transaction', transaction: proposal.transaction } as const
        const input = await resolveInput(client, { chainId, block, subject, deploymentBlock: 0 })
        const { protocol } = input
        const logs = await readTimelockLogs(client, input)
        const chain = await readProtocolAt(client, { chainId, protocol, block, logs })
        // Compiles what is compiled once and for all.
        const run = () => simulatePatch(tools, { input, chain })
        const { verdict } = (await run()).simulation
        const requests = await recordRequests(tools, { input, chain })
        await compare({
          title: `governance path on a fork, ${malicious ? 'with a hidden call, keys of mappings traced' : 'good patch'}, warm (${verdict}, ${requests.length} calls of the fork)`,
          samples,
          contenders: [
            {
              name: 'its bare calls, to a fork of their own',
              run: () => replayRequests(requests, { ...tools, blockNumber: block.number }),
            },
            { name: 'simulatePatch', run },
          ],
        })
        if (malicious) break
      }
    } finally {
      await anvil.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
