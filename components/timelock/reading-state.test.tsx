import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { ReadingState, type ReadingStateProps } from './reading-state'

// It asks for the router of a page, which stands in none here.
vi.mock('@/components/frame/renewal-panel', () => ({ RenewalPanel: () => <i>renews</i> }))

const asked: ReadingStateProps = {
  since: new Date('2026-11-20T14:22:47Z'),
  scanFrom: 1_049n,
  indexed: undefined,
  headBlock: undefined,
  unscanned: [],
  problem: undefined,
}
const draw = (props: Partial<ReadingStateProps>) =>
  renderToStaticMarkup(<ReadingState {...asked} {...props} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('default: before the first block was read it says that the reading begins, and renews itself', () => {
  const text = draw({})
  expect(text).toContain('The reading of its events begins')
  expect(text).toContain('Every block from 1,049 on is queued to be read since')
  expect(text).toContain('Fri 20 Nov 2026, 14:22:47 UTC')
  expect(text).toContain('nothing is known of its operations')
  expect(text).toContain(
    'The page renews itself. Load the page again to see what was found. renews',
  )
})

test('behavior: while it goes on it says how far it is', () => {
  const text = draw({
    headBlock: 1_148n,
    unscanned: [{ fromBlock: 1_074n, toBlock: 1_148n }],
  })
  expect(text).toContain('Its events are being read')
  expect(text).toContain('25 % of 100 blocks')
  expect(text).toContain('renews')
})

test('behavior: nodes that do not answer are no beginning', () => {
  const text = draw({ problem: { text: 'No node answered.' } })
  expect(text).toContain('Its events could not be read yet')
  expect(text).toContain('No node answered.')
  expect(text).not.toContain('begins')
})

test('behavior: once all is read nothing is said', () => {
  expect(draw({ indexed: { number: 1_148n }, headBlock: 1_148n })).toBe('')
})
