import { renderToStaticMarkup } from 'react-dom/server'
import { toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import type { ChangeExpectation } from '@/lib/core/simulation/expectations'
import { MeantChanges } from './meant-changes'

const draw = (change: Omit<ChangeExpectation, 'reason'>) =>
  renderToStaticMarkup(<MeantChanges changes={[{ reason: 'A cap.', ...change }]} />)
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')

test('default: who calls what, how it ends, and why', () => {
  const selector = toFunctionSelector('upgradeTo(address)')
  const data = toFunctionSelector('Frozen()')
  expect(draw({ selector, reverts: { newly: true, data } })).toContain(
    `upgradeTo(address) (${selector}) reverts where it succeeded, with ${data}: A cap.`,
  )
})

test('args: unknown selectors, messages, any data, events', () => {
  expect(draw({ selector: '0x12345678' })).toContain('0x12345678 has another effect: A cap.')
  expect(draw({ reverts: { newly: false, data: '0x' } })).toContain(
    'any call succeeds where it reverted with any data: A cap.',
  )
  expect(draw({ events: [`0x${'11'.repeat(32)}`] })).toContain('in storage and the events 0x1111')
})

test('behavior: nothing declared, nothing drawn', () => {
  expect(renderToStaticMarkup(<MeantChanges changes={[]} />)).toBe('')
})
