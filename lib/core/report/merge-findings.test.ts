import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Finding } from '@/lib/core/check/finding'
import { sampleReport } from './__fixtures__/sample-report'
import { sampleSimulation } from './__fixtures__/sample-simulation'
import { mergeFindings } from './merge-findings'
import type { ReplayReport } from './replay-report'

const unknown: Finding = {
  check: 'SM-01',
  title: 'A path',
  verdict: 'unknown',
  severity: 'critical',
  kind: 'integrity',
  subject: 'patch',
  detail: 'no simulation was made',
  evidence: [],
  reproduce: 'npx suture verify report.json',
}
const ofVault = { ...unknown, check: 'IN-01', subject: 'Dollar vault' } as const
const passed = { ...unknown, check: 'ST-01', verdict: 'pass' } as const
const simulated = { ...unknown, verdict: 'fail', detail: 'it reverts' } as const
const { input } = sampleReport

const merge = ({
  review = [passed, unknown, ofVault],
  simulation = [simulated],
  at = input,
  confirmedBlock = input.block.number,
}: {
  review?: readonly Finding[]
  simulation?: readonly Finding[]
  at?: typeof input
  confirmedBlock?: bigint
} = {}) =>
  mergeFindings({
    review: {
      report: { input, findings: review, upgrades: [] },
      confirmedBlock: input.block.number,
    },
    simulation: {
      report: { ...sampleSimulation, input: at, findings: simulation },
      confirmedBlock,
    },
  })

test('default: what was unknown is what the simulation found, at its block', () => {
  const simulatedAt = input.block.number
  expect(merge()).toEqual([passed, { ...simulated, simulatedAt }, ofVault])
})

test('behavior: without a simulation everything stays as it is', () => {
  const review = {
    report: { input, findings: [unknown], upgrades: [] },
    confirmedBlock: input.block.number,
  }
  expect(mergeFindings({ review, simulation: undefined })).toEqual([unknown])
})

test('behavior: where both know something, the worse one counts', () => {
  const [pass, fail] = [passed, { ...passed, verdict: 'fail' } as const]
  expect(merge({ review: [pass], simulation: [fail] })).toMatchObject([fail])
  expect(merge({ review: [fail], simulation: [pass] })).toEqual([fail])
  expect(merge({ review: [pass], simulation: [pass] })).toEqual([pass])
})

test('behavior: what is of another subject is not taken', () => {
  const other = { ...simulated, check: 'IN-01', subject: 'Other vault' } as const
  expect(merge({ review: [ofVault], simulation: [other] })).toEqual([ofVault])
})

test('behavior: a simulation of other calls, of another transaction, or from another day says nothing', () => {
  const [call] = input.calls
  if (!call || !input.transaction) throw new Error('the sample has both')
  const nonce = input.transaction.nonce + 1n
  const other = [
    { ...input, calls: [{ ...call, value: call.value + 1n }] },
    { ...input, transaction: { ...input.transaction, nonce } },
    { ...input, transaction: undefined },
  ]
  for (const at of other) expect(merge({ at, review: [unknown] })).toEqual([unknown])
  const old = input.block.number - 7_201n
  expect(merge({ confirmedBlock: old, review: [unknown] })).toEqual([unknown])
  const later = { ...input, block: { ...input.block, number: input.block.number - 5n } }
  expect(merge({ at: later, review: [unknown] })).toMatchObject([{ verdict: 'fail' }])
})

describe('a replay', () => {
  const [upgrade] = sampleReport.upgrades
  const open = { ...unknown, check: 'DR-01' } as const
  const passed = { ...open, verdict: 'pass', detail: 'the same' } as const
  const replaced = {
    proxy: upgrade?.proxies[0] ?? zeroAddress,
    kind: 'uups',
    holder: upgrade?.proxies[0] ?? zeroAddress,
    slot: zeroHash,
    from: upgrade?.from?.address ?? zeroAddress,
    to: upgrade?.to.address ?? zeroAddress,
    codeHash: upgrade?.to.codeHash ?? zeroHash,
  } as const
  const withReplay = (codeHash = replaced.codeHash) => {
    const subject = { replaced: [{ ...replaced, codeHash }] }
    const report = { input, findings: [passed], replay: { subject } } as unknown as ReplayReport
    const { upgrades } = sampleReport
    return mergeFindings({
      review: { report: { input, findings: [open], upgrades }, confirmedBlock: input.block.number },
      replay: { report, confirmedBlock: input.block.number },
    })
  }

  test('default', () => {
    expect(withReplay()).toEqual([{ ...passed, replayedAt: input.block.number }])
  })

  test('behavior: of other code it says nothing', () => {
    expect(withReplay(`0x${'ff'.repeat(32)}`)).toEqual([open])
  })
})
