import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffSources, type Sources } from './diff-sources'
import type { FileDiff } from './source-diff'
import { splitLines } from './split-lines'

const vault = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

contract Vault {
    uint256 public fee;

    function deposit(uint256 assets) external returns (uint256) {
        fee = assets / 1_000;
        return assets - fee;
    }

    function pause() external onlyGuardian {
        paused = true;
        emit Paused(msg.sender);
        lastPause = block.timestamp;
    }

    function withdraw(uint256 shares) external {
        _burn(msg.sender, shares);
    }
}
`

const only = (from: Sources, to: Sources): FileDiff => {
  const { files } = diffSources({ from, to })
  expect(files).toHaveLength(1)
  return files[0]!
}
const one = (from: string, to: string) => only({ 'Vault.sol': from }, { 'Vault.sol': to })

/** The new text as the old one with the hunks applied. */
function applyDiff(old: string, { hunks, lastLineFeed }: FileDiff): string {
  const lines = splitLines(old)
  const result: string[] = []
  let at = 0
  for (const { from, lines: hunk } of hunks) {
    for (; at < from - 1; at++) result.push(lines[at]!)
    for (const line of hunk) {
      const text = line.kind === 'same' ? line.text : line.words.map((run) => run.text).join('')
      if (line.kind !== 'added') expect([line.from, text]).toEqual([at + 1, lines[at++]])
      if (line.kind !== 'removed') expect(line.to).toBe(result.push(text))
    }
  }
  result.push(...lines.slice(at))
  const hadFeed = old.endsWith('\n')
  const hasFeed = lastLineFeed === undefined ? hadFeed : lastLineFeed === 'added'
  return result.join('\n') + (hasFeed && result.length > 0 ? '\n' : '')
}

test('default', () => {
  const file = one(vault, vault.replace('1_000', '500'))
  expect(file).toMatchObject({ change: 'changed', linesAdded: 1, linesRemoved: 1, coarse: false })
  expect(file.hunks[0]!.lines.filter(({ kind }) => kind !== 'same')).toEqual([
    {
      kind: 'removed',
      from: 8,
      words: [
        { text: '        fee = assets / ', changed: false },
        { text: '1_000', changed: true },
        { text: ';', changed: false },
      ],
    },
    {
      kind: 'added',
      to: 8,
      words: [
        { text: '        fee = assets / ', changed: false },
        { text: '500', changed: true },
        { text: ';', changed: false },
      ],
    },
  ])
})

describe('behavior: files', () => {
  test('equal, added, removed and changed ones, by path', () => {
    const { files } = diffSources({
      from: { 'b.sol': vault, 'a.sol': 'contract A {}', 'c.sol': 'contract C { uint x; }' },
      to: { 'b.sol': vault, 'a.sol': 'contract A {} // x', 'd.sol': 'library D { error No(); }' },
    })
    expect(files.map(({ path, change }) => `${path} ${change}`)).toEqual([
      'a.sol changed',
      'b.sol same',
      'c.sol removed',
      'd.sol added',
    ])
    expect(files.map(({ fromHash, toHash }) => [fromHash?.length, toHash?.length])).toEqual([
      [66, 66],
      [undefined, undefined],
      [66, undefined],
      [undefined, 66],
    ])
  })

  test('a file under another name is recognised by its text, even when edited', () => {
    const edited = vault.replace('1_000', '500')
    expect(only({ 'old/Vault.sol': vault }, { 'src/Vault2.sol': edited })).toMatchObject({
      path: 'src/Vault2.sol',
      renamedFrom: 'old/Vault.sol',
      change: 'renamed',
      linesAdded: 1,
    })
    const { files } = diffSources({
      from: { 'old/Vault.sol': vault },
      to: { 'src/Other.sol': 'contract Other { function f() external {} }' },
    })
    expect(files.map(({ change }) => change)).toEqual(['removed', 'added'])
  })

  test('of several equal files each goes to the one with its name', () => {
    const { files } = diffSources({
      from: { 'a/X.sol': vault, 'a/Y.sol': vault },
      to: { 'b/Y.sol': vault, 'b/X.sol': vault },
    })
    expect(files.map(({ path, renamedFrom }) => [path, renamedFrom])).toEqual([
      ['b/X.sol', 'a/X.sol'],
      ['b/Y.sol', 'a/Y.sol'],
    ])
  })

  test('among many files that begin alike each is recognised', () => {
    const many = (folder: string, edit: string) =>
      Object.fromEntries(
        Array.from({ length: 200 }, (_, index) => [
          `${folder}/${edit}${index}.sol`,
          `${vault}contract C${index} {\n    uint256 a${index};\n    uint256 b${index};\n${vault.slice(0, index)}\n}\n// ${edit}\n`,
        ]),
      )
    const { files } = diffSources({ from: many('old', 'Old'), to: many('src', 'New') })
    expect(files.map(({ path, renamedFrom }) => [path, renamedFrom])).toEqual(
      files.map(({ path }) => [path, path.replace('src/New', 'old/Old')]),
    )
  })

  test('paths named like members of objects are paths', () => {
    const from = JSON.parse('{ "__proto__": "contract A {}", "constructor": "contract B {}" }')
    expect(diffSources({ from, to: {} }).files).toHaveLength(2)
  })

  test('the last line feed is told, as no line shows it', () => {
    expect(one(vault, vault.slice(0, -1))).toMatchObject({ lastLineFeed: 'removed', hunks: [] })
    expect(one(vault, `${vault}\n`).lastLineFeed).toBeUndefined()
  })
})

