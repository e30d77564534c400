import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { owners, transactionOf } from '@/lib/core/patch/__fixtures__/records'
import { MovePanel } from './move-panel'

const idle = { run: () => undefined, isRunning: false, isDone: false, error: undefined }
const transaction = transactionOf({ name: 'mine', nonce: 47n, signers: [owners[0]!] })
const view = (obstacles: readonly string[]) =>
  renderToStaticMarkup(
    <MovePanel
      transaction={transaction}
      ways={{ move: idle, moved: undefined }}
      {...{ obstacles }}
    />,
  )

test('what stands in the way of signing stands in the way of signing the same at another nonce', () => {
  const html = view(['1 of the checks above fails.'])
  expect(html).toMatch(/aria-disabled="true"[^>]*aria-describedby="sign-moved-reasons"/)
  expect(html).toContain('1 of the checks above fails.')
  expect(html).not.toContain('type="submit"')
})

test('where nothing does, it can be signed', () => {
  const html = view([])
  expect(html).toMatch(/type="submit"[^>]*>Sign at another nonce/)
  expect(html).not.toContain('aria-disabled')
})
