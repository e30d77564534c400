import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, type Hash, toFunctionSelector } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readReplayOfPatch } from '@/lib/actions/replay/read-replay-of-patch'
import { ReplayCountError } from '@/lib/actions/replay/replay-errors'
import { replayName } from '@/lib/actions/replay/replay-name'
import { runningReplays } from '@/lib/actions/replay/running-replays'
import { cancelReplay, type ReplayContext, startReplay } from '@/lib/actions/replay/start-replay'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { createForks } from '@/lib/adapters/fork/forks'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { beginReplayRun } from '@/lib/adapters/store/begin-replay-run'
import { openStore } from '@/lib/adapters/store/open-store'
import { readReplayRun } from '@/lib/adapters/store/read-replay-run'
import type { Store } from '@/lib/adapters/store/store'
import { patchOf } from '@/lib/core/patch/__fixtures__/proposals'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { putEmptyStore } from '@/test/empty-store'
import { chainId, openReplayChain, type ReplayChain } from './__fixtures__/replay-chain'

const timelock = { chainId, address: `0x${'11'.repeat(20)}` } as const
const name = 'ReplayLedger'
/** More than run in one turn. */
const count = 130

let anvil: Anvil
let chain: ReplayChain
let proxy: Address
let input: ReviewInput
/** What a run without a break comes to. */
let clean: string
let store: Store
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suture-replays-'))
  await putEmptyStore(folder)
  store = await openStore({ directory: folder })
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 })
  chain = openReplayChain(anvil)
  proxy = await chain.deployProxy(name)
  const to = await chain.deploy('ReplayLedgerFee')
  for (let at = 0; at < count; at++) {
    await chain.send({ to: proxy, name, call: 'record', args: [BigInt(at + 1)] })
  }
  const block = await readBlock(chain.reader, { chainId })
  const subject = { kind: 'upgrade', proxy, to } as const
  input = await resolveInput(chain.reader, { chainId, block, subject, deploymentBlock: 0 })
}, 400_000)
afterAll(async () => {
  await anvil?.stop()
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})
/** Each test is about another patch. */
let key: Hash
let tests = 0
beforeEach(() => {
  key = `0x${String(++tests).padStart(64, '0')}`
  input = { ...input, protocol: { ...input.protocol, name: `Protocol ${tests}` } }
})

function contextOf(rpcUrl = anvil.rpcUrl): ReplayContext {
  return {
    store,
    config: { replay: { last: count, maximum: 500, automatic: 0 } },
    clientFor: () => chain.reader,
    forkUrlFor: async () => rpcUrl,
    replayForks: createForks({ concurrency: 1 }),
  }
}

const read = (context = contextOf()) => readReplayOfPatch(context, { timelock, key, input })
const ended = async () => await runningReplays(store).get(replayName(timelock, key))?.ended

async function replayed(context = contextOf()): Promise<string> {
  startReplay(context, { timelock, key, input })
  await ended()
  const { last, stopped } = await read()
  if (!last) throw new Error(`There is no replay. ${stopped?.problem}`)
  return serializeReplayReport(last.report)
}

/** Lets one begin and stops it when it has found some, not all. */
async function stopHalfway(): Promise<void> {
  startReplay(contextOf(), { timelock, key, input })
  const running = runningReplays(store).get(replayName(timelock, key))
  while (running && running.outcomes.size === 0) {
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  expect(await cancelReplay(contextOf(), { timelock, key })).toBe(true)
}

test('default', async () => {
  expect(await read()).toEqual({ last: undefined, progress: undefined, stopped: undefined })
  startReplay(contextOf(), { timelock, key, input })
  expect((await read()).progress).toMatchObject({ phase: 'search', last: count, outcomes: [] })
  await ended()
  const { last, progress, stopped } = await read()
  expect({ progress, stopped }).toEqual({ progress: undefined, stopped: undefined })
  expect(last?.report.replay.counts).toMatchObject({ different: count })
  expect(last?.report.findings.map(({ check, verdict }) => [check, verdict])).toEqual([
    ['DR-01', 'fail'],
    ['DR-02', 'pass'],
    ['DR-03', 'pass'],
    ['DR-04', 'fail'],
  ])
  expect(last?.report.verdict).toBe('fail')
  if (!last) throw new Error('There is no replay.')
  clean = serializeReplayReport(last.report)
  expect(serializeReplayReport(parseReplayReport(clean))).toBe(clean)
})

test('behavior: one that was stopped goes on after a restart and comes to the same bytes', async () => {
  await stopHalfway()
  await store.close()
  store = await openStore({ directory: folder })
  const { stopped, progress } = await read()
  expect(progress).toBeUndefined()
  expect(stopped).toMatchObject({ why: 'cancelled', last: count, total: count })
  expect(stopped?.done).toBeGreaterThan(0)
  expect(stopped?.done).toBeLessThan(count)
  const resumed = await replayed()
  expect((await read()).stopped).toBeUndefined()
  expect(resumed).toBe(clean.replaceAll('Protocol 1', `Protocol ${tests}`))
})

test('behavior: one whose process has gone goes on when somebody looks, not before it is lost', async () => {
  await stopHalfway()
  const row = await readReplayRun(store, { subject: replayName(timelock, key) })
  if (!row) throw new Error('There is no run.')
  await beginReplayRun(store, { ...row, now: new Date() })
  expect((await read()).stopped).toMatchObject({ why: 'interrupted' })
  await beginReplayRun(store, { ...row, now: new Date(Date.now() - 100_000) })
  expect((await read()).progress).toBeDefined()
  await ended()
  expect((await read()).last?.report.replay.counts).toMatchObject({ different: count })
})

test.each([
  ['operator', 'pass'],
  ['proposer', 'fail'],
] as const)('behavior: what the %s announced: %s', async (by, verdict) => {
  const changes = [{ reason: 'fees are counted', selector: toFunctionSelector('record(uint256)') }]
  const expects = by === 'operator' ? { changes } : undefined
  const patch = by === 'proposer' ? patchOf('Fees', { changes }) : undefined
  input = { ...input, patch, protocol: { ...input.protocol, expects } }
  const { replay, findings } = parseReplayReport(await replayed())
  expect(replay.groups.map(({ declared }) => declared)).toEqual([
    { by, reason: 'fees are counted' },
  ])
  expect(findings.find(({ check }) => check === 'DR-01')?.verdict).toBe(verdict)
})

test('behavior: a node that fails is told, and nothing passes', async () => {
  startReplay(contextOf('http://127.0.0.1:9'), { timelock, key, input })
  await ended()
  const { last, stopped } = await read()
  if (last) expect(last.report.verdict).toBe('unknown')
  else expect(stopped).toMatchObject({ why: 'failed' })
})

test('error: a count beyond the bounds', () => {
  const start = (last: number) => startReplay(contextOf(), { timelock, key, input, last })
  for (const last of [0, 501, 1.5, Number.NaN]) expect(() => start(last)).toThrow(ReplayCountError)
  expect(runningReplays(store).size).toBe(0)
})
