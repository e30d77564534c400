import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { SourceDiffView } from '@/components/changes/source-diff-view'
import { diffSources } from '@/lib/core/source/diff-sources'

/*
 * Prints the page's view of a file of 10,000 lines, of which every second one changed, as the server draws it. It runs in a
 * process of its own, since the browser tests' compiler reads JSX as something else.
 */
const lines = Array.from({ length: 10_000 }, (_, index) => `    uint256 value${index} = ${index};`)
const text = (of: readonly string[]) =>
  `contract Long {\n${of.join('\n')}\n    // the last line\n}\n`
const changed = lines.map((line, index) => (index % 4 < 2 ? line.replace('=', '= 1 +') : line))
const value = diffSources({
  from: { 'src/Long.sol': text(lines) },
  to: { 'src/Long.sol': text(changed).replace('the last line', 'the very last line') },
})
const started = performance.now()
const html = renderToStaticMarkup(createElement(SourceDiffView, { diff: { known: true, value } }))
process.stderr.write(`drawn in ${Math.round(performance.now() - started)} ms\n`)
process.stdout.write(html)
