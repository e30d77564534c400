import type { Hash } from 'viem'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { reportFilePath } from '@/components/frame/paths'
import { RenewalPanel } from '@/components/frame/renewal-panel'
import { Callout } from '@/components/ui/callout'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Verdict } from '@/components/ui/verdict'
import type { EffectsReport, EffectsStep } from '@/lib/core/report/effects-report'
import type { EffectDifference } from '@/lib/core/simulation/compare-effects'
import { ruleWords } from '@/lib/core/simulation/effect-rules'

export type EffectsSectionProps = {
  step: EffectsStep
  /** Undefined where nothing was compared yet. */
  effects: { readonly report: EffectsReport; readonly hash: Hash } | undefined
  isRunning: boolean
  /** Why the last attempt came to nothing. */
  failure: string | undefined
}

const words = {
  execute: {
    title: 'Expected and actual',
    note: 'the simulation, and the transaction that executed it',
    verb: 'executed',
    made: 'Nobody had simulated it before: expected is a simulation made afterwards, on the block before.',
  },
  schedule: {
    title: 'Scheduling: expected and actual',
    note: 'the simulation, and the transaction that scheduled it',
    verb: 'scheduled',
    made: 'Expected is a simulation made afterwards, on the block before.',
  },
} as const

/** What a step of a patch did, beside what a simulation said that it would do. */
export function EffectsSection({ step, effects, isRunning, failure }: EffectsSectionProps) {
  const { title, note, made } = words[step]
  if (!effects) {
    return (
      <Section title={title}>
        <Callout tone="unknown" title="What it did is not compared yet" live="status">
          <p>
            {isRunning
              ? 'Its transaction is read and held against the simulation; the page renews itself when that is done.'
              : (failure ?? 'Nothing was compared.')}
          </p>
          {isRunning && <RenewalPanel />}
        </Callout>
      </Section>
    )
  }
  const { report, hash } = effects
  const { comparison, expected, actual, transaction, block } = report
  const { differences, explained, unseen } = comparison
  return (
    <Section title={title} note={note}>
      <div className="grid gap-3">
        <Panel title={<Outcome report={report} />} padded={differences.length === 0}>
          {differences.length > 0 ? (
            <DifferenceTable differences={differences} />
          ) : (
            <p className="text-ink-2 text-sm">
              {actual.effects.length === 1 ? '1 effect' : `${actual.effects.length} effects`}{' '}
              compared: what is written, moved, allowed, created and emitted, and how it ends.
            </p>
          )}
        </Panel>
        {unseen.length > 0 && (
          <Callout tone="unknown" title="What could not be seen">
            <ul className="grid gap-1">
              {unseen.map((one) => (
                <li key={one} className="break-words">
                  <UntrustedText text={one} maxLength={400} />
                </li>
              ))}
            </ul>
          </Callout>
        )}
        {explained.length > 0 && (
          <Disclosure summary={`What has to differ (${explained.length})`}>
            <Panel>
              <DifferenceTable differences={explained} />
            </Panel>
          </Disclosure>
        )}
        <p className="text-ink-3 text-xs">
          Transaction <ShortHash hash={transaction} copyLabel="Copy transaction hash" /> in block{' '}
          {String(block.number)}, read by{' '}
          {actual.source === 'trace' ? 'its traces' : 'its receipt and storage at two blocks'}.{' '}
          {expected.made === 'before'
            ? `Expected is the last simulation from before, of block ${expected.effects.at.number}.`
            : made}{' '}
          Gas and whoever paid for it are not compared.{' '}
          <a className="link" href={reportFilePath(hash)}>
            Raw data
          </a>
        </p>
      </div>
    </Section>
  )
}

function Outcome({ report: { step, comparison } }: { report: EffectsReport }) {
  const { verdict, differences } = comparison
  const { verb } = words[step]
  const done = verb === 'executed' ? 'Executed' : 'Scheduled'
  if (verdict === 'same') return <Verdict verdict="pass">{done} as simulated</Verdict>
  if (verdict === 'unknown') {
    return <Verdict verdict="unknown">{done}; not all of it could be compared</Verdict>
  }
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`
  return (
    <Verdict verdict="fail">
      Not {verb} as simulated: {count}
    </Verdict>
  )
}

function DifferenceTable({ differences }: { differences: readonly EffectDifference[] }) {
  const hasRules = differences.some(({ rule }) => rule !== undefined)
  const columns = ['What', 'Expected', 'Actual', ...(hasRules ? ['Why it has to differ'] : [])]
  return (
    <DataTable caption="Differences" columns={columns}>
      {differences.map(({ what, expected, actual, rule }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the differences of one report never change places
        <tr key={index}>
          <DataCell label="What" className="wrap-anywhere">
            <UntrustedText text={what} maxLength={300} />
          </DataCell>
          <DataCell label="Expected" side="before" className="break-all font-mono text-xs">
            <UntrustedText text={expected} maxLength={400} />
          </DataCell>
          <DataCell label="Actual" side="after" className="break-all font-mono text-xs">
            <UntrustedText text={actual} maxLength={400} />
          </DataCell>
          {rule && (
            <DataCell label="Why it has to differ" className="text-xs">
              {ruleWords[rule]}
            </DataCell>
          )}
        </tr>
      ))}
    </DataTable>
  )
}
