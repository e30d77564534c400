import { renderToStaticMarkup } from 'react-dom/server'
import {
  encodeAbiParameters,
  encodeEventTopics,
  type Hash,
  keccak256,
  numberToHex,
  pad,
  parseAbi,
} from 'viem'
import { expect, test } from 'vitest'
import type { Difference } from '@/lib/core/replay/difference'
import { groupResults } from '@/lib/core/replay/group-results'
import { nameStorage, storageDifferences } from '@/lib/core/replay/named-storage'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { decodeStateDiff } from '@/lib/core/simulation/decode-state-diff'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { ReplayGroups } from './replay-groups'

const vault = `0x${'11'.repeat(20)}` as const
const user = `0x${'22'.repeat(20)}` as const
const hash: Hash = `0x${'33'.repeat(32)}`
const word = (value: bigint): Hash => numberToHex(value, { size: 32 })
const abi = parseAbi(['event Paid(address indexed user, uint256 amount)'])
const topics = encodeEventTopics({ abi, eventName: 'Paid', args: { user } }) as Hash[]
const data = encodeAbiParameters([{ type: 'uint256' }], [7n])

const preimage = `${pad(user, { size: 32 })}${word(1n).slice(2)}` as const
const slot = keccak256(preimage)
const layout = layOut(['_total', 'uint256'], ['_shares', { key: 'address', value: 'uint256' }])

const differences: Difference[] = [
  { kind: 'storage', address: vault, slot, before: word(1_000n), after: word(900n) },
  { kind: 'event', change: 'gone', address: vault, topics, data: { data, size: 32 } },
]
const result: ReplayResult = {
  hash,
  blockNumber: 5n,
  index: 0,
  outcome: 'different',
  state: 'exact',
  called: { proxy: vault, selector: '0x12345678' },
  before: { succeeded: true, gasUsed: 1n },
  after: { succeeded: true, gasUsed: 1n },
  differences,
  leftOut: 0,
}

/** With what the old transaction hashed, or without. */
function draw(preimages: readonly (typeof preimage)[] | undefined): string {
  const layouts = [{ origin: 'sources', layout } as const]
  const named =
    preimages &&
    decodeStateDiff({
      diff: storageDifferences(result),
      preimages,
      layoutsOf: () => ({ before: layouts, after: layouts }),
    })
  const html = renderToStaticMarkup(
    <ReplayGroups
      groups={groupResults([result], [])}
      abis={{ [vault]: abi }}
      labels={{ [vault]: 'Dollar vault' }}
      storage={named && new Map(nameStorage(hash, named))}
    />,
  )
  return html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
}

test('default: hashed words have the names and values of the variables', () => {
  const text = draw([preimage])
  expect(text).toContain('writes _shares[*] of Dollar vault otherwise')
  expect(text).toMatch(/Dollar vault _shares\[0x2{40}\]: 1000 → 900/)
  expect(text).toContain('event Paid of Dollar vault is gone')
  expect(text).toContain(`storage ${vault} ${slot}`)
  expect(text).not.toContain('not decoded')
})

test('behavior: what cannot be named is listed as that, with the reason', () => {
  const text = draw([])
  expect(text).toContain('writes hashed slots of Dollar vault otherwise')
  expect(text).toContain('unknown: not decoded no variable that is known lies in this slot')
  expect(text).toContain(slot)
})

test('behavior: what is not worked out yet says so', () => {
  expect(draw(undefined)).toContain('not decoded yet its sources are being read')
})

test('behavior: two groups of one function are told apart by why they revert', () => {
  const panic = `0x4e487b71${word(0x11n).slice(2)}` as const
  const reverts = (data: `0x${string}`, error = 'execution reverted') => ({
    succeeded: false,
    gasUsed: 1n,
    revert: { data: { data, size: (data.length - 2) / 2 }, error },
  })
  const differing = (
    index: number,
    outcome: 'newly reverts' | 'newly succeeds',
    end: ReturnType<typeof reverts>,
  ): ReplayResult => {
    const side = outcome === 'newly reverts' ? { after: end } : { before: end }
    const hash = word(BigInt(index))
    return { ...result, ...side, hash, index, outcome, differences: [] }
  }
  const groups = groupResults(
    [
      differing(0, 'newly succeeds', reverts('0x12345678')),
      differing(1, 'newly reverts', reverts(panic)),
      differing(2, 'newly reverts', reverts(panic)),
      differing(3, 'newly reverts', reverts(`0x${'ab'.repeat(36)}`)),
      differing(4, 'newly reverts', reverts('0x', 'out of gas')),
    ],
    [],
  )
  const html = renderToStaticMarkup(<ReplayGroups groups={groups} abis={{}} labels={{}} />)
  const told = [...html.matchAll(/<summary.*?<\/summary>/g)].map(([summary]) =>
    summary
      .replace(/<[^>]+>/g, ' ')
      .match(/revert(?:s|ed): .*$/)?.[0]
      .replace(/\s+/g, ' ')
      .trim(),
  )
  expect(told).toEqual([
    'reverted: 0x12345678',
    'reverts: A number overflowed or underflowed.',
    expect.stringMatching(/^reverts: (0xabababab|It ran out of gas\.)$/),
    expect.stringMatching(/^reverts: (0xabababab|It ran out of gas\.)$/),
  ])
  expect(told[2]).not.toBe(told[3])
})
