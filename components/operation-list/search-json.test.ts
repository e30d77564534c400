import { expect, test } from 'vitest'
import { readSearch } from './queue-search'
import { searchJson } from './search-json'

const timelock = '1:0x3Ea1c0a09B41D1D4a2Db1eA4EaD6a9a5A5aC0D11'
const of = (params: Record<string, string>, place?: string) => searchJson(readSearch(params), place)

test('default: everything, soonest due first', () => {
  expect(of({})).toEqual({
    operations: '/api/v1/operations',
    counts: '/api/v1/operations/counts',
  })
})

test.each([
  ['ready', ''],
  ['waiting', ''],
  ['stale', '&order=-eta'],
  ['executed', '&order=scheduled'],
  ['unclear', '&order=scheduled'],
])('behavior: a group in its order (%s)', (state, order) => {
  const { operations, counts } = of({ state, risk: 'upgrade' })
  expect(operations).toBe(`/api/v1/operations?state=${state}&risk=upgrade${order}`)
  expect(counts).toBe('/api/v1/operations/counts?risk=upgrade')
})

test('behavior: a later page of a group; of all groups there is none', () => {
  expect(of({ state: 'ready', cursor: '5.1.0x0.0x1' }).operations).toBe(
    '/api/v1/operations?state=ready&cursor=5.1.0x0.0x1',
  )
  expect(of({ cursor: '5.1.0x0.0x1' }).operations).toBe('/api/v1/operations')
})

test('behavior: a field that is wrong is left out, as on the page', () => {
  expect(of({ target: 'wrong', state: 'never', q: '0x12' }).operations).toBe(
    '/api/v1/operations?q=0x12',
  )
})

test('behavior: of the timelock that the page is about, whatever the search says', () => {
  const { operations, counts } = of({ timelock: 'others', state: 'ready' }, timelock)
  const place = new URLSearchParams({ timelock })
  expect(operations).toBe(`/api/v1/operations?state=ready&${place}`)
  expect(counts).toBe(`/api/v1/operations/counts?${place}`)
})
