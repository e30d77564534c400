import { numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { type RunTrialsParameters, runTrials } from '@/lib/actions/simulation/run-trials'
import type { Trial } from '@/lib/actions/simulation/trial'
import { ForkError } from '@/lib/adapters/fork/fork-errors'
import { createForks } from '@/lib/adapters/fork/forks'
import { type Fork, withFork } from '@/lib/adapters/fork/open-fork'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import type { Simulation } from '@/lib/core/simulation/simulation'

const forks = createForks({ concurrency: 1 })

let anvil: Anvil
let block: RunTrialsParameters['input']['block']

beforeAll(async () => {
  anvil = await startAnvil()
  const chain = anvilClient(anvil.rpcUrl)
  await chain.mine({ blocks: 2 })
  const { number, hash, timestamp } = await getBlock(chain)
  block = { number, hash, timestamp }
})
afterAll(() => anvil.stop())

const simulation: Simulation = {
  chainId: 31_337,
  block: { number: 0n, hash: zeroHash, timestamp: 0n },
  engine: 'fork',
  path: 'direct',
  gasLimit: { known: true, value: 30_000_000n },
  overrides: [],
  steps: [],
  diff: { known: true, value: { contracts: [], undecoded: 0 } },
  flows: { moves: [], allowances: [], unread: [] },
  created: [],
  gaps: [],
  verdict: 'pass',
}

/** Runs them where three blocks and a day have passed since the block of the input. */
function run(trials: readonly Trial[], { rpcUrl = anvil.rpcUrl, beside = forks } = {}) {
  const at = { rpcUrl: anvil.rpcUrl, blockNumber: block.number }
  return withFork(forks, at, async (fork) => {
    await walk(fork)
    const client = createRpcClient({ chainId: 31_337, name: 'test', rpcUrls: [rpcUrl] })
    const tools = { client, rpcUrl, forks: beside }
    return await runTrials(tools, { ...subject(), simulation, fork, trials })
  })
}

async function walk({ request }: Fork) {
  await request('anvil_mine', ['0x2'])
  await request('evm_setNextBlockTimestamp', [numberToHex(block.timestamp + 86_400n)])
  await request('anvil_mine', ['0x1'])
}

/** Two upgrades, of which nothing is known. */
function subject() {
  const protocol = { proxies: [], deploymentBlock: 0 }
  const input = { chainId: 31_337, block, protocol, calls: [] }
  const upgrade = { name: 'upgrade', facts: {} }
  const gathered = { upgrades: [upgrade, upgrade] }
  return { input, gathered, chain: {} } as unknown as Pick<
    RunTrialsParameters,
    'input' | 'gathered' | 'chain'
  >
}

const fact = { known: true, value: simulation, anchor: 'recomputed' } as const
const change = { contract: zeroAddress, expression: 'rate()', before: '1', after: '0' }

test('default', async () => {
  const worlds: object[] = []
  const tried = await run([
    {
      kinds: ['simulation'],
      run: async ({ before, after }) => {
        for (const { number, timestamp } of [before, after]) worlds.push({ number, timestamp })
        return { upgrades: [{}, { simulation: fact }], reads: [change] }
      },
    },
  ])
  expect(tried).toEqual({
    patch: {},
    upgrades: [{}, { simulation: fact }],
    reads: { known: true, value: [change] },
  })
  // Both at the same time and height.
  const there = { number: block.number + 3n, timestamp: block.timestamp + 86_400n }
  expect(worlds).toEqual([there, there])
})

test('behavior: one that fails makes its own facts unknown, and what others found stays', async () => {
  const failing: Trial = {
    kinds: ['simulation'],
    run: () => Promise.reject(new ForkError('The fork did not answer.', 'gone')),
  }
  const asking: Trial = { kinds: [], run: async () => ({ reads: [] }) }
  expect(await run([asking, failing])).toEqual({
    patch: { simulation: { known: false, reason: 'The fork did not answer. gone' } },
    upgrades: [{}, {}],
    reads: { known: true, value: [] },
  })
})

test('behavior: without a second fork nothing is known', async () => {
  const trial: Trial = { kinds: ['simulation'], run: async () => ({ patch: { simulation: fact } }) }
  const { patch, reads } = await run([trial], { rpcUrl: 'http://127.0.0.1:1' })
  expect(patch.simulation).toMatchObject({ known: false })
  expect(reads).toMatchObject({ known: false })
})

test('behavior: what was found before the time of the fork is over stays', async () => {
  const endless: Trial = {
    kinds: ['journeys'],
    run: async ({ before }) => {
      for (;;) await before.balanceOf(zeroAddress)
    },
  }
  const quick: Trial = { kinds: ['simulation'], run: async () => ({ patch: { simulation: fact } }) }
  const beside = createForks({ limits: { seconds: 8 } })
  const { patch } = await run([quick, endless], { beside })
  expect(patch.simulation).toEqual(fact)
  expect(patch.journeys).toEqual({ known: false, reason: 'The fork took longer than 8 s.' })
}, 60_000)

test('error: a mistake of ours is not taken for an answer', async () => {
  const mistake = new Error('a mistake of ours')
  await expect(run([{ kinds: [], run: () => Promise.reject(mistake) }])).rejects.toBe(mistake)
})
