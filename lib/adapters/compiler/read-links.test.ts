import type { Hex } from 'viem'
import { expect, test } from 'vitest'
import { readLinks } from './read-links'

const address = `0x${'aB'.repeat(20)}`
const push = `73${'ab'.repeat(20)}`
const linksIn = (bytes: string, libraries: unknown) =>
  readLinks({ references: {}, libraries, bytes: `0x${bytes}` as Hex })

test('default: what solc left open', () => {
  const ranges = [{ start: 3, length: 20 }]
  const references = { 'a.sol': { L: ranges } }
  expect(readLinks({ references, libraries: undefined, bytes: '0x' })).toEqual([
    { path: 'a.sol', library: 'L', ranges },
  ])
})

test('behavior: what the settings link is found by its address', () => {
  const libraries = { 'a.sol': { L: address, Unused: `0x${'cd'.repeat(20)}` } }
  expect(linksIn(`6001${push}00${push}`, libraries)).toEqual([
    {
      path: 'a.sol',
      library: 'L',
      ranges: [
        { start: 3, length: 20 },
        { start: 25, length: 20 },
      ],
    },
  ])
})

test('behavior: half a byte further it is something else', () => {
  expect(linksIn(`0${push}0`, { 'a.sol': { L: address } })).toEqual([])
})

test('behavior: settings that name no library, or none that could be', () => {
  const zeros = `73${'00'.repeat(20)}`
  expect(linksIn(zeros, { 'a.sol': { L: `0x${'00'.repeat(20)}` } })).toEqual([])
  for (const libraries of [null, 'x', [], { 'a.sol': 'L' }, { 'a.sol': { L: 7, M: '0x' } }]) {
    expect(linksIn(push, libraries)).toEqual([])
  }
})
