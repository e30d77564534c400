import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FollowedFacts } from './followed-facts'

const now = new Date('2026-11-20T14:30:00Z')
beforeEach(() => void vi.useFakeTimers({ now }))
afterEach(() => void vi.useRealTimers())

const indexed = {
  number: 1_234_567n,
  hash: `0x${'ab'.repeat(32)}`,
  timestamp: 1_795_184_567n,
} as const

function shown(secondsAgo: number | undefined, problem?: { text: string; since: Date }): string {
  const heardAt =
    secondsAgo === undefined ? undefined : new Date(now.getTime() - secondsAgo * 1_000)
  const html = renderToStaticMarkup(
    <FollowedFacts chainName="Anvil" followed={{ indexed, heardAt, problem }} />,
  )
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

test('default: as old as the last word of the nodes, whenever the page is opened', () => {
  expect(shown(12)).not.toContain('no answer')
  expect(shown(12)).not.toContain('Nothing was heard')
})

test('behavior: nodes that fell silent are told with how long, and what may be missing', () => {
  expect(shown(122)).toContain('Nothing was heard of the chain for 2 min')
  expect(shown(122)).toContain('read 2 min ago')
  expect(shown(122)).toContain('Chain: no answer')
  expect(shown(122)).toContain('was scheduled, cancelled or executed since may be missing')
})

test('behavior: where no word of them was ever noted, it is as old as its block', () => {
  expect(shown(undefined)).toContain('Nothing was heard of the chain for 7 min')
})

test('behavior: a problem is no answer, however young', () => {
  expect(shown(1, { text: 'out of service', since: now })).toContain('Chain: no answer')
})
