import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
  await wait(world, 100n)
})
afterAll(() => world?.stop())

async function run(...args: string[]) {
  const out: string[] = []
  const errors: string[] = []
  const io = {
    ...nodeIo(),
    writeOut: (text: string) => void out.push(text),
    writeError: (text: string) => void errors.push(text),
  }
  const code = await runSuture(['timelock', ...args, '--rpc', world.rpcUrl], io)
  return { code, out: out.join(''), errors: errors.join('') }
}

describe('suture timelock', () => {
  test('default', async () => {
    const { code, out, errors } = await run(timelock, '--search-blocks', '1000')
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(out).toContain('openzeppelin 4.1 to 4.3.0')
    expect(out).toContain('critical: Anyone can take over this timelock at once.')
    expect(out).toContain('minDelay from 0 to 100 seconds')
    expect(out).toContain('Operations: 4')
    for (const standing of ['executed', 'cancelled', 'blocked, from 2', 'ready, from 2']) {
      expect(out).toMatch(new RegExp(`^  0x[0-9a-f]{64} ${standing}`, 'm'))
    }
    expect(out).toContain('    no calls')
    expect(out).toContain('    ! call 1 goes to an address without code')
    expect(out).not.toContain('salt unknown')
    expect(out).not.toContain('were not searched')
  })

  test('args: search-blocks: what is not searched is said', async () => {
    const { out } = await run(timelock)
    expect(out).toContain('Operations: 3')
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
    expect((await run()).code).toBe(2)
  })
})
