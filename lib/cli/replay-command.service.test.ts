import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, pad } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { openReplayChain, type ReplayChain } from '@/lib/actions/replay/__fixtures__/replay-chain'
import { parseSavedReplay } from '@/lib/core/replay/parse-replay'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { hashReport } from '@/lib/core/report/serialize-report'
import type { CommandIo } from './command'
import { nodeIo } from './node-io'
import { runSuture } from './run-suture'

const name = 'ReplayLedger'
let anvil: Anvil
let chain: ReplayChain
let folder: string
let proxy: Address
let fee: Address

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suture-replay-'))
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 })
  chain = openReplayChain(anvil)
  proxy = await chain.deployProxy(name)
  fee = await chain.deploy('ReplayLedgerFee')
  for (const amount of [1n, 2n, 3n]) {
    await chain.send({ to: proxy, name, call: 'record', args: [amount] })
  }
}, 400_000)
afterAll(async () => {
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function replay(to: Address, options: readonly string[], other: Partial<CommandIo> = {}) {
  const written = { out: '', error: '' }
  const io = {
    ...nodeIo(),
    writeOut: (text: string) => {
      written.out += text
    },
    writeError: (text: string) => {
      written.error += text
    },
    ...other,
  }
  const line = ['replay', `${proxy}=${to}`, '--rpc', anvil.rpcUrl, ...options]
  return { code: await runSuture(line, io), ...written }
}

const replayIn = (json: string) => parseReplayReport(json).replay

function fileOf(file: string, value: unknown): string {
  const path = join(folder, file)
  writeFileSync(path, JSON.stringify(value))
  return path
}

test('default', async () => {
  const { code, out, error } = await replay(fee, ['--last', '3'])
  const told = out.replace(/0x[0-9a-f]{64}/g, '0x…').replace(/0x[0-9a-fA-F]{40}/g, '0x…')
  expect(told).toMatchInlineSnapshot(`
    "Replay up to block 6 of chain 31337

      Proxy   0x…: 0x… → 0x…
      Mode    exact
      Source  the last 3 of 3 wanted, by traces and events, in blocks 0 to 6
      Run     3 on what the node traced of each

    Transactions
      different  3

    1. different: 3 × 0x2c16cd8a of 0x…
       event 0x… of 0x… is new
       writes slot 0x3 of 0x… otherwise
       not announced
       first in 0x…
         event new: 0x… 0x… 0x…
         storage 0x… 0x…: 0x… → 0x…

    Gas
      0x2c16cd8a  0x…  3 ×  48450 → 72013  +48.6 %, at most 71250 → 94813

    fail: transactions have another effect that the operator did not announce.
    "
  `)
  expect(error).toContain('3 of 3 transactions, 3 differ')
  expect(code).toBe(1)
})

test('behavior: the same bytes again, as they are read', async () => {
  const [one, two] = [
    await replay(fee, ['--format', 'json']),
    await replay(fee, ['--format', 'json']),
  ]
  expect(one.out).toBe(two.out)
  expect(`${serializeReplayReport(parseReplayReport(one.out))}\n`).toBe(one.out)
})

test('behavior: what the operator announced does not fail', async () => {
  const { out } = await replay(fee, ['--format', 'json', '--last', '3'])
  const topics = replayIn(out).groups[0]?.examples[0]?.differences[0]
  const event = topics?.kind === 'event' ? topics.topics[0] : undefined
  const meant = fileOf('expected.json', [{ reason: 'fees are counted', events: [event] }])
  const other = fileOf('other.json', [{ reason: 'another', selector: '0x12345678' }])
  const announced = await replay(fee, ['--last', '3', '--expected', meant])
  expect(announced.out).toContain('announced by the operator: fees are counted')
  expect(announced.code).toBe(0)
  expect((await replay(fee, ['--last', '3', '--expected', other])).code).toBe(1)
})

async function verify(path: string, ...options: readonly string[]) {
  const written = { out: '', error: '' }
  const io = {
    ...nodeIo(),
    writeOut: (text: string) => {
      written.out += text
    },
    writeError: (text: string) => {
      written.error += text
    },
  }
  const line = ['verify', path, '--rpc', anvil.rpcUrl, ...options]
  return { code: await runSuture(line, io), ...written }
}

test('behavior: verify comes to the same, and tells what was changed', async () => {
  const meant = fileOf('meant.json', [{ reason: 'fees', selector: '0x2c16cd8a' }])
  const options: string[][] = [
    ['--last', '2', '--expected', meant],
    ['--mode', 'screening'],
  ]
  for (const [at, one] of options.entries()) {
    const { out: json } = await replay(fee, ['--format', 'json', ...one])
    const path = join(folder, `verify-${at}.json`)
    writeFileSync(path, json)
    expect(await verify(path)).toMatchObject({
      code: 0,
      out: `The same. Replay ${hashReport(json.trim())}\n`,
    })
    const given = JSON.parse(json)
    const [group] = given.replay.groups
    const left = { ...given.replay, groups: [{ ...group, outcome: 'newly succeeds' }] }
    const changed = fileOf(`changed-${at}.json`, { ...given, replay: left })
    const told = await verify(changed)
    expect(told.code).toBe(1)
    expect(told.out).toContain('replay.groups[0].outcome')
  }
})

test('behavior: verify asks for what was not found, and looks no further back than was looked', async () => {
  const { transactions } = replayIn((await replay(fee, ['--format', 'json'])).out)
  const missing = `0x${'77'.repeat(32)}`
  const list = fileOf('missing.json', [missing, transactions.at(-1)?.hash])
  const [safe, timelock] = [pad('0x5afe', { size: 20 }), pad('0x10c4', { size: 20 })]
  const protocol = { name: 'Ledger', chainId: 31_337, safe, timelock, deploymentBlock: 4 }
  const chains = [{ id: 31_337, name: 'Local', rpcUrls: [anvil.rpcUrl] }]
  const config = fileOf('config.json', { chains, protocols: [protocol] })
  const configured = ['--config', config, '--safe', safe]
  const lines: [string[], object][] = [
    [['--transactions', list], { kind: 'list', missing: [missing] }],
    [configured, { fromBlock: 4n }],
    [[...configured, '--from-block', '5'], { fromBlock: 5n }],
  ]
  for (const [options, source] of lines) {
    const { out: json } = await replay(fee, ['--format', 'json', ...options])
    expect(replayIn(json).source).toMatchObject(source)
    const path = join(folder, 'again.json')
    writeFileSync(path, json)
    expect((await verify(path)).out).toBe(`The same. Replay ${hashReport(json.trim())}\n`)
  }
})

test('error: verify by an engine that replays nothing', async () => {
  const path = join(folder, 'engine.json')
  writeFileSync(path, (await replay(fee, ['--last', '1', '--format', 'json'])).out)
  const { code, error } = await verify(path, '--engine', 'eth_simulateV1')
  expect(error).toContain('A replay is not made by eth_simulateV1.')
  expect(code).toBe(2)
})

test('behavior: a list of transactions, and those of an earlier replay', async () => {
  const first = await replay(fee, ['--last', '2', '--format', 'json'])
  const path = join(folder, 'earlier.json')
  writeFileSync(path, first.out)
  const again = await replay(fee, ['--transactions', path, '--format', 'json'])
  const hashes = replayIn(first.out).transactions.map(({ hash }) => hash)
  expect(replayIn(again.out).transactions.map(({ hash }) => hash)).toEqual(hashes)
  const one = fileOf('list.json', [hashes[1]])
  expect(
    replayIn((await replay(fee, ['--transactions', one, '--format', 'json'])).out),
  ).toMatchObject({
    source: { kind: 'list' },
    counts: { different: 1 },
  })
})

test('behavior: stopped, it goes on where it was and comes to the same', async () => {
  const whole = await replay(fee, ['--format', 'json'])
  const path = join(folder, 'run.jsonl')
  // As a run leaves it that was stopped after the first result, in the middle of the second.
  await replay(fee, ['--format', 'json', '--resume', path])
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, `${lines.slice(0, 2).join('\n')}\n${lines[2]?.slice(0, 20)}`)
  const resumed = await replay(fee, ['--format', 'json', '--resume', path])
  expect(resumed.error).toMatch(/^1 of 4 transactions/)
  expect(resumed.out).toBe(whole.out)
  const saved = parseSavedReplay(readFileSync(path, 'utf8'))
  expect(saved.results).toHaveLength(4)
  expect(new Set(saved.results.map(({ hash }) => hash)).size).toBe(4)
})

test('behavior: Ctrl-C stops it', async () => {
  const path = join(folder, 'stopped.jsonl')
  let interrupt = () => {}
  let released = false
  const { code, out, error } = await replay(fee, ['--resume', path], {
    onInterrupt: (listener) => {
      interrupt = listener
      return () => {
        released = true
      }
    },
    // When the transactions are known and before any was run.
    writeFile: (...args) => {
      nodeIo().writeFile(...args)
      interrupt()
    },
  })
  expect({ code, out, released }).toEqual({ code: 130, out: '', released: true })
  expect(error).toContain(`--resume ${path} goes on with it.`)
  expect((await replay(fee, ['--resume', path])).code).toBe(1)
})

test('error: the file of another replay', async () => {
  const path = join(folder, 'other.jsonl')
  await replay(fee, ['--resume', path])
  const { code, error } = await replay(await chain.deploy('ReplayLedgerTwin'), ['--resume', path])
  expect(error).toContain('The file to resume is of another replay.')
  expect(code).toBe(2)
})

test('error: nothing to replace', async () => {
  const { code, error } = await replay(proxy, [
    '--transactions',
    fileOf('no.json', { schema: 'x' }),
  ])
  expect(error).toContain('This is not a replay.')
  expect(code).toBe(3)
})
