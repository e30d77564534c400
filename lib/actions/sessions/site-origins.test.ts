import { expect, test } from 'vitest'
import { sessionCookie, sessionTokenOf } from '@/app/api/v1/session/session-cookie'
import { signInOrigins } from '@/app/api/v1/session/sign-in-origins'
import { siteOrigins } from '@/app/api/v1/session/site-origins'

const asked = (headers: Record<string, string>) =>
  new Request('http://inside:3000/api/v1/session', { headers })

test('default: the host that was asked', () => {
  expect(siteOrigins({}, asked({ host: '127.0.0.1:3000' }))).toEqual(['http://127.0.0.1:3000'])
})

test('error: a host that is none', () => {
  expect(siteOrigins({}, asked({ host: '1127.0.0.1' }))).toEqual(['http://inside:3000'])
})

test('behavior: behind a proxy the browser tells whether it came by https', () => {
  const headers = { host: 'desk.example', origin: 'https://desk.example' }
  expect(siteOrigins({}, asked(headers))).toEqual(['https://desk.example'])
  const foreign = { host: 'desk.example', origin: 'https://evil.example' }
  expect(siteOrigins({}, asked(foreign))).toEqual(['http://desk.example'])
  expect(siteOrigins({}, asked({ host: 'desk.example', origin: 'null' }))).toEqual([
    'http://desk.example',
  ])
})

test('behavior: the public address alone, whatever host a request names', () => {
  const config = { publicUrl: 'https://desk.example/suture' }
  // As a page at evil.example would, which had a message signed for itself and hands it on.
  const headers = { host: 'evil.example', origin: 'https://evil.example' }
  expect(siteOrigins(config, asked(headers))).toEqual(['https://desk.example'])
  expect(siteOrigins(config, asked({ host: 'inside:3000' }))).toEqual(['https://desk.example'])
})

test.each(['localhost:3000', '127.0.0.1:3000', '127.8.0.1', 'desk.localhost', '[::1]:3000'])(
  'behavior: without a public address people sign in on their own machine, %s',
  (host) => {
    expect(signInOrigins({}, asked({ host }))).toEqual([`http://${host}`])
  },
)

test.each([
  'evil.example',
  'localhost.evil.example',
  'evil-localhost',
  '127.0.0.1.evil.example',
  '10.0.0.5:3000',
  '[::2]',
])('error: without a public address nobody signs in from elsewhere, %s', (host) => {
  const headers = { host, origin: `https://${host}` }
  expect(() => signInOrigins({}, asked(headers))).toThrow('does not know its own address')
  const config = { publicUrl: 'https://desk.example' }
  expect(signInOrigins(config, asked(headers))).toEqual(['https://desk.example'])
})

const token = 'A'.repeat(43)
const other = 'B'.repeat(43)

test('behavior: by https only the cookie of this very host counts', () => {
  const config = { publicUrl: 'https://desk.example' }
  const cookie = `suture-session=${other}; __Host-suture-session=${token}`
  expect(sessionTokenOf(config, asked({ cookie }))).toBe(token)
  expect(sessionTokenOf(config, asked({ cookie: `suture-session=${other}` }))).toBeUndefined()
  expect(sessionTokenOf({}, asked({ cookie: `suture-session=${other}` }))).toBe(other)
})

test.each(['', 'short', `${token}A`, `${'A'.repeat(42)}=`, `${'A'.repeat(42)}'`])(
  'error: no token, %j',
  (value) => {
    expect(sessionTokenOf({}, asked({ cookie: `suture-session=${value}` }))).toBeUndefined()
  },
)

test('behavior: what the browser is told of the cookie', () => {
  const made = (origin: string) => sessionCookie({ origin, token, seconds: 60 })
  expect(made('https://desk.example')).toBe(
    `__Host-suture-session=${token}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure`,
  )
  expect(made('http://localhost:3000')).toBe(
    `suture-session=${token}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict`,
  )
})
