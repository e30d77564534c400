import { expect, test } from 'vitest'
import { POST } from './route'

function choose(theme: string, referer?: string) {
  return POST(
    new Request('http://127.0.0.1:3000/theme', {
      method: 'POST',
      body: new URLSearchParams({ theme }),
      headers: { host: '127.0.0.1:3000', ...(referer ? { referer } : {}) },
    }),
  )
}

test('default', async () => {
  const response = await choose('dark', 'http://127.0.0.1:3000/queue?filter=open')
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/queue?filter=open')
  expect(response.headers.get('set-cookie')).toMatch(/^suture-theme=dark; Path=\/;/)
})

test('behavior: an unknown theme is the system’s', async () => {
  const response = await choose('sepia; Domain=evil.example')
  expect(response.headers.get('set-cookie')).toMatch(/^suture-theme=system; /)
})

test('behavior: never leads to another host', async () => {
  expect((await choose('dark', 'https://evil.example/queue')).headers.get('location')).toBe('/')
  expect(
    (await choose('dark', 'http://127.0.0.1:3000//evil.example')).headers.get('location'),
  ).toBe('/')
  expect((await choose('dark', 'nonsense')).headers.get('location')).toBe('/')
  expect((await choose('dark')).headers.get('location')).toBe('/')
})
