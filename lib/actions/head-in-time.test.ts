import { createClient, custom, zeroHash } from 'viem'
import { expect, test, vi } from 'vitest'
import type { Block } from '@/lib/core/chain/snapshot'
import { headInTime } from './head-in-time'

const block: Block = { number: 1n, hash: zeroHash, timestamp: 1n }
const clientOf = () => createClient({ transport: custom({ request: vi.fn() }) })

function openQuestion() {
  let resolve: (block: Block) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<Block>((...both) => {
    ;[resolve, reject] = both
  })
  return {
    ask: vi.fn(() => promise),
    resolve: (answer: Block) => resolve(answer),
    reject: (error: Error) => reject(error),
  }
}

test('default', async () => {
  const told = await headInTime(clientOf(), { ask: async () => block, patience: 1_000 })
  expect(told).toEqual({ isLate: false, block })
})

test('behavior: while one is overdue nobody asks or waits, until it is answered', async () => {
  const [client, first, second] = [clientOf(), openQuestion(), openQuestion()]
  const late = await headInTime(client, { ask: first.ask, patience: 5 })
  expect(late.isLate).toBe(true)
  expect(await headInTime(client, { ask: second.ask, patience: 60_000 })).toEqual(late)
  expect(second.ask).not.toHaveBeenCalled()
  first.resolve(block)
  if (late.isLate) expect(await late.coming).toBe(block)
  second.resolve(block)
  const told = await headInTime(client, { ask: second.ask, patience: 60_000 })
  expect(told).toEqual({ isLate: false, block })
})

test('behavior: who probes asks all the same, and an answer ends the wait of the others', async () => {
  const [client, first, second] = [clientOf(), openQuestion(), openQuestion()]
  await headInTime(client, { ask: first.ask, patience: 5 })
  const silent = await headInTime(client, { ask: second.ask, patience: 5, isProbe: true })
  expect([silent.isLate, second.ask.mock.calls.length]).toEqual([true, 1])
  const told = { isLate: false, block }
  const ask = async () => block
  expect((await headInTime(client, { ask, patience: 1_000 })).isLate).toBe(true)
  expect(await headInTime(client, { ask, patience: 1_000, isProbe: true })).toEqual(told)
  // Though neither of the earlier questions was ever answered.
  expect(await headInTime(client, { ask, patience: 1_000 })).toEqual(told)
})

test('behavior: another chain is asked', async () => {
  await headInTime(clientOf(), { ask: openQuestion().ask, patience: 5 })
  const told = await headInTime(clientOf(), { ask: async () => block, patience: 1_000 })
  expect(told.isLate).toBe(false)
})

test('error: what fails in time is thrown, what fails later is left to who waits for it', async () => {
  const [client, question] = [clientOf(), openQuestion()]
  const ask = async () => await Promise.reject(new Error('refused'))
  await expect(headInTime(client, { ask, patience: 1_000 })).rejects.toThrow('refused')
  const late = await headInTime(client, { ask: question.ask, patience: 5 })
  question.reject(new Error('no answer'))
  if (late.isLate) await expect(late.coming).rejects.toThrow('no answer')
  const told = await headInTime(client, { ask: async () => block, patience: 1_000 })
  expect(told.isLate).toBe(false)
})
