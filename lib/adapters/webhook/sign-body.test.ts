import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { signBody } from './sign-body'

type Verifier = (request: {
  headers: Record<string, string>
  body: string | Buffer
  secret: string
}) => boolean

/** What the documentation tells receivers to do, as they copy it. */
async function readVerifier(): Promise<Verifier> {
  const text = await readFile('docs/api.md', 'utf8')
  const code = /## Checking a webhook[\s\S]*?```js\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  const url = `data:text/javascript,${encodeURIComponent(code)}`
  const { isFromSuture } = await import(/* @vite-ignore */ url)
  return isFromSuture
}

const secret = 'whsec_x'
const body = '{"title":"文 & \\u0000"}'
const now = () => BigInt(Math.floor(Date.now() / 1_000))

test('default: the documented way takes what is signed', async () => {
  const isFromSuture = await readVerifier()
  const headers = signBody({ secret, timestamp: now(), body })
  expect(isFromSuture({ headers, body, secret })).toBe(true)
  expect(isFromSuture({ headers, body: Buffer.from(body), secret })).toBe(true)
})

test('behavior: and refuses what is changed, of somebody else, old, or not signed at all', async () => {
  const isFromSuture = await readVerifier()
  const headers = signBody({ secret, timestamp: now(), body })
  expect(isFromSuture({ headers, body: `${body} `, secret })).toBe(false)
  expect(isFromSuture({ headers, body, secret: 'whsec_y' })).toBe(false)
  const renewed = { ...headers, 'suture-timestamp': String(now() + 1n) }
  expect(isFromSuture({ headers: renewed, body, secret })).toBe(false)
  for (const timestamp of [now() - 301n, now() + 301n]) {
    const other = signBody({ secret, timestamp, body })
    expect(isFromSuture({ headers: other, body, secret })).toBe(false)
  }
  expect(isFromSuture({ headers: {}, body, secret })).toBe(false)
  const short = { ...headers, 'suture-signature': 'v1=' }
  expect(isFromSuture({ headers: short, body, secret })).toBe(false)
})
