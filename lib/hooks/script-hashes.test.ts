import { expect, test } from 'vitest'
import { scriptHash } from './script-hashes'
import { trustedScriptUrl } from './trusted-values'

const origin = 'https://desk.example'
const hashes = { '/_next/static/chunks/a.js': 'sha256-a' }

test('default', () => {
  for (const address of Object.keys(hashes).flatMap((path) => [path, `${origin}${path}`])) {
    expect(scriptHash(address, origin, hashes)).toBe('sha256-a')
    expect(trustedScriptUrl(address, origin, hashes)).toBe(address)
  }
})

test.each([
  '/_next/static/chunks/b.js',
  '/_next/static/chunks/../chunks/b.js',
  'https://evil.example/_next/static/chunks/a.js',
  '/constructor',
  'constructor',
  'https://desk.example:443:1/',
])('error: %s is no script of the build', (address) => {
  expect(scriptHash(address, origin, hashes)).toBeUndefined()
  expect(trustedScriptUrl(address, origin, hashes)).toBeNull()
})

test('behavior: workers stand in no list, since no address of one carries a hash', () => {
  expect(trustedScriptUrl('/verify-worker.js', origin, hashes)).toBe('/verify-worker.js')
})
