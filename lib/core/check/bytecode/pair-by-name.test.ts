import { expect, test } from 'vitest'
import { pairByName } from './pair-by-name'

type Thing = { owner: string; name: string }

function pairs(from: string[], to: string[]): string[] {
  const parse = (text: string): Thing => {
    const [owner = '', name = ''] = text.split('.')
    return { owner, name }
  }
  const print = (one: Thing | undefined) => (one ? `${one.owner}.${one.name}` : '-')
  return pairByName({
    from: from.map(parse),
    to: to.map(parse),
    nameOf: ({ name }) => name,
    ownerOf: ({ owner }) => owner,
  }).map(({ was, now }) => `${print(was)} ${print(now)}`)
}

test('default', () => {
  expect(pairs(['A.x', 'A.y'], ['A.y', 'A.x'])).toEqual(['A.y A.y', 'A.x A.x'])
})

test('behavior: what has another owner is the same where it is the only one of its name', () => {
  expect(pairs(['A.x'], ['B.x'])).toEqual(['A.x B.x'])
  expect(pairs(['A.x', 'C.x'], ['A.x', 'B.x'])).toEqual(['A.x A.x', 'C.x B.x'])
})

test('behavior: of several nothing is guessed', () => {
  expect(pairs(['A.x', 'B.x'], ['C.x'])).toEqual(['- C.x', 'A.x -', 'B.x -'])
  expect(pairs(['A.x'], ['B.x', 'C.x'])).toEqual(['- B.x', '- C.x', 'A.x -'])
})
