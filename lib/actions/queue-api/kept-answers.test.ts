import { expect, test } from 'vitest'
import { type KeptAnswer, KeptAnswers } from '@/app/api/v1/kept-answers'

const million = 1_000_000
const answerOf = (size: number): KeptAnswer => ({ text: 'x'.repeat(size), next: undefined })

/** Asks for an answer of that size. @returns Whether it had to be made. */
async function isMade(answers: KeptAnswers, tag: string, size: number): Promise<boolean> {
  let made = false
  await answers.get(tag, async () => {
    made = true
    return answerOf(size)
  })
  return made
}

test('default: what was made is kept, up to a number of characters', async () => {
  const answers = new KeptAnswers()
  expect(await isMade(answers, 'a', 9 * million)).toBe(true)
  expect(await isMade(answers, 'a', 9 * million)).toBe(false)
  expect(await isMade(answers, 'b', 9 * million)).toBe(true)
  expect(await isMade(answers, 'b', 9 * million)).toBe(false)
  expect(await isMade(answers, 'a', 9 * million)).toBe(true)
})

test('behavior: what is being made while others are dropped is kept, and counted once', async () => {
  const answers = new KeptAnswers()
  for (const tag of ['a', 'b', 'c']) {
    let finish: (answer: KeptAnswer) => void = () => {}
    const slow = answers.get(tag, () => new Promise((resolve) => (finish = resolve)))
    await isMade(answers, `${tag} large`, 10 * million)
    await isMade(answers, `${tag} larger`, 15 * million)
    finish(answerOf(million))
    await slow
    expect(await isMade(answers, tag, million)).toBe(false)
    expect(await isMade(answers, `${tag} larger`, 15 * million)).toBe(false)
  }
})

test('error: one that could not be made is made anew', async () => {
  const answers = new KeptAnswers()
  const failing = answers.get('a', async () => {
    throw new Error('silent')
  })
  await expect(failing).rejects.toThrow('silent')
  expect(await isMade(answers, 'a', 1)).toBe(true)
})
