import type { AddressLabels } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import { EventList } from './event-list'
import { FlowsView } from './flows-view'
import { FrameTree } from './frame-tree'
import { MadeUpList } from './made-up-list'
import { PhoneFoldsPanel } from './phone-folds-panel'
import { ReadChanges } from './read-changes'
import { StateChanges } from './state-changes'
import { StepList } from './step-list'
import { WholeAddress } from './whole-address'

/** Everything that a simulation found, in the order in which it is asked for; its head stands above. */
export function SimulationView({
  report: { simulation, reads, abis },
  labels: known,
}: {
  report: SimulationReport
  labels?: AddressLabels | undefined
}) {
  const { steps, gasLimit, overrides, diff, flows, created, gaps } = simulation
  const made = created.map((address) => [address.toLowerCase(), 'created by this patch'])
  const labels: AddressLabels = { ...Object.fromEntries(made), ...known }
  const isWhole = steps.length > 0 && steps.every(({ outcome }) => outcome.status === 'done')
  const written = diff.known ? diff.value.contracts : []
  const words = written.reduce((sum, { storage }) => sum + storage.length, 0)
  const transactions = steps.flatMap(({ kind, outcome }) =>
    'transaction' in outcome && outcome.transaction
      ? [{ kind, transaction: outcome.transaction }]
      : [],
  )
  return (
    <>
      {gaps.length > 0 && <Gaps gaps={gaps} />}
      <Section title="Steps" id="steps">
        <Panel>
          <StepList steps={steps} gasLimit={gasLimit} />
        </Panel>
      </Section>
      <Section title="Made up" note="not so on the chain, and made so for this" id="made-up">
        <Panel padded>
          <MadeUpList overrides={overrides} />
        </Panel>
      </Section>
      <Section title="What changes hands" note="ether and tokens, the whole path" id="flows">
        <FlowsView flows={flows} labels={labels} isWhole={isWhole} />
      </Section>
      <Section
        title="Written"
        note={`${tellCount(words, 'word')} of storage in ${tellCount(written.length, 'account')}`}
        id="written"
      >
        <StateChanges diff={diff} labels={labels} isWhole={isWhole} />
        <PhoneFoldsPanel />
      </Section>
      <Section
        title="Not written, but reads differently"
        note="the answer itself was not written; what it rests on may have been"
        id="reads"
      >
        <ReadChanges reads={reads} labels={labels} />
      </Section>
      {transactions.map(({ kind, transaction: { frames, logs } }, index) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a path never change places
          key={index}
          title={`Calls: ${kind}`}
          note={frames.known ? tellCount(frames.value.length, 'call') : undefined}
        >
          <Panel>
            {frames.known ? (
              <FrameTree frames={frames.value} abis={abis} labels={labels} />
            ) : (
              <p className="px-4 py-3 text-ink-2 text-sm">
                Unknown: <UntrustedText text={frames.reason} maxLength={300} />
              </p>
            )}
            {logs.length > 0 && (
              <details className="border-line border-t">
                <summary className="px-4 py-2 text-ink-2 text-sm hover:text-ink max-md:px-3">
                  {tellCount(logs.length, 'event')}
                </summary>
                <EventList logs={logs} abis={abis} labels={labels} />
              </details>
            )}
          </Panel>
        </Section>
      ))}
      {created.length > 0 && (
        <Section title="Contracts created" id="created">
          <Panel padded>
            <ul className="grid gap-1">
              {created.slice(0, 100).map((address) => (
                <li key={address}>
                  <WholeAddress address={address} />
                </li>
              ))}
            </ul>
          </Panel>
        </Section>
      )}
    </>
  )
}

function Gaps({ gaps }: { gaps: readonly string[] }) {
  return (
    <Callout tone="unknown" title="Not seen">
      <ul className="grid gap-1">
        {gaps.slice(0, 30).map((gap) => (
          <li key={gap}>
            <UntrustedText text={gap} maxLength={400} />
          </li>
        ))}
      </ul>
      {gaps.length > 30 && <p>{gaps.length - 30} more in the raw data.</p>}
    </Callout>
  )
}

function tellCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
