import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startWorker } from './start-worker'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Seconds since the start at which each round began. */
function starts(rounds: readonly (() => Promise<boolean>)[]) {
  const at: number[] = []
  const begun = Date.now()
  const worker = startWorker({
    seconds: 60,
    firstAfter: 5,
    round: async () => {
      at.push((Date.now() - begun) / 1_000)
      return await (rounds[at.length - 1] ?? (async () => true))()
    },
  })
  return { at, worker }
}

const pass = async () => true
const fail = async () => false

test('default', async () => {
  const { at, worker } = starts([pass, pass])
  await vi.advanceTimersByTimeAsync(130_000)
  expect(at).toEqual([5, 65, 125])
  await worker.stop()
})

test('behavior: what fails is asked less often, until it goes well again', async () => {
  const broken = async () => {
    throw new Error('no database')
  }
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { at, worker } = starts([fail, broken, fail, fail, pass, pass])
  await vi.advanceTimersByTimeAsync(2_000_000)
  expect(at.slice(0, 7)).toEqual([5, 125, 365, 845, 1_325, 1_385, 1_445])
  expect(write).toHaveBeenCalledOnce()
  write.mockRestore()
  await worker.stop()
})

test('behavior: one round at a time, and stopping waits for it', async () => {
  let finish = () => {}
  const slow = () =>
    new Promise<boolean>((resolve) => {
      finish = () => resolve(true)
    })
  const { at, worker } = starts([slow])
  await vi.advanceTimersByTimeAsync(1_000_000)
  expect(at).toEqual([5])
  let isStopped = false
  const stopped = worker.stop().then(() => {
    isStopped = true
  })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(isStopped).toBe(false)
  finish()
  await stopped
  await vi.advanceTimersByTimeAsync(1_000_000)
  expect(at).toEqual([5])
})