describe('behavior: moved blocks', () => {
  const pause = vault.slice(vault.indexOf('    function pause'), vault.indexOf('    function with'))

  test('a function that moved within its file', () => {
    const without = vault.replace(pause, '')
    const moved = without.replace('    function deposit', `${pause}    function deposit`)
    const diff = diffSources({ from: { 'V.sol': vault }, to: { 'V.sol': moved } })
    expect(diff.moved).toHaveLength(1)
    const [{ fromLines, toLines }] = diff.moved as [(typeof diff.moved)[0]]
    expect(fromLines[1] - fromLines[0]).toBe(toLines[1] - toLines[0])
    expect(splitLines(moved)[toLines[0] - 1]).toMatch(/function (pause|deposit)/)
  })

  test('a function that moved to another file and another indentation', () => {
    const base = `contract Pausable {\n${pause.replaceAll('    ', '\t')}}\n`
    const diff = diffSources({
      from: { 'V.sol': vault },
      to: { 'V.sol': vault.replace(pause, ''), 'P.sol': base },
    })
    expect(diff.moved).toEqual([
      { fromPath: 'V.sol', fromLines: [12, 16], toPath: 'P.sol', toLines: [2, 6] },
    ])
  })

  test('what begins every file is no moved block', () => {
    const head = '// SPDX-License-Identifier: MIT\n// By us, of late\npragma solidity 0.8.30;\n'
    const from = { 'A.sol': `${head}contract A { uint256 alpha; }\n` }
    const to = { 'B.sol': `${head}library Beta { error Nothing(); }\n` }
    expect(diffSources({ from, to })).toMatchObject({ moved: [] })
  })

  test('two lines, or braces alone, are no moved block', () => {
    const small = '    uint256 alpha;\n    uint256 beta;\n'
    const from = `${small}contract A {\n}\n}\n}\n}\n`
    expect(diffSources({ from: { a: from }, to: { b: `x\n${small}}\n}\n}\n` } }).moved).toEqual([])
  })
})

describe('behavior: comments', () => {
  test.each([
    ['a comment is edited', 'uint a; // one', 'uint a; // two', true],
    ['white space', 'function f(uint a){}', 'function f( uint  a )\n{\n}', true],
    ['a comment between words', 'uint a;', 'uint/**/a;', true],
    ['a digit', 'uint a = 1;', 'uint a = 2;', false],
    ['a comment sign in a string', 'x = "// a";', 'x = "// b";', false],
    ['white space in a string', 'x = "a b";', 'x = "a  b";', false],
    ['a quote in a comment', "// don't\nx();", "// do'nt\nx();", true],
    ['an escaped quote', 'x = "\\"/*"; y();', 'x = "\\"/*"; z();', false],
    ['code that a comment swallows', 'a(); b();', 'a(); // b();', false],
    ['code behind a carriage return', '// a', '// a\rselfdestruct(x);', false],
    ['signs that grow together', 'a - -b', 'a --b', false],
    ['words that grow together', 'uint a', 'uinta', false],
    ['a comment that the compiler obeys', '/// x', '/// @solidity memory-safe-assembly', false],
    ['a comment that validators obey', '/// x', '/// @custom:oz-upgrades-unsafe-allow all', false],
    ['a comment without an end', 'a(); /* b', 'a(); /* c', true],
  ])('%s', (_name, from, to, commentsOnly) => {
    expect(one(from, to).commentsOnly).toBe(commentsOnly)
  })

  test('nothing is claimed of Vyper', () => {
    expect(only({ 'a.vy': '# // a' }, { 'a.vy': '# // b' }).commentsOnly).toBe(false)
  })
})

