import { expect, test } from 'vitest'
import { trustedMarkup, trustedScriptUrl } from './trusted-values'

const origin = 'https://desk.example'

test.each(['/_next/static/chunks/a-1.js', '/_next/static/chunks/a.js?dpl=1', '/verify-worker.js'])(
  'default: %s',
  (address) => {
    expect(trustedScriptUrl(address, origin)).toBe(address)
    expect(trustedScriptUrl(`${origin}${address}`, origin)).toBe(`${origin}${address}`)
  },
)

test.each([
  'https://evil.example/_next/static/chunks/a.js',
  '//evil.example/a.js',
  'javascript:alert(1)//a.js',
  'data:text/javascript,alert(1)',
  'blob:https://desk.example/1',
  '/api/v1/sources/0x12',
  '/api/v1/a.js',
  '/_next/static/../../api/v1/a.js',
  'https://desk.example@evil.example/a.js',
  '',
])('error: %s', (address) => {
  expect(trustedScriptUrl(address, origin)).toBeNull()
})

test('behavior: no markup but the one that React needs', () => {
  expect(trustedMarkup('<script></script>')).toBe('<script></script>')
  for (const text of ['', '<b>', '<script>alert(1)</script>', '<script></script><img onerror=x>']) {
    expect(trustedMarkup(text)).toBeNull()
  }
})
