import { describe, expect, test } from 'vitest'
import { diffLines } from './diff-lines'
import { splitLines } from './split-lines'

const [f, g, h] = ['f', 'g', 'h'].map(
  (name) =>
    `    /// @inheritdoc IVault\n    function ${name}() external {\n        run();\n    }\n`,
)
const contract = (...parts: readonly (string | undefined)[]) =>
  splitLines(`contract A {\n${parts.join('\n')}}\n`)

/** The changed lines of the new text, and of the old one. */
function changed(from: readonly string[], to: readonly string[]) {
  const { blocks } = diffLines(from, to)
  return {
    added: blocks.map((block) => to.slice(block.toStart, block.toEnd).join('\n')),
    removed: blocks.map((block) => from.slice(block.fromStart, block.fromEnd).join('\n')),
  }
}

describe('behavior', () => {
  test('a function that is inserted begins with its own comment', () => {
    expect(changed(contract(f, h), contract(f, g, h)).added).toEqual([`${g}`])
  })

  test('a function that is taken away ends with its own brace', () => {
    expect(changed(contract(f, g, h), contract(f, h)).removed).toEqual([`${g}`])
  })

  test('a line that is one of many equal ones stays one line', () => {
    expect(changed(['a', 'a', 'a'], ['a', 'a', 'a', 'a']).added).toEqual(['a'])
    expect(changed(['a', 'a'], []).removed).toEqual(['a\na'])
  })
})
