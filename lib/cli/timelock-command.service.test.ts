import type { Address, Hash } from 'viem'
import { encodeFunctionData, parseAbi, zeroAddress } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deployContract } from '@/demo/world/deploy-contract'
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
import { startRpcProxy } from '@/test/start-rpc-proxy'
import { nodeIo } from './node-io'
import { runSuture } from './run-suture'

let world: World
let timelock: Address
beforeAll(async () => {
  world = await startWorld()
  const artifact = generationArtifacts.find(({ version }) => version === '4.3.0')
  if (!artifact) throw new Error('There is none.')
  timelock = await deployGeneration(world, artifact, { executors: [zeroAddress] })
  const done = contentOf()
  await schedule(world, timelock, done)
  const gone = contentOf({ kind: 'batch' })
  await cancel(world, timelock, await schedule(world, timelock, gone))
  await wait(world, 100n)
  await execute(world, timelock, done)
  const parent = contentOf({ kind: 'batch', calls: [] })
  const parentId = await schedule(world, timelock, parent)
  await schedule(world, timelock, contentOf({ predecessor: parentId }))
  const refuser = await deployContract(world.client, {
    from: stranger,
    name: 'Refuser',
    file: 'TimelockTargets',
  })
  const refuse = encodeFunctionData({ abi: parseAbi(['function refuse()']) })
  const calls = [{ target: refuser, value: 0n, data: refuse }]
  await schedule(world, timelock, contentOf({ calls }))
  await wait(world, 100n)
})
afterAll(() => world?.stop())

const run = (...args: string[]) => runAt(world.rpcUrl, ...args)

async function runAt(rpcUrl: string, ...args: string[]) {
  const out: string[] = []
  const errors: string[] = []
  const io = {
    ...nodeIo(),
    writeOut: (text: string) => void out.push(text),
    writeError: (text: string) => void errors.push(text),
  }
  const code = await runSuture(['timelock', ...args, '--rpc', rpcUrl], io)
  return { code, out: out.join(''), errors: errors.join('') }
}

describe('suture timelock', () => {
  test('default', async () => {
    const { code, out, errors } = await run(timelock, '--search-blocks', '1000')
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(out).toContain('openzeppelin 4.1 to 4.3.0')
    expect(out).toContain('critical: Anyone can take over this timelock at once.')
    expect(out).toContain('minDelay from 0 to 100 seconds')
    expect(out).toContain('Operations: 5')
    for (const standing of ['executed', 'cancelled', 'blocked, from 2', 'ready, from 2']) {
      expect(out).toMatch(new RegExp(`^  0x[0-9a-f]{64} ${standing}`, 'm'))
    }
    expect(out).toContain('    no calls')
    // This version does not say why a call reverts; the trace does.
    expect(out).toMatch(/! executed now it would revert at 0x[0-9a-fA-F]{40} with 0x/)
    expect(out).toContain('    ! call 1 goes to an address without code')
    expect(out).not.toContain('salt unknown')
    expect(out).not.toContain('were not searched')
  })

  test('behavior: of a node that leaves out the beginning of ranges, or gives its events in disorder, the same', async () => {
    const node = await startRpcProxy(world.rpcUrl)
    try {
      await world.client.mine({ blocks: 40 })
      const { out } = await run(timelock)
      for (const isCut of [true, false]) {
        node.rewrite = ({ method, params }, { result }) => {
          if (method !== 'eth_getLogs') return undefined
          const [{ toBlock }] = params as [{ toBlock: Hash }]
          const logs = result as { blockNumber: Hash }[]
          if (!isCut) return { result: [...logs.toReversed(), ...logs] }
          const from = BigInt(toBlock) - 15n
          return { result: logs.filter(({ blockNumber }) => BigInt(blockNumber) > from) }
        }
        expect((await runAt(node.url, timelock)).out).toBe(out)
      }
    } finally {
      await node.stop()
    }
  })

  test('args: search-blocks: what is not searched is said', async () => {
    const { out } = await run(timelock)
    expect(out).toContain('Operations: 4')
    expect(out).toContain('no blocks were searched')
  })

  test('args: format: the same bytes each time', async () => {
    const head = await getBlockNumber(world.client)
    const block = ['--block', `${head - 1n}`, '--format', 'json']
    const [one, other] = [await run(timelock, ...block), await run(timelock, ...block)]
    expect(one).toEqual(other)
    expect(JSON.parse(one.out)).toMatchObject({ detection: { generation: '4.1 to 4.3.0' } })
  })

  test('error: what is no timelock, and nonsense', async () => {
    const person = await run(stranger)
    expect(person.code).toBe(3)
    expect(person.errors).toContain('What stands at this address is no timelock.')
    expect(person.errors).toContain('No code stands at this address')
    expect((await run('0x1234')).code).not.toBe(0)
    const elsewhere = await run(`eth:${timelock}`)
    expect(elsewhere.code).toBe(3)
    expect(elsewhere.errors).toContain('This address is of chain 1, not of chain 31337.')
    expect((await run(`eip155:31337:${timelock}`)).code).toBe((await run(timelock)).code)
    expect((await run()).code).toBe(2)
  })
})
