import type { Bench } from '@/bench/comparison'
import {
  bareBlockPrestates,
  bareBodies,
  bareEngine,
  barePrestates,
  bareTraces,
  castRun,
  readCalls,
} from '@/bench/replay/bare-limits'
import { formatReplayRows, type ReplayRow } from '@/bench/replay/format-replay-rows'
import { startSlowNode } from '@/bench/replay/slow-node'
import { each, type Spent, spend } from '@/bench/replay/spend'
import { buildVaultChain, type VaultChain } from '@/bench/replay/vault-chain'
import { watchMemory } from '@/bench/replay/watch-memory'
import { buildContracts } from '@/demo/app/build-contracts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readReplaySubject } from '@/lib/actions/replay/read-replay-subject'
import { replayTransactions } from '@/lib/actions/replay/replay-transactions'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import type { ReplayMode } from '@/lib/core/replay/replay'

const chainId = 31_337

/** Transactions of the vault; `SUTURE_BENCH_TRANSACTIONS=300` is enough to see whether it runs. */
const transactions = Number(process.env.SUTURE_BENCH_TRANSACTIONS || 5_000)

/** How often `cast run` is started: each takes a third of a second. */
const casts = 6
/** Transactions of which bare calls are measured, in the middle of the chain. */
const sampled = Math.min(500, transactions)

export const bench: Bench = {
  run: async () => {
    await buildContracts()
    const anvil = await startAnvil({ timestamp: 1_795_000_000 })
    try {
      const chain = await buildVaultChain(anvil, { transactions })
      const limits = await measureLimits(anvil, chain)
      const rows: ReplayRow[] = []
      const add = async (options: ReplayOptions) => {
        rows.push(await replayRow(anvil, chain, options))
      }
      const counts = [...new Set([100, 1_000, transactions].filter((one) => one <= transactions))]
      for (const last of counts) await add({ last })
      for (const last of counts) await add({ last, mode: 'screening', to: 'same' })
      await add({ last: transactions, mode: 'screening' })
      const last = Math.min(1_000, transactions)
      const slow = await startSlowNode(anvil.rpcUrl, 50)
      for (const mode of ['exact', 'screening'] as const) {
        await add({ last, mode, rpcUrl: slow.url, far: '50 ms away' })
      }
      await slow.stop()
      console.log(`\n${formatReplayRows({ ...limits, rows })}`)
    } finally {
      await anvil.stop()
    }
  },
}

/** What the bare calls of each mode take, of one transaction; nothing of ours is around them. */
async function measureLimits({ rpcUrl, pid }: Anvil, { hashes }: VaultChain) {
  const start = Math.max(0, (hashes.length - sampled) >> 1)
  const middle = hashes.slice(start, start + sampled)
  const { calls, blocks } = await readCalls(rpcUrl, middle)
  const measure = async (work: () => Promise<void>, count = middle.length): Promise<Spent> =>
    each(await spend(pid, work), count)
  return {
    cast: await measure(() => castRun(rpcUrl, middle.slice(0, casts)), casts),
    engine: await measure(() => bareEngine(rpcUrl, calls)),
    bodies: await measure(() => bareBodies(rpcUrl, blocks)),
    prestates: await measure(() => barePrestates(rpcUrl, middle)),
    blockPrestates: await measure(() => bareBlockPrestates(rpcUrl, blocks)),
    traces: await measure(() => bareTraces(rpcUrl, calls)),
  }
}

type ReplayOptions = {
  readonly last: number
  readonly mode?: ReplayMode
  readonly to?: 'same' | 'next'
  readonly rpcUrl?: string
  readonly far?: string
}

async function replayRow(
  anvil: Anvil,
  chain: VaultChain,
  { last, mode = 'exact', to = 'next', rpcUrl = anvil.rpcUrl, far = 'local' }: ReplayOptions,
): Promise<ReplayRow> {
  const client = createRpcClient({ chainId, name: 'bench', rpcUrls: [anvil.rpcUrl] })
  const block = await readBlock(client, { chainId })
  const subject = { kind: 'upgrade', proxy: chain.vault, to: chain[to] } as const
  const input = await resolveInput(client, { chainId, block, subject, deploymentBlock: 0 })
  const read = await readReplaySubject(client, { input })
  const tools = { rpcUrl, forks: createForks({ limits: { seconds: 3_600 } }) }
  const wanted = { kind: 'last', last } as const
  const stopWatching = watchMemory(anvil.pid)
  const { result, ...spent } = await spend(anvil.pid, () =>
    replayTransactions(tools, { ...read, wanted, mode }),
  )
  const { own, scratch } = stopWatching()
  const { counts } = result
  const other = counts['newly succeeds'] + counts['newly reverts'] + counts.different
  const alone = result.transactions.filter(({ state }) => state === 'exact').length
  const notes = [
    `${other} differ, ${counts['not reproducible']} OLD mismatches, ${counts.unknown} unknown`,
    `${own.toFixed(0)} MB here, ${scratch?.toFixed(0) ?? '?'} MB scratch`,
    ...(mode === 'screening' ? [`${alone} of them replayed exactly`] : []),
  ]
  const code = to === 'same' ? 'the same code' : 'the next release'
  const name = `${mode}, ${last} with ${code}, ${far}`
  return { name, mode, exactShare: alone / last, spent: each(spent, last), notes: notes.join('; ') }
}
