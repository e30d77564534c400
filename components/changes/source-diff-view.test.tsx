import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { diffSources, type Sources } from '@/lib/core/source/diff-sources'
import { fileAnchor } from './line-anchor'
import { SourceDiffView, type SourceDiffViewProps } from './source-diff-view'

const draw = (from: Sources, to: Sources, noteAt?: SourceDiffViewProps['noteAt']) =>
  renderToStaticMarkup(
    <SourceDiffView diff={{ known: true, value: diffSources({ from, to }) }} noteAt={noteAt} />,
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
    const html = draw({ 'A.sol': 'a\nb\n' }, { 'A.sol': 'a\nc\n' }, (path, line) =>
      path === 'A.sol' && line === 2 ? <p>ST-01 fails here</p> : null,
    )
    expect(textOf(html)).toContain('added: c ST-01 fails here')
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
