import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { startRpcProxy } from '@/test/start-rpc-proxy'
import { createForks } from './forks'
import { type Fork, withFork } from './open-fork'
import { runTransaction } from './run-transaction'

let anvil: Anvil
const forks = createForks()

beforeAll(async () => {
  anvil = await startAnvil()
  await anvilClient(anvil.rpcUrl).mine({ blocks: 3 })
})
afterAll(() => anvil.stop())

const at = () => ({ rpcUrl: anvil.rpcUrl, blockNumber: 2n })

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('suture-fork-'))

test('default', async () => {
  const before = folders()
  const { pid, engine, number, accounts } = await withFork(forks, at(), async (fork) => ({
    pid: fork.pid,
    engine: fork.engine,
    number: await fork.request('eth_blockNumber', []),
    accounts: await fork.request('eth_accounts', []),
  }))
  expect(engine).toMatch(/^anvil\//)
  expect(number).toBe('0x2')
  expect(accounts).toEqual([])
  expect(isRunning(pid)).toBe(false)
  expect(folders()).toEqual(before)
})

test('behavior: a transaction by somebody who has nothing', async () => {
  const from = '0x73f8e1B0d24Bf2827270d7999db85E695D896228'
  const to = demoAccount(1).address
  const { timestamp } = await getBlock(anvilClient(anvil.rpcUrl))
  const { transaction, diff } = await withFork(forks, at(), (fork) =>
    runTransaction(fork, { from, to, data: '0x', gas: 100_000n, timestamp: timestamp + 100n }),
  )
  expect(transaction).toMatchObject({ succeeded: true, gasUsed: 21_000n, logs: [], transfers: [] })
  expect(transaction.frames).toMatchObject({ known: true, value: [{ depth: 0, kind: 'CALL', to }] })
  // Nothing but the number of the transaction, which is ours.
  expect(diff).toEqual({ known: true, value: new Map() })
})

test('error: killed while it works', async () => {
  const killed = withFork(forks, at(), async ({ pid, request }) => {
    process.kill(pid, 'SIGKILL')
    await sleep(100)
    return await request('eth_blockNumber', [])
  })
  await expect(killed).rejects.toMatchObject({
    name: 'ForkError',
    shortMessage: 'The fork did not answer eth_blockNumber.',
  })
})

test('error: what goes wrong in the work goes on, and the fork is gone', async () => {
  const mistake = new Error('a mistake of ours')
  let pid = 0
  const failed = withFork(forks, at(), (fork) => {
    pid = fork.pid
    throw mistake
  })
  await expect(failed).rejects.toBe(mistake)
  expect(isRunning(pid)).toBe(false)
})

test('error: cancelled', async () => {
  const controller = new AbortController()
  let pid = 0
  const cancelled = withFork(forks, { ...at(), signal: controller.signal }, async (fork) => {
    pid = fork.pid
    controller.abort(new Error('The reader has gone.'))
    return await fork.request('eth_blockNumber', [])
  })
  await expect(cancelled).rejects.toThrow('The reader has gone.')
  expect(isRunning(pid)).toBe(false)
})

test('error: a node that is not there, its key kept', async () => {
  const rpcUrl = 'http://127.0.0.1:9/v2/secret-key'
  const failed = withFork(forks, { rpcUrl, blockNumber: 2n }, async () => undefined)
  const error = await failed.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'ForkError', shortMessage: 'The fork did not start.' })
  expect(String(error)).not.toContain('secret-key')
})

test('error: an answer of more bytes than allowed', async () => {
  const small = createForks({ limits: { answer: 100 } })
  const failed = withFork(small, at(), ({ request }) =>
    request('eth_getBlockByNumber', ['latest', false]),
  )
  await expect(failed).rejects.toThrow('more than 100 bytes')
})

test('behavior: no more at one time than allowed; who is cancelled while waiting starts none', async () => {
  const one = createForks({ concurrency: 1 })
  let running = 0
  let most = 0
  const work = async (fork: Fork) => {
    running += 1
    most = Math.max(most, running)
    await fork.request('eth_blockNumber', [])
    running -= 1
  }
  const controller = new AbortController()
  const first = withFork(one, at(), work)
  const gone = withFork(one, { ...at(), signal: controller.signal }, work)
  const third = withFork(one, at(), work)
  controller.abort(new Error('The reader has gone.'))
  await expect(gone).rejects.toThrow('The reader has gone.')
  await Promise.all([first, third])
  expect(most).toBe(1)
})

test('behavior: two chains of one id do not see each other’s storage', async () => {
  const other = await startAnvil()
  try {
    const address = demoAccount(1).address
    await anvilClient(other.rpcUrl).setBalance({ address, value: 7n })
    await anvilClient(other.rpcUrl).mine({ blocks: 2 })
    const balance = (rpcUrl: string) =>
      withFork(forks, { rpcUrl, blockNumber: 2n }, ({ request }) =>
        request('eth_getBalance', [address, 'latest']),
      )
    expect(await balance(anvil.rpcUrl)).not.toBe('0x7')
    expect(await balance(other.rpcUrl)).toBe('0x7')
  } finally {
    await other.stop()
  }
})

test('behavior: reads the state of the block, whatever comes after', async () => {
  const node = await startRpcProxy(anvil.rpcUrl)
  try {
    const address = demoAccount(2).address
    await withFork(forks, { rpcUrl: node.url, blockNumber: 2n }, ({ request }) =>
      request('eth_getBalance', [address, 'latest']),
    )
    const blocks = node.requests.flatMap(({ params }) =>
      params.filter((param) => /^(0x[0-9a-f]{1,8}|latest)$/.test(String(param))),
    )
    expect(new Set(blocks)).toEqual(new Set(['0x2']))
  } finally {
    await node.stop()
  }
})

test('behavior: it does not outlive a process that is killed', async () => {
  const script = `
    import { createForks } from '@/lib/adapters/fork/forks'
    import { withFork } from '@/lib/adapters/fork/open-fork'
    void withFork(createForks(), { rpcUrl: '${anvil.rpcUrl}', blockNumber: 2n }, async ({ pid }) => {
      console.log('fork', pid)
      await new Promise((resolve) => setTimeout(resolve, 100_000))
    })`
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
  let said = ''
  for await (const chunk of parent.stdout) {
    said += String(chunk)
    if (/fork \d+/.test(said)) break
  }
  const pid = Number(/fork (\d+)/.exec(said)?.[1])
  expect(isRunning(pid)).toBe(true)
  parent.kill('SIGKILL')
  for (let look = 0; look < 100 && isRunning(pid); look += 1) await sleep(50)
  expect(isRunning(pid)).toBe(false)
})
