import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { diffSources, type Sources } from '@/lib/core/source/diff-sources'
import { mockFinding } from './__fixtures__/mock-finding'
import { findingNotes } from './finding-notes'
import { fileAnchor } from './line-anchor'
import { SourceDiffView, type SourceDiffViewProps } from './source-diff-view'

const usual = { split: false, ignoreSpace: false }
const draw = (
  from: Sources,
  to: Sources,
  { notes, options }: Pick<SourceDiffViewProps, 'notes' | 'options'> = {},
) =>
  renderToStaticMarkup(
    <SourceDiffView
      diff={{
        known: true,
        value: diffSources({
          from,
          to,
          ignoreSpace: options?.ignoreSpace,
          isWhole: (path) => fileAnchor(path) === options?.whole,
        }),
      }}
      notes={notes}
      options={options}
    />,
  )
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const one = (from: string, to: string) => draw({ 'A.sol': from }, { 'A.sol': to })

test('default', () => {
  const html = one('uint256 fee = 10;\nuint256 cap;\n', 'uint256 fee = 20;\nuint256 cap;\n')
  expect(textOf(html)).toContain('removed: uint256 fee = 10 ;')
  expect(textOf(html)).toContain('added: uint256 fee = 20 ;')
  expect(html).toContain('<del>10</del>')
  expect(html).toContain('<ins>20</ins>')
  expect(textOf(html)).toContain('1 file changed, 0 equal')
})

