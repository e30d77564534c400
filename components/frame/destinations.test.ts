import { expect, test } from 'vitest'
import { destinations, isWithin } from './destinations'

const within = (pathname: string) =>
  destinations.filter(({ href }) => isWithin({ href, pathname })).map(({ label }) => label)

test('default', () => {
  expect(within('/')).toEqual(['Overview'])
  expect(within('/queue')).toEqual(['Queue'])
  expect(within('/timelocks/31337/0xabc')).toEqual(['Timelocks'])
})

test('behavior: a patch belongs to the queue, a new one to nothing yet', () => {
  expect(within('/patches/0xabc/sign')).toEqual(['Queue'])
  expect(within('/patches/new')).toEqual([])
})

test('behavior: a name that only begins alike is another place', () => {
  expect(within('/safeshouse')).toEqual([])
})
