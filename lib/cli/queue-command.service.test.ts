import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, zeroAddress, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { indexContextOf } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  cancel,
  contentOf,
  deployGeneration,
  execute,
  schedule,
  startWorld,
  stranger,
  type World,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { type ServedApi, serveApi } from '@/test/serve-api'
import { startRpcProxy } from '@/test/start-rpc-proxy'
import { nodeIo } from './node-io'
import { runSuture } from './run-suture'

const chainId = 31_337
const directory = mkdtempSync(join(tmpdir(), 'suture-queue-'))
let world: World
let timelock: Address
let ready: string
let api: ServedApi
let context: ServerContext

beforeAll(async () => {
  world = await startWorld()
  const artifact = generationArtifacts.find(({ version }) => version === '5.0.2')
  if (!artifact) throw new Error('There is none.')
  timelock = await deployGeneration(world, artifact, { executors: [zeroAddress] })
  const done = contentOf()
  await schedule(world, timelock, done)
  await cancel(world, timelock, await schedule(world, timelock, contentOf({ kind: 'batch' })))
  await wait(world, 100n)
  await execute(world, timelock, done)
  ready = await schedule(world, timelock, contentOf())
  await wait(world, 100n)
  const rpcUrls = [world.rpcUrl]
  const configured = { safe: stranger, timelock: zeroAddress, chainId, name: 'One' }
  const config = { chains: [{ id: chainId, name: 'Anvil', rpcUrls }], protocols: [configured] }
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
  process.env.SUTURE_CONFIG = join(directory, 'config.json')
  process.env.SUTURE_DATA_DIR = directory
  context = await getServerContext()
  api = await serveApi()
})
afterAll(async () => {
  await api?.stop()
  await context?.store.close()
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  await world?.stop()
  rmSync(directory, { recursive: true, force: true })
})

function start(...args: string[]) {
  const out: string[] = []
  const errors: string[] = []
  let interrupt = () => {}
  const io = {
    ...nodeIo(),
    writeOut: (text: string) => void out.push(text),
    writeError: (text: string) => void errors.push(text),
    onInterrupt: (listener: () => void) => {
      interrupt = listener
      return () => {}
    },
  }
  return { out, errors, code: runSuture(args, io), interrupt: () => interrupt() }
}

async function run(...args: string[]) {
  const { out, errors, code } = start(...args)
  return { code: await code, out: out.join(''), errors: errors.join('') }
}

const place = () => `${chainId}:${timelock}`
const fromNode = () => ['--timelock', place(), '--rpc', world.rpcUrl]
const fromInstance = () => ['--timelock', place(), '--from', api.origin]

async function index(): Promise<void> {
  const of = { timelock: { chainId, address: timelock } }
  await indexTimelock(indexContextOf(context), of)
  await reconcileOperations(indexContextOf(context), { ...of, everyBlocks: 0n, limit: 100 })
}

