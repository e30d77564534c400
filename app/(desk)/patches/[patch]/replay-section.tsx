import type { ReactNode } from 'react'
import type { Abi, Address } from 'viem'
import { UntrustedText } from '@/components/address/untrusted-text'
import { RenewalPanel } from '@/components/frame/renewal-panel'
import { CancelReplayForm, ReplayForm, ResumeReplayForm } from '@/components/replay/replay-form'
import { ReplayPicture } from '@/components/replay/replay-picture'
import { ReplayView } from '@/components/replay/replay-view'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { readNamedStorage } from '@/lib/actions/replay/read-named-storage'
import { getServerContext } from '@/lib/config/server-context'
import { callsOf } from '@/lib/core/patch/calls-of'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { replacesCode } from '@/lib/core/replay/replaces-code'
import type { ReplayProgress, StoppedReplay } from '@/lib/core/replay/replay-progress'
import { replayStanding } from '@/lib/core/report/replay-standing'
import { type LoadedReplay, loadReplay } from './load-replay'

/** What past transactions do with the new code, and how to find out. */
export async function ReplaySection({
  found,
  abis,
}: {
  found: FoundRecord
  /** What calls and errors are read with. */
  abis: Readonly<Record<Address, Abi>>
}) {
  const loaded = await loadReplay(found, true)
  const { last, progress, stopped, input } = loaded ?? {}
  const patch = found.record.key
  if (!last && !progress && !replacesCode(input?.calls ?? callsOf(found.record))) {
    return <NothingToReplay />
  }
  const context = await getServerContext()
  const { config } = context
  const storage = last && (await readNamedStorage(context, last))
  const { maximum } = config.replay
  const form = input && !progress && (
    <ReplayForm
      patch={patch}
      last={last?.report.replay.source.last ?? config.replay.last}
      maximum={maximum}
    />
  )
  const title = last
    ? `Replay of ${last.report.replay.transactions.length.toLocaleString('en')} past transactions`
    : 'Replay of past transactions'
  return (
    <Section title={title} note="each with the old and the new code, on its own state" id="replay">
      <div className="grid gap-4">
        {progress && <Running progress={progress} patch={patch} hasLast={last !== undefined} />}
        {stopped && <Stopped stopped={stopped} patch={patch} />}
        {loaded && last && <Stale loaded={loaded} />}
        {last && <ReplayView {...last} abis={abis} labels={found.desk.labels} storage={storage} />}
        {last || progress || stopped ? form : <NotReplayed form={form} />}
      </div>
    </Section>
  )
}

function NothingToReplay() {
  return (
    <Section title="Replay of past transactions" id="replay">
      <Panel padded>
        <p className="text-ink-2 text-sm">
          Nothing to replay: none of its calls is a known order to put other code behind a proxy. A
          replay runs past transactions with the new code, and there is none.
        </p>
      </Panel>
    </Section>
  )
}

function NotReplayed({ form }: { form: ReactNode }) {
  return (
    <Panel>
      <EmptyState title="Not replayed" action={form}>
        {form
          ? 'What users did would be run again with the old and the new code, and what differs listed.'
          : 'It can be replayed while it is open and its chain answers.'}
      </EmptyState>
    </Panel>
  )
}

function Running({
  progress: { phase, outcomes, last, block },
  patch,
  hasLast,
}: {
  progress: ReplayProgress
  patch: FoundRecord['record']['key']
  hasLast: boolean
}) {
  const done = outcomes.filter((outcome) => outcome !== undefined).length
  return (
    <Panel padded>
      <div className="grid gap-3">
        <p role="status">
          <b>A replay is under way:</b>{' '}
          {phase === 'search'
            ? `the last ${last.toLocaleString('en')} transactions up to block ${block.toLocaleString('en')} are looked for.`
            : `${done.toLocaleString('en')} of ${outcomes.length.toLocaleString('en')} transactions, up to block ${block.toLocaleString('en')}.`}{' '}
          {hasLast && 'What follows was found before.'}
        </p>
        {phase === 'run' && (
          <>
            <progress
              aria-label="Transactions replayed"
              className="h-2 w-full accent-thread"
              max={Math.max(outcomes.length, 1)}
              value={done}
            />
            <ReplayPicture marks={outcomes.map((outcome) => ({ outcome }))} />
          </>
        )}
        <CancelReplayForm patch={patch} />
        <RenewalPanel />
      </div>
    </Panel>
  )
}

const stops: Record<StoppedReplay['why'], string> = {
  cancelled: 'A replay was cancelled',
  failed: 'A replay came to nothing',
  interrupted: 'A replay was interrupted',
}

function Stopped({
  stopped: { why, problem, done, total, last, block },
  patch,
}: {
  stopped: StoppedReplay
  patch: FoundRecord['record']['key']
}) {
  const of = (total ?? last).toLocaleString('en')
  return (
    <Callout tone={why === 'failed' ? 'unknown' : 'plain'} title={stops[why]}>
      {problem !== undefined && (
        <p>
          <UntrustedText text={problem} maxLength={400} />
        </p>
      )}
      <p>
        {done === 0
          ? `None of ${of} transactions up to block ${block.toLocaleString('en')} was replayed.`
          : `${done.toLocaleString('en')} of ${of} transactions up to block ${block.toLocaleString('en')} are done and are not run again.`}
      </p>
      <ResumeReplayForm patch={patch} last={last} />
    </Callout>
  )
}

/** Said where the checks no longer count it. */
function Stale({ loaded: { last, input } }: { loaded: LoadedReplay }) {
  if (!last || !input) return null
  const standing = replayStanding(last, input)
  if (standing === 'of-other-bytes') {
    return (
      <Callout tone="unknown" title="What was replayed is not what would be executed now">
        <p>
          The calls, the transaction or the protocol have changed since. The checks do not count it.
        </p>
      </Callout>
    )
  }
  if (standing === 'current') return null
  const age = input.block.number - last.confirmedBlock
  return (
    <Callout tone="unknown" title="This replay is too old">
      <p>{age.toLocaleString('en')} blocks have passed since. The checks no longer count it.</p>
    </Callout>
  )
}
