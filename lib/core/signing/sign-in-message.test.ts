import { describe, expect, test } from 'vitest'
import { readSignInMessage, type SignIn, signInMessage } from './sign-in-message'

const signIn: SignIn = {
  origin: 'https://desk.example',
  account: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  chainId: 1,
  nonce: 'a1b2c3d4e5f6a7b8',
  issuedAt: new Date('2026-11-22T10:00:00.000Z'),
  expiresAt: new Date('2026-11-22T10:05:00.000Z'),
}
const origins = [signIn.origin]
const now = new Date('2026-11-22T10:01:00.000Z')

function refusal(text: string, changes: { origins?: string[]; now?: Date } = {}): string {
  try {
    readSignInMessage(text, { origins, now, ...changes })
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('It was taken.')
}

test('default: what a wallet shows', () => {
  expect(signInMessage(signIn)).toMatchInlineSnapshot(`
    "desk.example wants you to sign in with your Ethereum account:
    0x70997970C51812dc3A010C7d01b50e0d17dc79C8

    Sign in to Suture for 8 hours, to write names and notes. This is no transaction: it moves nothing and approves nothing.

    URI: https://desk.example
    Version: 1
    Chain ID: 1
    Nonce: a1b2c3d4e5f6a7b8
    Issued At: 2026-11-22T10:00:00.000Z
    Expiration Time: 2026-11-22T10:05:00.000Z"
  `)
  expect(readSignInMessage(signInMessage(signIn), { origins, now })).toEqual(signIn)
})

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'https://a.b.example:8443'])(
  'behavior: a site at %s',
  (origin) => {
    const text = signInMessage({ ...signIn, origin })
    expect(readSignInMessage(text, { origins: [origin], now })).toMatchObject({ origin })
  },
)

test('error: a site that no such message can name', () => {
  expect(() => signInMessage({ ...signIn, origin: 'http://[::1]:3000' })).toThrow(
    'No sign-in message can be written for this site.',
  )
})

describe('error: the message', () => {
  test('is none', () => {
    expect(refusal('Transfer everything')).toMatchInlineSnapshot(`
      "That is no message to sign in with.
      Begins with: Transfer everything
      Sign the message of EIP-4361 that the page shows, as it is."
    `)
  })

  test('is for another site', () => {
    const text = signInMessage({ ...signIn, origin: 'https://desk.example.evil.example' })
    expect(refusal(text)).toMatchInlineSnapshot(`
      "The message was signed for another site.
      Domain signed for: desk.example.evil.example
      URI signed for: https://desk.example.evil.example
      This site: https://desk.example
      If you signed it on a page that was not this one, somebody has tried to sign in as you: nothing was opened. Sign in on the page of this site."
    `)
  })

  test.each([
    ['https://desk.example', 'https://evil.example'],
    ['URI: https://desk.example', 'URI: https://desk.example/elsewhere'],
    ['URI: https://', 'URI: http://'],
    ['desk.example wants', 'evil.example wants'],
    ['desk.example wants', 'https://evil.example wants'],
  ])('names the site in one place only: %s as %s', (from, to) => {
    expect(refusal(signInMessage(signIn).replace(from, to))).toContain('for another site')
  })

  test.each([
    ['This is no transaction', 'This is a transaction'],
    [/\n\n.*\n\n/, '\n\n'],
    ['desk.example wants', 'https://desk.example wants'],
    ['Version: 1', 'Version: 2'],
    [/$/, '\nNot Before: 2026-11-22T10:00:00.000Z'],
    [/$/, '\nResources:\n- https://desk.example'],
    [/$/, '\n'],
    ['10:05:00.000Z', '10:05:00Z'],
    ['2026-11-22T10:05:00.000Z', 'tomorrow'],
    ['0x70997970C51812dc3A010C7d01b50e0d17dc79C8', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'],
    ['Chain ID: 1', 'Chain ID: 01'],
  ])('is altered: %s as %s', (from, to) => {
    expect(refusal(signInMessage(signIn).replace(from, to))).toContain(
      'not the one that this site asks to sign',
    )
  })

  test('has expired, at that very moment and not before', () => {
    const text = signInMessage(signIn)
    expect(refusal(text, { now: signIn.expiresAt })).toMatchInlineSnapshot(`
      "The message has expired.
      Expired: 2026-11-22T10:05:00.000Z
      Clock of the server: 2026-11-22T10:05:00.000Z
      A message is good for five minutes. Sign in again."
    `)
    const before = new Date(signIn.expiresAt.getTime() - 1)
    expect(readSignInMessage(text, { origins, now: before })).toEqual(signIn)
  })
})
