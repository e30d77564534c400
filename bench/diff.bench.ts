import { readFileSync } from 'node:fs'
import { diffLines as diffLinesOfPackage, structuredPatch } from 'diff'
import type { Bench } from '@/bench/comparison'
import { diffLines } from '@/lib/core/source/diff-lines'
import { diffSources } from '@/lib/core/source/diff-sources'
import { splitLines } from '@/lib/core/source/split-lines'

const lines = 5_000
const edits = 2_500

/** Our own contracts over and over: real lines, with as many braces and blanks as code has. */
function sourceLines(): string[] {
  const vault = splitLines(readFileSync('contracts/src/vault/HarborVaultV2.sol', 'utf8'))
  return Array.from({ length: lines }, (_, index) => {
    const line = vault[index % vault.length] ?? ''
    // Names differ from copy to copy, as they do between the functions of one file.
    return line.replace(
      /\b(function|uint256|return) (\w+)/,
      `$1 $2${Math.floor(index / vault.length)}`,
    )
  })
}

/** The same edits on every run: a third changes a line, a third takes one away, a third puts a copy of another. */
function editLines(original: readonly string[]): string[] {
  const result = [...original]
  let state = 7
  for (let edit = 0; edit < edits; edit++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    const at = (state >>> 8) % result.length
    const line = result[at] ?? ''
    if (edit % 3 === 0) result[at] = `${line} // ${edit}`
    else if (edit % 3 === 1) result.splice(at, 1)
    else result.splice(at, 0, result[(state >>> 4) % result.length] ?? '')
  }
  return result
}

export const bench: Bench = {
  run: async (compare) => {
    const [from, to] = [sourceLines(), editLines(sourceLines())].map(
      (some) => `${some.join('\n')}\n`,
    )
    if (from === undefined || to === undefined) throw new Error('There is nothing to compare.')
    const ours = diffLines(splitLines(from), splitLines(to)).blocks.reduce(
      (sum, block) => sum + block.fromEnd - block.fromStart + block.toEnd - block.toStart,
      0,
    )
    const smallest = diffLinesOfPackage(from, to)
      .filter(({ added, removed }) => added || removed)
      .reduce((sum, { count }) => sum + count, 0)
    await compare({
      title: `diff ${lines.toLocaleString('en')} lines with ${edits.toLocaleString('en')} edits: ours changes ${ours.toLocaleString('en')} lines, the smallest script ${smallest.toLocaleString('en')}`,
      contenders: [
        { name: 'diffLines of the package diff', run: () => diffLinesOfPackage(from, to) },
        {
          name: 'structuredPatch of the package diff',
          run: () => structuredPatch('a', 'b', from, to),
        },
        { name: 'diffLines', run: () => diffLines(splitLines(from), splitLines(to)) },
        {
          name: 'diffSources: words, moved blocks, hashes and all',
          run: () => diffSources({ from: { a: from }, to: { a: to } }),
        },
      ],
    })
  },
}
