import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { indexWorld } from '@/lib/actions/timelock/__fixtures__/index-world'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'

const world = indexWorld()
const { at, contextOf, send, newSalt, schedule, index } = world

const reconcile = (context = contextOf()) =>
  reconcileOperations(context, { timelock: at(), everyBlocks: 0n, limit: 1_000 })

describe('reconcileOperations', () => {
  test('default: the contract has the last word', async () => {
    const first = await schedule()
    const second = await schedule(newSalt(), first.id)
    await world.client.increaseTime({ seconds: 61 })
    await world.client.mine({ blocks: 1 })
    await index()
    expect(await reconcile()).toBe(2)
    const page = await world.operation(second.id)
    expect(page).toMatchObject({
      standing: 'blocked',
      predecessorDone: false,
      told: { known: true },
    })
    expect(await reconcile()).toBe(0)
    await send(encodeExecute(first.content))
    await index()
    expect((await world.operation(second.id))?.standing).toBe('ready')
    await reconcile()
    expect((await world.operation(second.id))?.mismatch).toBeUndefined()
  })

  test('behavior: a contract that contradicts its events is an incident', async () => {
    const { id } = await schedule()
    await index()
    world.nodes[0].rewrite = ({ method }) =>
      method === 'eth_call' ? { result: zeroHash } : undefined
    await reconcile()
    const page = await world.operation(id)
    expect(page?.standing).toBe('unset')
    expect(page?.mismatch).toContain('the contract says')
  })

  test('behavior: what the node refuses is not known, and asked again', async () => {
    const { id } = await schedule()
    await index()
    world.nodes[0].rewrite = ({ method }) =>
      method === 'eth_call' ? { error: { code: -32005, message: 'busy' } } : undefined
    await reconcile()
    const page = await world.operation(id)
    expect(page).toMatchObject({ standing: 'waiting', told: { known: false } })
    world.nodes[0].rewrite = undefined
    await reconcile()
    expect((await world.operation(id))?.told).toMatchObject({ known: true })
  })
})