describe('suture queue', () => {
  test('default: from a node alone', async () => {
    const { code, out, errors } = await run('queue', ...fromNode())
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    const lines = out.trimEnd().split('\n')
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
      'cancelled',
      'executed',
      'ready',
    ])
    expect(lines.find((line) => line.startsWith('ready'))).toContain(`${ready}  ${place()}  1 call`)
  })

  test('behavior: an instance says the same, once it follows the timelock', async () => {
    const before = await run('queue', ...fromInstance())
    expect(before.code).toBe(3)
    expect(before.errors).toContain('This timelock is not followed here.')
    const url = `${api.origin}/api/v1/timelocks/${chainId}/${timelock}`
    expect((await fetch(url, { method: 'POST' })).status).toBe(201)
    await index()
    const [asked, own] = [
      await run('queue', ...fromInstance(), '--json'),
      await run('queue', ...fromNode(), '--json'),
    ]
    const { operations } = JSON.parse(asked.out)
    expect(operations).toHaveLength(3)
    const plain = ({ isFinal: _, told: __, ...rest }: Record<string, unknown>) => rest
    expect(operations.map(plain)).toEqual(JSON.parse(own.out).operations.map(plain))
  })

  test('behavior: a batch without calls, of which no event tells, is found; without its block, that is said', async () => {
    const [artifact] = generationArtifacts.slice(-1)
    if (!artifact) throw new Error('There is none.')
    const silent = await deployGeneration(world, artifact)
    const id = await schedule(
      world,
      silent,
      contentOf({ kind: 'batch', calls: [], salt: zeroHash }),
    )
    await world.client.mine({ blocks: 150 })
    const of = ['queue', '--timelock', `${chainId}:${silent}`, '--rpc']
    const { code, out, errors } = await run(...of, world.rpcUrl)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(out).toMatch(new RegExp(`^(waiting|ready)  .*${id}`))
    const node = await startRpcProxy(world.rpcUrl)
    try {
      // One that knows no past.
      node.rewrite = ({ method }) =>
        method === 'eth_getProof' ? { error: { code: -32_601, message: 'not served' } } : undefined
      const past = await run(...of, node.url)
      expect(past).toMatchObject({ code: 0, out: 'No operation is like that.\n' })
      expect(past.errors).toMatch(
        /^Not all is known of .*: Blocks \d+ to \d+ were not searched for batches without calls, of which no event tells\.\n$/,
      )
    } finally {
      await node.stop()
    }
  })

  test('args: state', async () => {
    const { out } = await run('queue', ...fromNode(), '--state', 'ready,waiting')
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    const { out: none } = await run('queue', ...fromNode(), '--state', 'stale')
    expect(none).toBe('No operation is like that.\n')
  })

  test('args: what operations have to be like', async () => {
    const count = async (...args: string[]) =>
      JSON.parse((await run(...args)).out).operations.length
    const asked = ['queue', ...fromInstance(), '--json']
    expect(await count(...asked, '--target', stranger)).toBe(3)
    expect(await count(...asked, '--target', zeroAddress)).toBe(0)
    expect(await count(...asked, '--proposer', stranger)).toBe(0)
    expect(await count(...asked, '--q', ready.slice(0, 12))).toBe(1)
    expect(await count(...asked, '--q', 'approve')).toBe(0)
    expect(await count(...asked, '--selector', 'setFee(uint256)')).toBe(0)
    expect(await count(...asked, '--risk', 'upgrade')).toBe(0)
    const unknown = await run(...asked, '--q', 'upgrad', '--selector', 'fee')
    expect(unknown.code).toBe(2)
    expect(unknown.errors).toContain('“upgrad” is neither hexadecimal digits nor the name')
    expect(unknown.errors).toContain('“fee” is neither a selector')
    const [artifact] = generationArtifacts.slice(-1)
    if (!artifact) throw new Error('There is none.')
    const upgrading = await deployGeneration(world, artifact)
    const data = `0x3659cfe6${'0'.repeat(64)}` as const
    const calls = [{ target: stranger, value: 0n, data }]
    const id = await schedule(world, upgrading, contentOf({ calls }))
    await schedule(world, upgrading, contentOf())
    const queue = ['queue', '--timelock', `${chainId}:${upgrading}`, '--rpc', world.rpcUrl]
    for (const like of [
      ['--q', 'upgradeTo'],
      ['--selector', 'upgradeTo(address)'],
    ]) {
      const { out } = await run(...queue, ...like)
      expect(out).toContain(id)
      expect(out.trimEnd().split('\n')).toHaveLength(1)
    }
  })

  test('error: what is not understood', async () => {
    expect(await run('queue')).toMatchObject({ code: 2 })
    expect(await run('queue', ...fromNode(), '--from', api.origin)).toMatchObject({ code: 2 })
    const state = await run('queue', ...fromNode(), '--state', 'redy')
    expect(state.code).toBe(2)
    expect(state.errors).toContain('Expected one or more of ready, overlooked')
    expect(await run('queue', '--rpc', world.rpcUrl)).toMatchObject({ code: 2 })
    const elsewhere = await run('queue', '--rpc', world.rpcUrl, '--timelock', `1:${timelock}`)
    expect(elsewhere.errors).toContain('another chain')
    const nobody = `${chainId}:${stranger}`
    const person = await run('queue', '--rpc', world.rpcUrl, '--timelock', nobody)
    expect(person).toMatchObject({ code: 3 })
    expect(person.errors).toContain('No code stands at this address')
    const strange = await run('queue', '--from', world.rpcUrl)
    expect(strange.code).toBe(3)
  })
})

const emptyList = { operations: [], coverage: { timelocks: 0, incomplete: [] } }

/** What says it is an instance. */
async function serve(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://127.0.0.1:${port}`, stop }
}

