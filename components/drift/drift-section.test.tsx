import { renderToStaticMarkup } from 'react-dom/server'
import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Alarm } from '@/lib/core/patch/alarm'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import type { EffectsReport } from '@/lib/core/report/effects-report'
import { DriftSection } from './drift-section'
import { EffectsSection } from './effects-section'

const textOf = (html: string) =>
  html
    .replace(/<!-- -->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const block = { number: 5n, hash: zeroHash, timestamp: 1_795_000_000n }
const alarm: Alarm = {
  kind: 'effect',
  what: 'fee\u202e of 0x11',
  before: '0 → 5',
  after: '0 → 6',
  firstBlock: 7n,
  lastBlock: 9n,
}
const reading: DriftReading = {
  isRunning: false,
  first: block,
  looked: { number: 9n, timestamp: 1_795_000_060n },
  unseen: [],
  problem: undefined,
  alarms: [],
}

describe('DriftSection', () => {
  const draw = (changes: Partial<DriftReading>) =>
    textOf(
      renderToStaticMarkup(
        <DriftSection drift={{ ...reading, ...changes }} now={1_795_000_120n} />,
      ),
    )

  test('default', () => {
    const text = draw({})
    expect(text).toContain('compared with the first look at block 5')
    expect(text).toContain('pass: As when it was first looked at')
  })

  test('behavior: an alarm is told with both sides, and no pass beside it', () => {
    const text = draw({ alarms: [alarm, { ...alarm, kind: 'code', endedBlock: 8n }] })
    expect(text).toContain('fail: 1 thing is not as when it was first looked at')
    expect(text).toContain('effect: fee U+202E of 0x11 0 → 5 0 → 6 blocks 7 to 9')
    expect(text).toContain('What is over (1)')
    expect(text).not.toContain('pass:')
  })

  test('behavior: what people judge has its answers, and of the rest it says that nobody can', () => {
    const answered = (alarms: readonly Alarm[]) =>
      textOf(
        renderToStaticMarkup(
          <DriftSection
            drift={{ ...reading, alarms }}
            now={undefined}
            answerTo={({ check }) => <p>answers to {check}</p>}
          />,
        ),
      )
    const code: Alarm = { ...alarm, kind: 'code', what: 'code of 0x22' }
    expect(answered([alarm])).toContain('answers to DF-04')
    expect(answered([alarm])).not.toContain('nobody can answer')
    expect(answered([alarm, code])).toContain('The rest nobody can answer')
    expect(answered([code])).toContain('Nobody can answer this')
    expect(answered([code])).not.toContain('answers to')
  })

  test('behavior: what is not known is no pass', () => {
    expect(draw({ unseen: ['no Anvil'] })).toContain('unknown: Not all of it could be compared')
    expect(draw({ looked: undefined, first: undefined })).toContain('It was not looked at yet')
    const silent = draw({ problem: { reason: 'The node is silent.', since: 1_795_000_000n } })
    expect(silent).toContain('The node is silent. So it has been since')
    for (const text of [draw({ unseen: ['no Anvil'] }), silent]) expect(text).not.toContain('pass:')
  })
})

describe('EffectsSection', () => {
  const effects = {
    source: 'trace',
    at: { number: 5n, timestamp: 1_795_000_000n },
    ending: { status: 'done' },
    effects: [],
    unseen: [],
  } as const
  const report: EffectsReport = {
    schema: 'suture/effects/1',
    step: 'execute',
    chainId: 1,
    transaction: zeroHash,
    block,
    expected: { made: 'before', effects },
    actual: effects,
    comparison: { verdict: 'same', differences: [], explained: [], unseen: [] },
  }
  const draw = (changes: Partial<EffectsReport>) =>
    textOf(
      renderToStaticMarkup(
        <EffectsSection
          step={changes.step ?? 'execute'}
          effects={{ report: { ...report, ...changes }, hash: zeroHash }}
          isRunning={false}
          failure={undefined}
        />,
      ),
    )

  test('default', () => {
    const text = draw({})
    expect(text).toContain('pass: Executed as simulated')
    expect(text).toContain('Expected is the last simulation from before, of block 5.')
  })

  test('behavior: of scheduling it is told as that', () => {
    const text = draw({ step: 'schedule', expected: { made: 'afterwards', effects } })
    expect(text).toContain('pass: Scheduled as simulated')
    expect(text).toContain('Expected is a simulation made afterwards, on the block before.')
  })

  test('behavior: differences, and what has to differ', () => {
    const difference = {
      kind: 'write',
      what: 'fee of 0x11',
      expected: '0 → 5',
      actual: '0 → 6',
    } as const
    const text = draw({
      expected: { made: 'afterwards', effects },
      comparison: {
        verdict: 'different',
        differences: [difference],
        explained: [{ ...difference, rule: 'time' }],
        unseen: [],
      },
    })
    expect(text).toContain('fail: Not executed as simulated: 1 difference')
    expect(text).toContain('fee of 0x11 0 → 5 0 → 6')
    expect(text).toContain('as far from the time of its block on both sides')
    expect(text).toContain('a simulation made afterwards, on the block before')
  })

  test('behavior: what could not be seen is no pass', () => {
    const comparison = {
      verdict: 'unknown',
      differences: [],
      explained: [],
      unseen: ['no traces'],
    } as const
    const text = draw({ comparison })
    expect(text).toContain('unknown: Executed; not all of it could be compared')
    expect(text).toContain('no traces')
    const nothing = renderToStaticMarkup(
      <EffectsSection step="execute" effects={undefined} isRunning={false} failure="No receipt." />,
    )
    expect(textOf(nothing)).toContain('What it did is not compared yet No receipt.')
  })
})
