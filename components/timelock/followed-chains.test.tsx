import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { FollowedChains } from './followed-chains'

const address = `0x${'1'.repeat(40)}` as const
const of = (chainId: number, number: bigint, secondsAgo: number, problem?: string) => ({
  timelock: { chainId, address },
  indexed: { number, hash: `0x${'ab'.repeat(32)}` as const, timestamp: 1_795_184_567n },
  heardAt: new Date(Date.now() - secondsAgo * 1_000),
  problem: problem === undefined ? undefined : { text: problem },
})
const chains = [
  { id: 1, name: 'Ethereum' },
  { id: 10, name: 'OP' },
]
const shown = (followed: ReturnType<typeof of>[], told: number[] = []) =>
  renderToStaticMarkup(<FollowedChains chains={chains} followed={followed} told={told} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

test('default: each chain by what was heard of it last', () => {
  const text = shown([of(1, 70n, 300), of(1, 80n, 3), of(10, 90n, 5)])
  expect(text).toMatch(/Ethereum.*80.*OP.*90/)
  expect(text).not.toContain('Nothing was heard')
})

test('behavior: a timelock with a problem of its own does not speak for its chain', () => {
  expect(shown([of(1, 70n, 9), of(1, 80n, 3, 'Too long.')])).toContain('70')
  expect(shown([of(1, 80n, 3, 'Too long.')])).toContain('no answer')
})

test('behavior: a silent chain is told as that', () => {
  expect(shown([of(1, 70n, 300)])).toContain('Nothing was heard of the chain for 5 min')
})

test('behavior: nothing of a chain that is told already, or without timelocks', () => {
  expect(shown([of(1, 70n, 3)], [1])).toBe('')
})
