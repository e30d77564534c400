import type { Bench } from '@/bench/comparison'
import { bareEngine, barePrestates, bareTraces, castRun } from '@/bench/replay/bare-limits'
import { startSlowNode } from '@/bench/replay/slow-node'
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

type Row = {
  readonly name: string
  /** Of one transaction. */
  readonly milliseconds: number
  readonly notes: string
}

export const bench: Bench = {
  run: async () => {
    await buildContracts()
    const anvil = await startAnvil({ timestamp: 1_795_000_000 })
    try {
      const chain = await buildVaultChain(anvil, { transactions })
      const { hashes } = chain
      const middle = hashes.slice(hashes.length >> 1)
      const cast = await castRun(anvil.rpcUrl, middle.slice(0, casts))
      const engine = await bareEngine(anvil.rpcUrl, hashes.slice(-1_000))
      const traces = await bareTraces(anvil.rpcUrl, hashes.slice(-500))
      const prestates = await barePrestates(anvil.rpcUrl, hashes.slice(-500))
      const rows: Row[] = [
        { name: 'cast run, old code alone', milliseconds: cast, notes: `${casts} transactions` },
        {
          name: 'bare engine: simulateV1@latest, one block, twice',
          milliseconds: engine,
          notes: '',
        },
        { name: 'bare engine: five traces@latest of each', milliseconds: traces, notes: '' },
        { name: 'bare node: prestateTracer of each', milliseconds: prestates, notes: '' },
      ]
      const counts = [...new Set([100, 1_000, transactions].filter((one) => one <= transactions))]
      for (const last of counts) rows.push(await replayRow(anvil, chain, { last }))
      for (const last of counts) {
        rows.push(await replayRow(anvil, chain, { last, mode: 'screening', to: 'same' }))
      }
      rows.push(await replayRow(anvil, chain, { last: transactions, mode: 'screening' }))
      const last = Math.min(1_000, transactions)
      const slow = await startSlowNode(anvil.rpcUrl, 50)
      for (const mode of ['exact', 'screening'] as const) {
        rows.push(
          await replayRow(anvil, chain, { last, mode, rpcUrl: slow.url, far: '50 ms away' }),
        )
      }
      await slow.stop()
      printRows(rows, { cast, engine })
    } finally {
      await anvil.stop()
    }
  },
}

type ReplayRowOptions = {
  readonly last: number
  readonly mode?: ReplayMode
  readonly to?: 'same' | 'next'
  readonly rpcUrl?: string
  readonly far?: string
}

async function replayRow(
  anvil: Anvil,
  chain: VaultChain,
  { last, mode = 'exact', to = 'next', rpcUrl = anvil.rpcUrl, far = 'local' }: ReplayRowOptions,
): Promise<Row> {
  const client = createRpcClient({ chainId, name: 'bench', rpcUrls: [anvil.rpcUrl] })
  const block = await readBlock(client, { chainId })
  const subject = { kind: 'upgrade', proxy: chain.vault, to: chain[to] } as const
  const input = await resolveInput(client, { chainId, block, subject, deploymentBlock: 0 })
  const read = await readReplaySubject(client, { input })
  const tools = { rpcUrl, forks: createForks({ limits: { seconds: 3_600 } }) }
  const stopWatching = watchMemory(anvil.pid)
  const start = performance.now()
  const { counts, transactions } = await replayTransactions(tools, {
    ...read,
    wanted: { kind: 'last', last },
    mode,
  })
  const milliseconds = (performance.now() - start) / last
  const { own, scratch } = stopWatching()
  const other = counts['newly succeeds'] + counts['newly reverts'] + counts.different
  const alone = transactions.filter(({ state }) => state === 'exact').length
  const notes = [
    `${other} differ, ${counts['not reproducible']} OLD mismatches, ${counts.unknown} unknown`,
    `${own.toFixed(0)} MB here, ${scratch?.toFixed(0) ?? '?'} MB scratch`,
    ...(mode === 'screening' ? [`${alone} of them replayed exactly`] : []),
  ]
  const code = to === 'same' ? 'the same code' : 'the next release'
  return { name: `${mode}, ${last} with ${code}, ${far}`, milliseconds, notes: notes.join('; ') }
}

function printRows(rows: readonly Row[], { cast, engine }: { cast: number; engine: number }): void {
  const cells = rows.map(({ name, milliseconds, notes }) => [
    name,
    `${milliseconds.toFixed(2)} ms`,
    `${Math.round(1_000 / milliseconds).toLocaleString('en')} tx/s`,
    `${Math.round(cast / milliseconds).toLocaleString('en')} × cast run`,
    `${((100 * engine) / milliseconds).toFixed(1)} % of the engine`,
    notes,
  ])
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  console.log('\nreplay of a vault, five of its transactions and two others in each block')
  for (const row of cells) {
    const padded = row.map((cell, at) => {
      const width = widths[at] ?? 0
      return at === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    console.log(`  ${padded.join('  ').trimEnd()}`)
  }
}