describe('behavior', () => {
  test('what is unknown is said, with its reason, and is not "nothing changed"', () => {
    const html = renderToStaticMarkup(
      <SourceDiffView diff={{ known: false, reason: 'Nobody published the old source.' }} />,
    )
    expect(textOf(html)).toContain('unknown')
    expect(textOf(html)).toContain('Nobody published the old source.')
    expect(textOf(html)).not.toContain('Nothing changed')
  })

  test('equal files are counted and named, and nothing changed only where that is known', () => {
    const text = textOf(draw({ 'A.sol': 'a' }, { 'A.sol': 'a' }))
    expect(text).toContain('Nothing changed, 1 equal')
    expect(text).toContain('The file is the same on both sides, byte for byte.')
    expect(textOf(draw({}, {}))).toContain('There are no files')
  })

  test('lines have addresses of their own, by file and side', () => {
    const html = one('a\nold();\nb', 'a\nfresh();\nb')
    const file = fileAnchor('A.sol')
    expect(html).toContain(`id="${file}"`)
    expect(html).toContain(`id="${file}-O2"`)
    expect(html).toContain(`id="${file}-L2"`)
  })

  test('a file is marked as viewed by its content', () => {
    const html = one('a', 'b')
    expect(html).toContain('type="checkbox"')
    expect(textOf(html)).toContain('Viewed A.sol')
  })

  test('comments alone are folded, unless something hides in them', () => {
    expect(one('x(); // a', 'x(); // b')).not.toContain('<details open')
    expect(textOf(one('x(); // a', 'x(); // b'))).toContain('comments and white space only')
    expect(one('x(); // a', 'x(); // \u202Eb')).toContain('<details open')
    expect(one('x();', 'y();')).toContain('<details open')
  })

  test('a moved function says where it stood, on both sides', () => {
    const lines = 'function f() external {\n  total = total + 1;\n  emit Counted(total);\n}\n'
    const html = draw(
      { 'A.sol': `contract A {}\n${lines}` },
      { 'A.sol': 'contract A {}\n', 'B.sol': lines },
    )
    const text = textOf(html)
    expect(text).toContain('Moved, unchanged, to B.sol , new lines 1 to 4')
    expect(text).toContain('Moved here, unchanged, from A.sol , old lines 2 to 5')
    expect(html).toContain(`href="#${fileAnchor('A.sol')}-O2"`)
  })

  test('a finding stands under its line', () => {
    const { lines: notes } = findingNotes(
      [
        mockFinding({ where: 'A.sol:2', what: 'asks for nothing' }),
        mockFinding({ where: 'A.sol:2, before', what: 'asked' }),
        mockFinding({ where: 'A.sol:1', what: 'of another upgrade', subject: 'B' }),
      ],
      { upgrade: 'A', checksPath: '/checks' },
    )
    const html = draw({ 'A.sol': 'a\nb\n' }, { 'A.sol': 'a\nc\n' }, { notes })
    expect(textOf(html)).toMatch(/removed: b +fail AC-01 Guards stay asked/)
    expect(textOf(html)).toMatch(/added: c +fail AC-01 Guards stay asks for nothing/)
    expect(html).toContain('href="/checks#AC-01"')
    expect(html).not.toContain('of another upgrade')
  })

  test('what passes is not said under lines', () => {
    const finding = mockFinding({ where: 'A.sol:2', what: 'is guarded', verdict: 'pass' })
    const { lines: notes } = findingNotes([finding], { upgrade: 'A' })
    const html = draw({ 'A.sol': 'a\nb\n' }, { 'A.sol': 'a\nc\n' }, { notes })
    expect(html).not.toContain('is guarded')
  })

  test('a finding at a line that did not change leads to the whole file, which has it', () => {
    const long = (end: string) =>
      `${Array.from({ length: 40 }, (_, i) => `line${i};\n`).join('')}${end}\n`
    const { lines: notes } = findingNotes([mockFinding({ where: 'A.sol:3', what: 'look' })], {
      upgrade: 'A',
    })
    const [from, to] = [
      { 'A.sol': long('a'), 'B.sol': 'b' },
      { 'A.sol': long('c'), 'B.sol': 'b' },
    ]
    const folded = draw(from, to, { notes })
    expect(textOf(folded)).toContain('Findings at line 3, which did not change')
    expect(folded).toContain(`href="?whole=${fileAnchor('A.sol')}#${fileAnchor('A.sol')}-L3"`)
    const whole = draw(from, to, { notes, options: { ...usual, whole: fileAnchor('A.sol') } })
    expect(textOf(whole)).toMatch(/line2; +fail AC-01/)
    expect(whole).not.toContain('equal lines')
    const equal = draw(from, to, { options: { ...usual, whole: fileAnchor('B.sol') } })
    expect(equal).toContain(`id="${fileAnchor('B.sol')}-L1"`)
  })

  test('equal lines unfold, those behind the last change too', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `line${i};\n`)
    const html = draw(
      { 'A.sol': lines.join('') },
      { 'A.sol': lines.toSpliced(15, 1, 'x;\n').join('') },
    )
    expect(textOf(html)).toContain('12 equal lines : show the whole file')
    expect(textOf(html)).toContain('11 equal lines : show the whole file')
  })

  test('side by side the old line stands beside the new one', () => {
    const html = draw(
      { 'A.sol': 'a\nold();\nb' },
      { 'A.sol': 'a\nnow();\nb' },
      { options: { ...usual, split: true } },
    )
    expect(textOf(html)).toMatch(/2 removed: old ?\(\); 2 added: now ?\(\);/)
    expect(html).toContain(`id="${fileAnchor('A.sol')}-O2"`)
    expect(html).toContain(`id="${fileAnchor('A.sol')}-L2"`)
  })

  test('white space is ignored on request, but never within quotes', () => {
    const options = { ...usual, ignoreSpace: true }
    const ignoring = (from: string, to: string) =>
      textOf(draw({ 'A.sol': from }, { 'A.sol': to }, { options }))
    expect(ignoring('a  = b;\n', '\ta = b;\n')).not.toContain('added:')
    expect(ignoring('a  = b;\n', '\ta = b;\n')).toContain('White space is ignored')
    expect(ignoring('a = "b  c";\n', 'a = "b c";\n')).toContain('added:')
    expect(ignoring('returnx;\n', 'return x;\n')).toContain('added:')
  })

  test('of several upgrades each has names of its own', () => {
    const html = renderToStaticMarkup(
      <SourceDiffView
        diff={{ known: true, value: diffSources({ from: { a: 'x' }, to: { a: 'y' } }) }}
        scope="u2-"
      />,
    )
    expect(html).toContain(`id="u2-${fileAnchor('a')}-L1"`)
    expect(html).toContain(`href="#u2-${fileAnchor('a')}"`)
  })

  test('what no line shows is told', () => {
    expect(textOf(one('a\nb\n', 'a\nb'))).toContain(
      'The line feed at the end of the file was removed.',
    )
    const diff = diffSources({ from: { a: 'x' }, to: { a: 'y' } })
    const cut = diff.files.map((file) => ({ ...file, linesOmitted: 30_000, coarse: true }))
    const html = renderToStaticMarkup(
      <SourceDiffView diff={{ known: true, value: { ...diff, files: cut } }} />,
    )
    expect(textOf(html)).toContain('30,000 more changed lines are not shown')
    expect(textOf(html)).toContain('lines may be shown as changed that are not')
  })

  test('line ends are shown where they are what changed', () => {
    expect(one('a = b;\n', 'a = b;\r\n')).toContain('⟨U+000D⟩')
    expect(one('a = b;\r\nc\r\n', 'a = b;\r\nd\r\n')).not.toContain('⟨U+000D⟩')
  })
})

describe('behavior: hostile', () => {
  test('sources and paths are text, whatever they hold', () => {
    const evil = '<script>alert(1)</script>'
    const html = draw({}, { [`${evil}.sol`]: `${evil}\n"><img src=x onerror=alert(1)>` })
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<img')
  })

  test('characters that nobody sees are written out, in code and in paths', () => {
    const html = draw(
      { 'A.sol': 'a' },
      { 'A.sol': 'if (x) /*\u202E } \u2066*/ y();\tz', 'B\u200B.sol': 'c' },
    )
    expect(html).toContain('⟨U+202E⟩')
    expect(html).not.toMatch(/[\u202E\u2066\u200B]/)
    expect(html).toContain('\tz')
    expect(textOf(html)).toContain('U+202E on line 1; U+2066 on line 1')
  })

  test('a line of a megabyte is cut, with a mark', () => {
    const long = 'x'.repeat(1_000_000)
    const html = one(`"${long}"`, `"${long}y"`)
    expect(html.length).toBeLessThan(50_000)
    expect(textOf(html)).toContain('more characters')
    expect(html).toContain('<ins>y</ins>')
  })
})
