import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { StorageRecheckView, type StorageRecheckViewProps } from './storage-recheck-view'

type Recheck = NonNullable<StorageRecheckViewProps['recheck']>

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const same: Recheck = {
  findings: [{ check: 'ST-01', told: 'fail', computed: 'fail', same: true }],
  block: 1_234n,
  words: { kind: 'read', words: 12, different: [] },
}
const draw = (change: Partial<Recheck> = {}) =>
  renderToStaticMarkup(<StorageRecheckView recheck={{ ...same, ...change }} error={null} />)

test('default', () => {
  const text = textOf(draw())
  expect(text).toContain('Recomputed in this browser: the same verdicts')
  expect(text).toContain('12 words read again at block 1,234')
})

describe('behavior', () => {
  test('another verdict is an alert', () => {
    const html = draw({
      findings: [{ check: 'ST-01', told: 'pass', computed: 'fail', same: false }],
    })
    expect(html).toContain('role="alert"')
    expect(textOf(html)).toContain('do not sign by this report')
    expect(textOf(html)).toContain('the report says pass')
  })

  test('other words are an alert', () => {
    const html = draw({ words: { kind: 'read', words: 12, different: [31n] } })
    expect(html).toContain('role="alert"')
    expect(textOf(html)).toContain('1 of 12 words differ')
    expect(textOf(html)).toContain('slots 0x1f.')
  })

  test('words that were not read are unknown, not the same', () => {
    const text = textOf(draw({ words: { kind: 'not-read', reason: 'no node' } }))
    expect(text).toContain('unknown: The words were not read again no node')
    expect(text).not.toContain('all the same')
  })

  test('while it computes, and where it cannot, nothing is confirmed', () => {
    const waiting = renderToStaticMarkup(<StorageRecheckView recheck={undefined} error={null} />)
    const failed = renderToStaticMarkup(
      <StorageRecheckView recheck={undefined} error={new Error('The server is gone.\nMore')} />,
    )
    expect(textOf(failed)).toContain('could not compute the verdicts again The server is gone.')
    for (const html of [waiting, failed]) expect(html).not.toContain('the same verdicts')
  })
})
