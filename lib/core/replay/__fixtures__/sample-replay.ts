import { type Address, getAddress, type Hash, keccak256, numberToHex, pad } from 'viem'
import type { Difference } from '@/lib/core/replay/difference'
import type { ExpectedDifference } from '@/lib/core/replay/expected-difference'
import { makeReplay } from '@/lib/core/replay/make-replay'
import type { Replay, ReplaySubject } from '@/lib/core/replay/replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import type { ReplayRun } from '@/lib/core/replay/replay-run'

export const replayAddress = (last: number): Address =>
  getAddress(`0x${last.toString(16).padStart(40, '0')}`)
export const replayHash = (last: number): Hash => pad(numberToHex(last), { size: 32 })

export const replaySubject: ReplaySubject = {
  chainId: 31_337,
  block: { number: 100n, hash: replayHash(0xb10c), timestamp: 1_795_000_000n },
  replaced: [
    {
      proxy: replayAddress(0x99),
      kind: 'uups',
      holder: replayAddress(0x99),
      slot: replayHash(0x1967),
      from: replayAddress(0x10),
      to: replayAddress(0x11),
      codeHash: keccak256('0x11'),
    },
  ],
  overrides: [],
}

/** A result of transaction `at`; the same effect unless said otherwise. */
export function replayResult(at: number, other: Partial<ReplayResult> = {}): ReplayResult {
  return {
    hash: replayHash(0x1000 + at),
    blockNumber: BigInt(10 + at),
    index: 0,
    outcome: 'same',
    state: 'exact',
    called: { proxy: replayAddress(0x99), selector: '0x2c16cd8a' },
    before: { succeeded: true, gasUsed: 50_000n },
    after: { succeeded: true, gasUsed: 50_100n },
    differences: [],
    leftOut: 0,
    ...other,
  }
}

export const wroteOtherwise: Difference = {
  kind: 'storage',
  address: replayAddress(0x99),
  slot: replayHash(3),
  before: replayHash(1),
  after: replayHash(2),
}

export const emittedNew: Difference = {
  kind: 'event',
  change: 'new',
  address: replayAddress(0x99),
  topics: [replayHash(0xe0)],
  data: { data: '0x01', size: 1 },
}

/** How a transaction ended that reverted with an error of one argument. */
export const revertedEnd: NonNullable<ReplayResult['after']> = {
  succeeded: false,
  gasUsed: 30_000n,
  revert: { data: { data: `0xdeadbeef${'00'.repeat(32)}`, size: 36 }, error: 'execution reverted' },
}

export function sampleReplay(
  results: readonly ReplayResult[],
  other: Partial<Pick<Replay, 'mode' | 'gaps'>> & {
    readonly expected?: readonly ExpectedDifference[]
  } = {},
): Replay {
  const source = { kind: 'traces', last: 500, fromBlock: 0n, toBlock: 100n } as const
  return makeReplay({ subject: replaySubject, mode: 'exact', source, gaps: [], results, ...other })
}

/** A run that does nothing. */
export function replayRun(other: Partial<ReplayRun> = {}): ReplayRun {
  return {
    succeeded: true,
    gasUsed: 50_000n,
    output: '0x',
    logs: [],
    frames: [],
    diff: new Map(),
    ...other,
  }
}
