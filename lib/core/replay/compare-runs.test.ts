import { encodeAbiParameters, encodeEventTopics, type Hash, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { replayAddress, replayHash, replayRun } from './__fixtures__/sample-replay'
import { compareRuns } from './compare-runs'
import type { WholeLog } from './historic-transaction'

const vault = replayAddress(0x99)
const token = replayAddress(0x70)
const [user, other] = [replayAddress(1), replayAddress(2)]

const log = (last: number): WholeLog => ({ address: vault, topics: [replayHash(last)], data: '0x' })

function transfer(amount: bigint, to = other): WholeLog {
  const abi = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 amount)'])
  const args = { from: user, to }
  return {
    address: token,
    topics: encodeEventTopics({ abi, eventName: 'Transfer', args }) as Hash[],
    data: encodeAbiParameters([{ type: 'uint256' }], [amount]),
  }
}

function wrote(slot: number, before: number, after: number): RawStateDiff {
  const change = { before: replayHash(before), after: replayHash(after) }
  return new Map([
    [vault.toLowerCase(), { address: vault, storage: new Map([[replayHash(slot), change]]) }],
  ])
}

test('default: the same is no difference, whatever gas it took', () => {
  const run = { logs: [log(1), transfer(5n)], diff: wrote(0, 1, 2), output: '0x01' } as const
  expect(compareRuns(replayRun(run), replayRun({ ...run, gasUsed: 1n }))).toEqual([])
})

describe('events', () => {
  test('behavior: gone and new, as often as they differ', () => {
    const differences = compareRuns(
      replayRun({ logs: [log(1), log(1), log(2)] }),
      replayRun({ logs: [log(1), log(3)] }),
    )
    const told = differences.map((one) => one.kind === 'event' && [one.change, one.topics[0]])
    expect(told).toEqual([
      ['gone', replayHash(1)],
      ['gone', replayHash(2)],
      ['new', replayHash(3)],
    ])
  })

  test('behavior: another order', () => {
    const [one, two] = [
      replayRun({ logs: [log(1), log(2)] }),
      replayRun({ logs: [log(2), log(1)] }),
    ]
    expect(compareRuns(one, two)).toMatchObject([{ change: 'moved' }, { change: 'moved' }])
  })

  test('behavior: tokens that move are summed by holder', () => {
    const differences = compareRuns(
      replayRun({ logs: [transfer(5n), transfer(2n)] }),
      replayRun({ logs: [transfer(5n), transfer(3n)] }),
    )
    expect(differences.filter(({ kind }) => kind === 'token')).toEqual([
      { kind: 'token', standard: 'erc20', token, holder: user, before: -7n, after: -8n },
      { kind: 'token', standard: 'erc20', token, holder: other, before: 7n, after: 8n },
    ])
  })
})

describe('state', () => {
  test('behavior: what one writes and the other leaves', () => {
    expect(compareRuns(replayRun({ diff: wrote(4, 1, 2) }), replayRun())).toEqual([
      {
        kind: 'storage',
        address: vault,
        slot: replayHash(4),
        before: replayHash(2),
        after: replayHash(1),
      },
    ])
    expect(compareRuns(replayRun(), replayRun({ diff: wrote(4, 1, 2) }))).toMatchObject([
      { before: replayHash(1), after: replayHash(2) },
    ])
  })

  test('behavior: ether, contracts created, and their code', () => {
    const diff: RawStateDiff = new Map([
      [
        vault.toLowerCase(),
        {
          address: vault,
          balance: { before: 5n, after: 3n },
          nonce: { before: 1n, after: 2n },
          codeHash: { before: undefined, after: replayHash(0xc0) },
          storage: new Map(),
        },
      ],
    ])
    expect(compareRuns(replayRun(), replayRun({ diff }))).toEqual([
      { kind: 'ether', address: vault, before: 0n, after: -2n },
      { kind: 'nonce', address: vault, before: 0n, after: 1n },
      { kind: 'code', address: vault, before: undefined, after: replayHash(0xc0) },
    ])
  })
})

test('behavior: of a return bomb the first bytes are told, and all are compared', () => {
  const [one, two] = ['00', '01'].map((last) =>
    replayRun({ output: `0x${'00'.repeat(99_999)}${last}` }),
  )
  expect(compareRuns(one!, one!)).toEqual([])
  const [difference] = compareRuns(one!, two!)
  expect(difference).toMatchObject({ kind: 'output', before: { size: 100_000 } })
  expect(JSON.stringify(difference).length).toBeLessThan(1_300)
})
