import { renderToStaticMarkup } from 'react-dom/server'
import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { makeReplay } from '@/lib/core/replay/make-replay'
import type { ReplayOutcome, ReplayResult } from '@/lib/core/replay/replay-result'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { makeReplayReport } from '@/lib/core/report/make-replay-report'
import { ReplayView } from './replay-view'

const { input } = sampleReport
const proxy = `0x${'11'.repeat(20)}` as const
const nothing = { data: '0x', size: 0 } as const
const ok = { succeeded: true, gasUsed: 50_000n }
const reverted = {
  succeeded: false,
  gasUsed: 30_000n,
  revert: { data: nothing, error: 'bad\u202e' },
}

const ends: Partial<Record<ReplayOutcome, Pick<ReplayResult, 'before' | 'after'>>> = {
  same: { before: ok, after: ok },
  'newly reverts': { before: ok, after: reverted },
  'newly succeeds': { before: reverted, after: ok },
}

function resultOf(outcome: ReplayOutcome, at: number): ReplayResult {
  return {
    hash: `0x${String(at).padStart(64, '0')}`,
    blockNumber: BigInt(at),
    index: 0,
    outcome,
    state: 'exact',
    called: { proxy, selector: '0xa9059cbb' },
    ...ends[outcome],
    differences: [],
    leftOut: 0,
  }
}

function draw(outcomes: readonly ReplayOutcome[], gaps: readonly string[] = []): string {
  const replay = makeReplay({
    subject: { chainId: 1, block: input.block, replaced: [], overrides: [] },
    mode: 'exact',
    source: { kind: 'traces', last: 10, fromBlock: 0n, toBlock: 9n },
    gaps,
    results: outcomes.map(resultOf),
  })
  const report = makeReplayReport({ input, replay })
  return renderToStaticMarkup(<ReplayView report={report} hash={zeroHash} abis={{}} />)
}

test('default', () => {
  const html = draw(['same', 'newly reverts', 'newly succeeds', 'same'])
  expect(html).toContain('4 transactions, oldest at the top left')
  expect(html).toContain('1. 1 × reverted → now succeeds')
  expect(html).toContain('2. 1 × succeeded → now reverts')
  for (const group of [1, 2]) {
    expect(html).toContain(`href="#replay-group-${group}"`)
    expect(html).toContain(`id="replay-group-${group}"`)
  }
  expect(html).toContain('npx suture verify replay.json ')
})

test('behavior: where nothing differs there are no groups and no links to any', () => {
  const html = draw(['same', 'same'])
  expect(html).not.toContain('replay-group')
  expect(html).not.toContain('What differs')
})

test('behavior: what could not be run or seen is told, and does not pass', () => {
  const html = draw(['same', 'unknown'], ['The node tells no traces.'])
  expect(html).toContain('could not be run')
  expect(html).toContain('Not seen')
  expect(html).toContain('The node tells no traces.')
  expect(html).not.toContain('>pass<')
})

test('behavior: the words of a node cannot turn the text around', () => {
  expect(draw(['newly reverts'])).not.toContain('\u202e')
})