describe('suture watch', () => {
  const until = (isSo: () => boolean) => expect.poll(isSo, { timeout: 30_000 }).toBe(true)

  test('default: from a node, until what it was to fail on', async () => {
    const watching = start('watch', ...fromNode(), '--every', '1', '--fail-on', 'cancelled')
    await until(() => watching.errors.join('').includes('Watching 3'))
    const id = await schedule(world, timelock, contentOf())
    await until(() => watching.out.length > 0)
    expect(watching.out[0]).toMatch(new RegExp(`^scheduled  ${id}  ${place()}  20`))
    await cancel(world, timelock, id)
    expect(await watching.code).toBe(1)
    expect(watching.out.at(-1)).toContain(`cancelled  ${id}`)
  })

  test('behavior: from an instance, as JSON, until Ctrl-C', async () => {
    await index()
    const watching = start('watch', ...fromInstance(), '--every', '1', '--json')
    await until(() => watching.errors.join('').includes('Watching 4'))
    const id = await schedule(world, timelock, contentOf())
    await index()
    await until(() => watching.out.length > 0)
    expect(JSON.parse(watching.out[0] ?? '')).toMatchObject({ change: 'scheduled', id })
    watching.interrupt()
    expect(await watching.code).toBe(130)
  })

  test('args: since: what has happened while nobody watched', async () => {
    const { timestamp } = await getBlock(world.client)
    // Blocks of the same second would have been there already.
    await world.client.increaseTime({ seconds: 10 })
    const id = await schedule(world, timelock, contentOf())
    await cancel(world, timelock, id)
    const since = ['--since', String(timestamp), '--fail-on', 'cancelled']
    const { code, out } = await run('watch', ...fromNode(), ...since)
    expect(code).toBe(1)
    expect(out).toMatch(new RegExp(`^scheduled  ${id}.*\ncancelled  ${id}.*\n$`))
  })

  test('behavior: cancelled and scheduled again between two looks is told as both', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    await index()
    const { timestamp } = await getBlock(world.client)
    const watching = start('watch', ...fromInstance(), '--every', '1')
    await until(() => watching.errors.join('').includes('Watching '))
    await world.client.increaseTime({ seconds: 10 })
    await cancel(world, timelock, id)
    await schedule(world, timelock, content)
    // The instance learns of both at once, and so does whoever asks it.
    await index()
    await until(() => watching.out.length > 0)
    watching.interrupt()
    await watching.code
    const both = new RegExp(`^cancelled  ${id}.*\nscheduled  ${id}.*\n$`)
    expect(watching.out.join('')).toMatch(both)
    const since = ['--since', String(timestamp), '--fail-on', 'scheduled']
    const { code, out } = await run('watch', ...fromNode(), ...since)
    expect({ code, told: out.match(both) !== null }).toEqual({ code: 1, told: true })
  })

  test('behavior: Ctrl-C does not wait for an answer', async () => {
    let asked = 0
    const { origin, stop } = await serve((_, response) => {
      asked += 1
      if (asked === 1) response.end(JSON.stringify(emptyList))
    })
    const watching = start('watch', '--from', origin, '--every', '1')
    await until(() => asked === 2)
    const before = Date.now()
    watching.interrupt()
    expect(await watching.code).toBe(130)
    expect(Date.now() - before).toBeLessThan(5_000)
    stop()
  })

  test('behavior: words of another instance do nothing to a terminal', async () => {
    const shortMessage = '\u001b]0;owned\u0007\u001b[2JAll is well.'
    const { origin, stop } = await serve((_, response) => {
      response.statusCode = 404
      const error = { name: 'X', shortMessage, facts: [['\u009b31m', '\u202e']], hint: '\u001b[8m' }
      response.end(JSON.stringify({ error }))
    })
    const { code, errors } = await run('queue', '--from', origin)
    stop()
    expect(code).toBe(3)
    expect(errors).toContain('⟨U+001B⟩]0;owned')
    expect(errors.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  test('behavior: an instance sends nobody to another server', async () => {
    let asked = 0
    const { origin, stop } = await serve((_, response) => {
      asked += 1
      const next = `${api.origin}/api/v1/operations?limit=1`
      response.end(JSON.stringify({ ...emptyList, next }))
    })
    const { code, errors } = await run('queue', '--from', origin)
    stop()
    expect(asked).toBe(1)
    expect(code).toBe(3)
    expect(errors).toContain('another server')
  })

  test('error: what is not understood', async () => {
    expect(await run('watch', ...fromNode(), '--since', 'noon')).toMatchObject({ code: 2 })
    expect(await run('watch', ...fromNode(), '--fail-on', 'burnt')).toMatchObject({ code: 2 })
    expect(await run('watch', ...fromNode(), '--every', '0')).toMatchObject({ code: 2 })
  })
})
