import { describe, expect, test } from 'vitest'
import { diffSources } from '@/lib/core/source/diff-sources'
import { splitRows, unifiedRows } from './diff-rows'

const linesOf = (from: string, to: string) =>
  diffSources({ from: { a: from }, to: { a: to } }).files.flatMap(({ hunks }) =>
    hunks.flatMap(({ lines }) => lines),
  )
const numbers = (rows: ReturnType<typeof splitRows>) =>
  rows.map(({ left, right, isStart }) => [
    left && 'from' in left ? left.from : undefined,
    right && 'to' in right ? right.to : undefined,
    isStart,
  ])

test('default', () => {
  const lines = linesOf('a\nold();\nmore();\nb\n', 'a\nnow();\nb\n')
  expect(numbers(splitRows(lines))).toEqual([
    [1, 1, false],
    [2, 2, true],
    [3, undefined, false],
    [4, 3, false],
  ])
})

describe('behavior', () => {
  test('in one column every line is a row, and a change begins once', () => {
    const rows = unifiedRows(linesOf('a\nold();\nb\nx();\n', 'a\nnow();\nb\ny();\n'))
    expect(rows.map(({ isStart }) => isStart)).toEqual([false, true, false, false, true, false])
  })

  test('a file that came or went has one side', () => {
    expect(numbers(splitRows(linesOf('', 'a\nb\n')))).toEqual([
      [undefined, 1, true],
      [undefined, 2, false],
    ])
    expect(splitRows([])).toEqual([])
  })

  test('a change of 20,000 lines takes no time that grows with its square', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => ({
      kind: index % 2 ? 'same' : 'added',
      from: index,
      to: index,
      text: '',
      words: [],
    })) as unknown as Parameters<typeof splitRows>[0]
    expect(splitRows(lines)).toHaveLength(20_000)
  })
})
