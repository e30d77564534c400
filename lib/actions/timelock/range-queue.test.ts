import { expect, test } from 'vitest'
import { type ChunkBounds, RangeQueue } from './range-queue'

type Range = { readonly events: number; readonly characters: number }

async function* rangesOf(...ranges: readonly Range[]): AsyncGenerator<Range> {
  yield* ranges
}

async function take(queue: RangeQueue<Range>, bounds: Partial<ChunkBounds>): Promise<number[]> {
  const taken: number[] = []
  for await (const { events } of queue.chunk({
    events: 100,
    characters: 100,
    seconds: 60,
    ...bounds,
  }))
    taken.push(events)
  return taken
}

const [a, b, c] = [
  { events: 3, characters: 10 },
  { events: 4, characters: 20 },
  { events: 5, characters: 30 },
] as const

test('default: ranges go together until there are enough events', async () => {
  const queue = new RangeQueue(rangesOf(a, b, c))
  expect(await queue.hasNext()).toBe(true)
  expect(await take(queue, { events: 7 })).toEqual([3, 4])
  expect(await queue.hasNext()).toBe(true)
  expect(await take(queue, { events: 7 })).toEqual([5])
  expect(await queue.hasNext()).toBe(false)
})

test('behavior: or until their data are large enough', async () => {
  const queue = new RangeQueue(rangesOf(a, b, c))
  expect(await take(queue, { characters: 30 })).toEqual([3, 4])
  expect(await take(queue, { characters: 31 })).toEqual([5])
})

test('behavior: a chunk has one range at least, whatever its bounds are', async () => {
  const queue = new RangeQueue(rangesOf(a, b))
  expect(await queue.hasNext()).toBe(true)
  expect(await take(queue, { events: 0, seconds: 0 })).toEqual([3])
  expect(await queue.hasNext()).toBe(true)
  expect(await take(queue, { events: 0, seconds: 0 })).toEqual([4])
})

test('behavior: what is late goes into the next chunk', async () => {
  let come = () => {}
  const late = new Promise<void>((resolve) => {
    come = resolve
  })
  const queue = new RangeQueue(
    (async function* () {
      yield a
      await late
      yield b
    })(),
  )
  expect(await queue.hasNext()).toBe(true)
  expect(await take(queue, { seconds: 0.01 })).toEqual([3])
  come()
  expect(await queue.hasNext()).toBe(true)
  expect(await take(queue, {})).toEqual([4])
})

test('error: what came before is a chunk, and the error is told after it', async () => {
  const queue = new RangeQueue(
    (async function* () {
      yield a
      throw new Error('The node is silent.')
    })(),
  )
  expect(await queue.hasNext()).toBe(true)
  expect(await take(queue, {})).toEqual([3])
  await expect(queue.hasNext()).rejects.toThrow('The node is silent.')
  await queue.end()
})
