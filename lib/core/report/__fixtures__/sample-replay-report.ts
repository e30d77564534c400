import {
  emittedNew,
  replayAddress,
  replayHash,
  replayResult,
  revertedEnd,
  sampleReplay,
  wroteOtherwise,
} from '@/lib/core/replay/__fixtures__/sample-replay'
import type { Difference } from '@/lib/core/replay/difference'
import { makeReplayReport } from '@/lib/core/report/make-replay-report'
import { sampleReport } from './sample-report'

const address = replayAddress(0x99)
/** One of each kind. */
export const allDifferences: Difference[] = [
  emittedNew,
  wroteOtherwise,
  { kind: 'output', before: { data: '0x', size: 0 }, after: { data: '0x01', size: 1 } },
  { kind: 'ether', address, before: -(2n ** 200n), after: 2n ** 200n },
  { kind: 'token', standard: 'erc20', token: address, holder: address, before: 0n, after: -1n },
  {
    kind: 'token',
    standard: 'erc721',
    token: address,
    holder: address,
    id: 7n,
    before: 0n,
    after: 1n,
  },
  { kind: 'nonce', address, before: 0n, after: 1n },
  { kind: 'code', address, after: replayHash(1) },
]

export const sampleReplayReport = makeReplayReport({
  input: sampleReport.input,
  replay: sampleReplay(
  [
    replayResult(1),
    replayResult(2, { outcome: 'different', differences: allDifferences, leftOut: 2 }),
    replayResult(3, { outcome: 'newly reverts', after: revertedEnd }),
    replayResult(4, { outcome: 'unknown', reason: 'the node was silent', after: undefined }),
  ],
  {
    gaps: ['Half of it was not seen.'],
    expected: [{ by: 'operator', reason: 'voted', selector: '0x2c16cd8a' }],
  },
),
})
