import { describe, expect, test } from 'vitest'
import { parseLabelRequest, parseNoteRequest, parseSignInRequest } from './owner-requests'

const address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('default', () => {
  const signIn = { message: 'desk.example wants', signature: '0x12' } as const
  expect(parseSignInRequest(JSON.stringify(signIn))).toEqual(signIn)
  expect(parseLabelRequest(JSON.stringify({ address, text: '' }))).toEqual({ address, text: '' })
  expect(parseNoteRequest('{"text":"Why"}')).toEqual({ text: 'Why' })
  const long = `0x${'ab'.repeat(8_192)}`
  expect(parseSignInRequest(JSON.stringify({ message: '', signature: long })).signature).toBe(long)
})

describe('error', () => {
  test.each([
    ['{', 'no JSON'],
    ['[]', 'an object'],
    [{ address, text: 'a', more: 1 }, 'one of address, text'],
    [{ address: '0x12', text: 'a' }, '40 hex digits'],
    [{ address }, 'a text'],
    [{ address, text: 7 }, 'a text'],
  ])('a label %j', (body, words) => {
    const json = typeof body === 'string' ? body : JSON.stringify(body)
    expect(() => parseLabelRequest(json)).toThrow(words)
  })

  test('a signature that is too long, or none', () => {
    const of = (signature: unknown) => JSON.stringify({ message: '', signature })
    expect(() => parseSignInRequest(of(`0x${'ab'.repeat(8_193)}`))).toThrow('at most 8192 bytes')
    expect(() => parseSignInRequest(of('abc'))).toThrow('signature')
    expect(() => parseSignInRequest(of(7))).toThrow('signature')
  })
})
