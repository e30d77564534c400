import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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
import { serializeReviewInput } from '@/lib/core/report/parse-review-input'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { putEmptyStore } from '@/test/empty-store'
import { startRpcProxy } from '@/test/start-rpc-proxy'
import { chainId, openReplayChain, type ReplayChain } from './__fixtures__/replay-chain'

const timelock = { chainId, address: `0x${'11'.repeat(20)}` } as const
const name = 'ReplayLedger'
/** More than run in one turn. */
const count = 130

let anvil: Anvil
let chain: ReplayChain
let proxy: Address
/** The last transaction. */
let newest: Hash
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
    newest = await chain.send({ to: proxy, name, call: 'record', args: [BigInt(at + 1)] })
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
/** A node that never answers for one transaction. */
async function startHoldingNode(target: string, held: Hash) {
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString('utf8')
    if (body.includes('debug_traceTransaction') && body.includes(held)) return
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(target, { method: 'POST', headers, body })
    outgoing.writeHead(200, headers)
    outgoing.end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

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

const read = (context = contextOf(), mayBegin = true) =>
  readReplayOfPatch(context, { timelock, key, input, mayBegin })
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
  const { progress, stopped } = await read(contextOf(), false)
  expect({ progress, why: stopped?.why }).toEqual({ progress: undefined, why: 'interrupted' })
  expect((await read()).progress).toBeDefined()
  await ended()
  expect((await read()).last?.report.replay.counts).toMatchObject({ different: count })
})

test('behavior: one whose server was killed goes on in the next, and nothing is done twice', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'suture-killed-'))
  const holding = await startHoldingNode(anvil.rpcUrl, newest)
  const parameters = {
    ...{ directory, rpcUrl: holding.url, timelock, key, last: count },
    input: serializeReviewInput(input),
  }
  const script = `import { runReplayingServer } from './lib/actions/replay/__fixtures__/replaying-server.ts'
await runReplayingServer(${JSON.stringify(parameters)})`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  let error = ''
  child.stderr.on('data', (part: Buffer) => {
    error += part
  })
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve())
      child.once('close', () => reject(new Error(error)))
    })
  } finally {
    child.kill('SIGKILL')
    await once(child, 'close')
    await holding.stop()
  }
  const second = await openStore({ directory })
  const node = await startRpcProxy(anvil.rpcUrl)
  try {
    const context = { ...contextOf(node.url), store: second }
    const subject = replayName(timelock, key)
    const row = await readReplayRun(second, { subject })
    if (!row) throw new Error('Nothing was kept.')
    expect(row.done).toBeGreaterThan(0)
    expect(row.done).toBeLessThan(count)
    expect((await read(context)).stopped).toMatchObject({ why: 'interrupted', done: row.done })
    await beginReplayRun(second, { ...row, now: new Date(Date.now() - 100_000) })
    expect((await read(context)).progress).toBeDefined()
    await runningReplays(second).get(subject)?.ended
    const { last, stopped } = await read(context)
    expect(stopped).toBeUndefined()
    if (!last) throw new Error('There is no replay.')
    expect(serializeReplayReport(last.report)).toBe(
      clean.replaceAll('Protocol 1', `Protocol ${tests}`),
    )
    const traced = node.requests.filter(({ method }) => method === 'debug_traceTransaction')
    expect(traced).toHaveLength(count - row.done)
    expect(await readReplayRun(second, { subject })).toBeUndefined()
  } finally {
    await node.stop()
    await second.close()
    rmSync(directory, { recursive: true, force: true })
  }
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
