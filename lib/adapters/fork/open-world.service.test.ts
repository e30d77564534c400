import { type Hex, numberToHex, pad } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { createForks } from './forks'
import { withFork } from './open-fork'
import { openWorld, type World } from './open-world'

const forks = createForks()
const somebody = '0x73f8e1B0d24Bf2827270d7999db85E695D896228'
/** Keeps the number it is called with, or reverts with it if it is odd. */
const keeper = '0x00000000000000000000000000000000000000cc'
// An odd number jumps to its end, which reverts with it; any other is kept, and an event emitted.
const code: Hex = '0x600035806001166014578060005560016000a0005b60005260206000fd'
const number = (value: number) => pad(numberToHex(value), { size: 32 })

let anvil: Anvil
let blockNumber: bigint

beforeAll(async () => {
  anvil = await startAnvil()
  const chain = anvilClient(anvil.rpcUrl)
  await chain.setCode({ address: keeper, bytecode: code })
  await chain.mine({ blocks: 2 })
  blockNumber = await getBlockNumber(chain)
})
afterAll(() => anvil.stop())

const inWorld = <T>(work: (world: World) => Promise<T>) =>
  withFork(forks, { rpcUrl: anvil.rpcUrl, blockNumber }, async (fork) =>
    work(await openWorld(fork)),
  )

test('default', async () => {
  await inWorld(async (world) => {
    expect(await world.codeAt(keeper)).toBe(code)
    expect(await world.balanceOf(demoAccount(1).address)).toBeGreaterThan(0n)
    expect(await world.call({ to: keeper, data: number(3) })).toEqual({
      succeeded: false,
      output: { data: number(3), size: 32 },
    })
    const probe = await world.probe({ from: somebody, to: keeper, data: number(4) })
    expect(probe).toMatchObject({ succeeded: true, logs: [{ topics: [] }] })
    expect([...probe.diff.keys()]).toEqual([keeper])
    expect(probe.diff.get(keeper)?.storage.get(number(0))?.after).toBe(number(4))
    // A question leaves nothing.
    expect(await world.storageAt(keeper, number(0))).toBe(number(0))
  })
})

test('behavior: a play builds upon itself and is undone', async () => {
  await inWorld(async (world) => {
    const seen = await world.play(async ({ send, storageAt, probe }) => {
      const sent = await send({ from: somebody, to: keeper, data: number(6), after: 10n })
      expect(sent.succeeded).toBe(true)
      const { diff } = await probe({ from: somebody, to: keeper, data: number(8) })
      expect(diff.get(keeper)?.storage.get(number(0))?.before).toBe(number(6))
      return await storageAt(keeper, number(0))
    })
    expect(seen).toBe(number(6))
    expect(await world.storageAt(keeper, number(0))).toBe(number(0))
    // What fails within is undone as well.
    const mistake = new Error('a mistake of ours')
    const failed = world.play(async ({ setStorage }) => {
      await setStorage(keeper, number(0), number(9))
      throw mistake
    })
    await expect(failed).rejects.toBe(mistake)
    expect(await world.storageAt(keeper, number(0))).toBe(number(0))
  })
})

test('behavior: a transaction that fails is told of, and its ether stays', async () => {
  await inWorld(async (world) => {
    const from = demoAccount(1).address
    const probe = await world.probe({ from, to: keeper, data: number(5), value: 7n })
    expect(probe).toMatchObject({ succeeded: false, transfers: [], logs: [] })
    expect(probe.diff).toEqual(new Map())
    const paid = await world.probe({ from, to: keeper, data: number(2), value: 7n })
    expect(paid.transfers).toMatchObject([{ amount: 7n }])
  })
})