describe('behavior: hidden characters', () => {
  test('bidi, zero width and lone carriage returns, with their lines', () => {
    const file = one('a', 'a\n/*\u202E*/ b\u200Bc\r\nd // x\rkill();\ttab')
    expect(file.hiddenCharacters).toEqual([
      { line: 2, codePoint: 'U+202E' },
      { line: 2, codePoint: 'U+200B' },
      { line: 3, codePoint: 'U+000D' },
    ])
  })

  test('ordinary text of any language has none', () => {
    expect(one('a', '// größer ≥ 2, 日本語, ⚠\uFE0F\r\n').hiddenCharacters).toEqual([])
  })
})

describe('behavior: the diff makes the new text of the old', () => {
  const line = fc.constantFrom(
    '',
    '}',
    '    }',
    '  a = b + c;',
    'x();',
    '\t',
    'uint a;',
    '// \r',
    '__',
  )
  const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'))

  test('any two texts', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        fc.pre(from !== '' && to !== '')
        expect(applyDiff(from, one(from, to))).toBe(to)
      }),
      { numRuns: 300 },
    )
  })

  test('any two strings at all', () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(any, any, (from, to) => {
        expect(applyDiff(from, one(from, to))).toBe(to)
      }),
    )
  })
})

describe('behavior: hostile', () => {
  let state = 1
  /** Without chance: the same noise on every run. */
  const noise = (size: number, letters: number, width: number) => {
    const characters = new Uint8Array(size).map((_, index) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return index % (width + 1) === width ? 10 : 97 + ((state >>> 16) % letters)
    })
    return new TextDecoder().decode(characters)
  }

  test.each([
    ['lines of one letter', 26, 1],
    ['short lines', 3, 4],
    ['lines that are all different', 26, 40],
  ])(
    'two files of 2 MB: %s',
    (_name, letters, width) => {
      const [from, to] = [noise(2e6, letters, width), noise(2e6, letters, width)]
      const file = one(from, to)
      expect(file.linesOmitted).toBeGreaterThan(0)
      expect(file.hunks.flatMap(({ lines }) => lines).length).toBeLessThan(200_000)
      expect(file.coarse).toBe(width < 40)
    },
    30_000,
  )

  test('comments that moved by the thousand', () => {
    const comments = Array.from(
      { length: 20_000 },
      (_, line) => `// this is comment ${line}\n`,
    ).join('')
    const diff = diffSources({
      from: { 'A.sol': `${comments}contract A {}\n`, 'B.sol': 'contract B {}\n' },
      to: { 'A.sol': 'contract A {}\n', 'B.sol': `contract B {}\n${comments}` },
    })
    expect(diff.moved).toEqual([])
  }, 10_000)

  test('one line of 1 MB', () => {
    const long = `"${noise(1e6, 26, 80).replaceAll('\n', ' ')}"`
    const file = one(long, `${long.slice(0, 500_000)}!${long.slice(500_000)}`)
    const [removed, added] = file.hunks[0]!.lines
    expect(removed!.kind === 'removed' && removed!.words).toHaveLength(2)
    expect(added!.kind === 'added' && added!.words[1]).toEqual({ text: '!', changed: true })
  })

  test('thousands of files', () => {
    const files = (name: string) =>
      Object.fromEntries(
        Array.from({ length: 1_000 }, (_, i) => [`${name}${i}.sol`, noise(200, 5, 8)]),
      )
    expect(diffSources({ from: files('a'), to: files('b') }).files).toHaveLength(2_000)
  }, 30_000)
})
