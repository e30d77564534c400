import { renderToStaticMarkup } from 'react-dom/server'
import { type Hash, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'
import { OperationObstacle } from './operation-obstacle'

const id = (n: number): Hash => numberToHex(n, { size: 32 })
const timelock = { chainId: 1, address: '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5' } as const
const step = (n: number, standing: OperationStanding, after?: number): OrderedOperation => ({
  id: id(n),
  standing,
  due: 2_000n,
  predecessor: after === undefined ? undefined : id(after),
  targets: [timelock.address],
  selectors: ['0x64d62353'],
})

/** What is said of the second of some operations. */
function told(standing: OperationStanding, order: readonly OrderedOperation[], waitsFor?: Hash) {
  const own = order.find((each) => each.id === id(2))
  const page = { timelock, id: id(2), standing, predecessor: own?.predecessor, waitsFor, order }
  const html = renderToStaticMarkup(<OperationObstacle page={page} />)
  return {
    html,
    text: html
      .replace(/<span class="sr-only">0x[0-9a-f]{64}<\/span>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  }
}

test('default: what waits for something that is over is a dead end, and what it waits for is linked', () => {
  const { html, text } = told('blocked', [step(1, 'cancelled'), step(2, 'blocked', 1)])
  expect(text).toMatch(
    /^fail: Dead end: it cannot be executed, because updateDelay on 0x31E4…57F5 .* was cancelled: it would have to be scheduled again and executed\.$/,
  )
  expect(html).toContain(`/operations/${id(1)}"`)
})

test('behavior: a dead end is told while the delay still runs', () => {
  const order = [step(1, 'stale'), step(2, 'waiting', 1)]
  expect(told('waiting', order).text).toContain('fail: Dead end')
  expect(told('waiting', order).text).toContain('has expired.')
})

test('behavior: a predecessor that nobody knows is named by its id', () => {
  const { html, text } = told('blocked', [step(2, 'blocked', 1)])
  expect(text).toContain('because its predecessor')
  expect(text).toContain('is not known to this timelock.')
  expect(html).not.toContain('<a ')
})

test('behavior: what is only not done yet is waited for', () => {
  const order = (own: OperationStanding) => [step(1, 'ready'), step(2, own, 1)]
  expect(told('blocked', order('blocked')).text).toMatch(
    /^warn: Blocked: it waits for updateDelay on 0x31E4…57F5 .*, which is ready\s*\.$/,
  )
  expect(told('waiting', order('waiting')).text).toMatch(/^Also waits for updateDelay/)
})

test('behavior: what the contract refuses for reasons of its own is blocked', () => {
  expect(told('blocked', [step(2, 'blocked')]).text).toBe(
    'warn: Blocked. The contract would refuse it as things are: executing it would fail.',
  )
})

test('behavior: nothing is said where nothing is in the way, and of what is over', () => {
  expect(told('ready', [step(1, 'executed'), step(2, 'ready', 1)]).text).toBe('')
  expect(told('waiting', [step(2, 'waiting')]).text).toBe('')
  expect(told('cancelled', [step(1, 'cancelled'), step(2, 'cancelled', 1)]).text).toBe('')
})
