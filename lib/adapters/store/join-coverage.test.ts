import { expect, test } from 'vitest'
import { nthHash } from '@/test/queue-store'
import { type Coverage, joinCoverage } from './join-coverage'

const range = (fromBlock: bigint, number: bigint, hosts: readonly string[] = ['a']): Coverage => ({
  fromBlock,
  end: { number, hash: nthHash(Number(number)), timestamp: number },
  hosts,
})

test('default: neighbours are one range, which ends as the last of them', () => {
  const joined = joinCoverage([range(1n, 10n), range(11n, 20n), range(21n, 30n)], 30n)
  expect(joined).toEqual([{ ...range(21n, 30n), fromBlock: 1n }])
})

test('behavior: ranges that may still be replaced keep their ends', () => {
  const young = [range(21n, 30n), range(31n, 40n)]
  const joined = joinCoverage([range(1n, 10n), range(11n, 20n), ...young], 29n)
  expect(joined).toEqual([{ ...range(11n, 20n), fromBlock: 1n }, ...young])
})

test('behavior: what other nodes gave is another range', () => {
  const ranges = [range(1n, 10n), range(11n, 20n, ['b']), range(21n, 30n, ['b', 'a'])]
  expect(joinCoverage(ranges, 30n)).toEqual(ranges)
})

test('behavior: of none there is none', () => {
  expect(joinCoverage([], 30n)).toEqual([])
})
