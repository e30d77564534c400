import { expect, test } from 'vitest'
import { shareReads } from './share-reads'

/** A question that is answered when the test says so. */
function question() {
  const answers: ((value: number) => void)[] = []
  const failures: ((error: Error) => void)[] = []
  const read = shareReads(
    () =>
      new Promise<number>((resolve, reject) => {
        answers.push(resolve)
        failures.push(reject)
      }),
  )
  return { read, answers, failures }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('default: who comes while it is asked shares the next question', async () => {
  const { read, answers } = question()
  const first = read()
  const others = [read(), read(), read()]
  expect(answers).toHaveLength(1)
  answers[0]?.(1)
  expect(await first).toBe(1)
  await turn()
  expect(answers).toHaveLength(2)
  answers[1]?.(2)
  expect(await Promise.all(others)).toEqual([2, 2, 2])
})

test('behavior: nothing is kept', async () => {
  const { read, answers } = question()
  const first = read()
  answers[0]?.(1)
  await first
  await turn()
  const second = read()
  expect(answers).toHaveLength(2)
  answers[1]?.(2)
  expect(await second).toBe(2)
})

test('error: who shared a question that failed hears of it, who came later asks anew', async () => {
  const { read, answers, failures } = question()
  const first = read()
  const other = read()
  failures[0]?.(new Error('gone'))
  await expect(first).rejects.toThrow('gone')
  await turn()
  answers[1]?.(2)
  expect(await other).toBe(2)
})
