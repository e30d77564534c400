import { renderToStaticMarkup } from 'react-dom/server'
import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import type { AssetMove } from '@/lib/core/simulation/asset-flows'
import { FlowsView } from './flows-view'

const [treasury, finder, token] = [0x11, 0x22, 0x33].map(
  (byte) => `0x${byte.toString(16).repeat(20)}` as const,
) as [`0x${string}`, `0x${string}`, `0x${string}`]

/** What a phone shows in the place of the picture, one line for each element. */
function phoneLines(moves: readonly AssetMove[]): string {
  const html = renderToStaticMarkup(
    <FlowsView
      flows={{ moves, allowances: [], unread: [] }}
      labels={{ [treasury]: 'Treasury', [token]: 'Dollar' }}
      isWhole
    />,
  )
  const [, list = ''] =
    /<ul class="[^"]*md:hidden">(.*)<\/ul><div class="max-md:hidden">/.exec(html) ?? []
  return list
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

test('default: each who gives once, with a thread to each who gets', () => {
  const told = phoneLines([
    { step: 1, kind: 'erc20', token, from: treasury, to: finder, amount: 1_200n },
    { step: 1, kind: 'ether', from: treasury, to: finder, amount: 2n * 10n ** 18n },
    { step: 1, kind: 'erc721', token, from: zeroAddress, to: finder, id: 7n },
    { step: 1, kind: 'erc20', token, from: finder, to: zeroAddress, amount: 5n },
  ])
  expect(told.match(/Treasury/g)).toHaveLength(1)
  expect(told).toMatch(/^Treasury .* 1,200 of Dollar .* goes to .* 2 ETH goes to /)
  expect(told).toMatch(/made anew no\. 7 of Dollar/)
  expect(told).toMatch(/5 of Dollar .* goes to destroyed$/)
})

test('behavior: nothing that moves is no list', () => {
  expect(phoneLines([])).toBe('')
})
