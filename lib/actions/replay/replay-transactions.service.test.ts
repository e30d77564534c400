import type { Address } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import type { Replay } from '@/lib/core/replay/replay'
import { openReplayChain, type ReplayChain } from './__fixtures__/replay-chain'

let anvil: Anvil
let chain: ReplayChain

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 })
  chain = openReplayChain(anvil)
}, 400_000)
afterAll(async () => {
  await anvil?.stop()
})

/** What is checked of a replay: how many came out how. */
function outcomes({ counts }: Replay) {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

describe('single and shared blocks', () => {
  const name = 'ReplayLedger'
  let proxy: Address
  const record = (amount: bigint, user = 1) => {
    return { to: proxy, name, call: 'record', args: [amount], user }
  }

  beforeAll(async () => {
    proxy = await chain.deployProxy(name)
    for (const amount of [1n, 2n, 3n]) await chain.send(record(amount))
    await chain.sendTogether([record(4n, 1), record(5n, 2), record(6n, 1), record(7n, 3)])
  })

  test('default', async () => {
    const replay = await chain.replay({ proxy, to: await chain.deploy('ReplayLedgerTwin') })
    expect(outcomes(replay)).toEqual({ same: 7, 'not run': 1 })
    expect(replay.groups).toEqual([])
    expect(replay.gaps).toEqual([])
    expect(replay.source).toMatchObject({ kind: 'traces', last: 500 })
    expect(replay.gas).toMatchObject([{ transactions: 7, before: 327_750n, after: 328_359n }])
  })

  test('behavior: what only the new code looks at is fetched as it was', async () => {
    const replay = await chain.replay({ proxy, to: await chain.deploy('ReplayLedgerFee') })
    expect(outcomes(replay)).toEqual({ different: 7, 'not run': 1 })
    expect(replay.groups).toMatchObject([
      {
        transactions: 7,
        causes: [
          expect.stringMatching(/^event 0x\w+ of 0x\w+ is new$/),
          `writes slot 0x3 of ${proxy} otherwise`,
        ],
      },
    ])
  })
})
