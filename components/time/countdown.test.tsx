import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Countdown } from './countdown'
import { FactStrip } from './fact-strip'

const textOf = (html: string) => html.replace(/<[^>]+>/g, '')
const shown = (remaining: number) =>
  textOf(
    renderToStaticMarkup(
      <Countdown
        eta={2_000_000_000n + BigInt(remaining)}
        blockTimestamp={2_000_000_000n}
        readAt={0}
      />,
    ),
  )

test('default', () => {
  expect(shown(110_460)).toBe('1 d 6 h 41 min')
})

test('behavior: seconds are counted only in the last hour', () => {
  expect(shown(3600)).toBe('1 h')
  expect(shown(3599)).toBe('59 min 59 s')
})

test('behavior: readiness is by the chain’s clock, at its very second', () => {
  expect(shown(1)).toBe('1 s')
  expect(shown(0)).toBe('Ready by now')
})

const block = {
  number: 1_234_567n,
  hash: `0x${'ab'.repeat(32)}`,
  timestamp: 1_795_184_567n,
} as const

test('behavior: a silent source is dashed and said, not hidden', () => {
  const html = renderToStaticMarkup(
    <FactStrip
      chainName="Anvil"
      clock={{ block, readAt: 0 }}
      sources={[
        { name: 'RPC', answers: true },
        { name: 'Sourcify', answers: false },
      ]}
    />,
  )
  expect(textOf(html)).toContain('block 1,234,567, Fri 20 Nov, 14:22 UTC')
  expect(textOf(html)).toContain('Sourcify: no answer')
  expect(html.match(/border-dashed/g)).toHaveLength(1)
})

test('behavior: a chain that could not be read is no block zero', () => {
  const html = renderToStaticMarkup(
    <FactStrip
      chainName="Anvil"
      clock={undefined}
      sources={[{ name: 'RPC', answers: false }]}
      stale={{ seconds: 180, consequence: 'Nothing can be signed.' }}
    />,
  )
  expect(textOf(html)).toContain('No block was read yet.')
  expect(textOf(html)).toContain('The chain has not answered since this instance started')
})

test('behavior: one that fell silent is told with how long', () => {
  const html = renderToStaticMarkup(
    <FactStrip
      chainName="Anvil"
      clock={{ block, readAt: 0 }}
      sources={[{ name: 'RPC', answers: false }]}
      stale={{ seconds: 180, consequence: 'Nothing can be signed.' }}
    />,
  )
  expect(textOf(html)).toContain('The chain has not answered for 3 min')
})
