import { expect, test } from 'vitest'
import { returnPath } from './return-path'

const host = '127.0.0.1:3000'

test('default', () => {
  expect(returnPath({ referer: 'http://127.0.0.1:3000/queue?filter=open#x', host })).toBe(
    '/queue?filter=open',
  )
})

test('behavior: never leads to another host', () => {
  expect(returnPath({ referer: 'https://evil.example/queue', host })).toBe('/')
  expect(returnPath({ referer: 'http://127.0.0.1:3001/queue', host })).toBe('/')
  expect(returnPath({ referer: 'http://127.0.0.1:3000//evil.example', host })).toBe('/')
  expect(returnPath({ referer: 'http://127.0.0.1:3000/\\evil.example', host })).toBe('/')
  expect(returnPath({ referer: 'x://127.0.0.1:3000/\\evil.example', host })).toBe('/')
})

test('behavior: without a usable referer it is the overview', () => {
  expect(returnPath({ referer: null, host })).toBe('/')
  expect(returnPath({ referer: 'nonsense', host })).toBe('/')
  expect(returnPath({ referer: 'http://127.0.0.1:3000/queue', host: null })).toBe('/')
})
