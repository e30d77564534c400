import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { RenewalPanel } from '@/components/frame/renewal-panel'
import { TimeView } from '@/components/time/time-view'
import { Callout } from '@/components/ui/callout'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Verdict } from '@/components/ui/verdict'
import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import type { Finding } from '@/lib/core/check/finding'
import { type Alarm, isActive } from '@/lib/core/patch/alarm'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import { alarmFindings, isAnswerableAlarm } from '@/lib/core/signing/alarm-findings'

export type DriftSectionProps = {
  drift: DriftReading
  /** Time of the block that the page shows, in seconds. */
  now: bigint | undefined
  /** Draws where owners answer what is for people to judge; undefined where nothing is signed. */
  answerTo?: ((finding: Finding) => ReactNode) | undefined
}

/** What is not as it was when the patch was first looked at, since when, and what of it could not be seen. */
export function DriftSection({ drift, now, answerTo }: DriftSectionProps) {
  const { alarms, first, looked, problem, unseen, isRunning } = drift
  const active = alarms.filter(isActive)
  const ended = alarms.filter((alarm) => !isActive(alarm))
  return (
    <Section
      id="drift"
      title="Drift"
      note={
        first
          ? `effect and facts, compared with the first look at block ${first.number}`
          : 'effect and facts, compared with the first look'
      }
    >
      <div className="grid gap-3">
        {problem && (
          <Callout tone="unknown" title="It cannot be looked at">
            <p>
              <UntrustedText text={problem.reason} maxLength={300} /> So it has been since{' '}
              <TimeView at={problem.since} form="second" />. What was raised before stays.
            </p>
          </Callout>
        )}
        {active.length > 0 && (
          <Panel
            title={
              <Verdict verdict="fail">
                {active.length === 1 ? '1 thing is not' : `${active.length} things are not`} as when
                it was first looked at
              </Verdict>
            }
          >
            <AlarmTable alarms={active} caption="What is not as it was" />
            {answerTo && <Answers alarms={active} answerTo={answerTo} />}
          </Panel>
        )}
        {!problem && active.length === 0 && looked && (
          <Panel padded>
            {unseen.length > 0 ? (
              <Verdict verdict="unknown">Not all of it could be compared</Verdict>
            ) : (
              <Verdict verdict="pass">As when it was first looked at</Verdict>
            )}
          </Panel>
        )}
        {!looked && !problem && (
          <Callout tone="unknown" title="It was not looked at yet" live="status">
            <p>
              {isRunning
                ? 'The first look is under way; the page renews itself when it is done.'
                : 'Nothing is known of what has changed under it.'}
            </p>
            {isRunning && <RenewalPanel />}
          </Callout>
        )}
        {unseen.length > 0 && (
          <Disclosure summary={`What could not be compared (${unseen.length})`}>
            <ul className="grid gap-1 text-ink-2 text-sm">
              {unseen.map((one) => (
                <li key={one} className="break-words">
                  <UntrustedText text={one} maxLength={400} />
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        {ended.length > 0 && (
          <Disclosure summary={`What is over (${ended.length})`}>
            <Panel>
              <AlarmTable alarms={ended} caption="What was not as it was, and is again" />
            </Panel>
          </Disclosure>
        )}
        {looked && (
          <p className="text-ink-3 text-xs">
            Last looked at block {String(looked.number)},{' '}
            <TimeView at={looked.timestamp} now={now} form="second" />
            {isRunning && '. Another look is under way'}. Compared are the code that it calls,
            installs and replaces, its predecessor, the roles and the delay of the timelock, the
            Safe while it collects signatures, and what its execution would write, move, allow,
            create and emit.
          </p>
        )}
      </div>
    </Section>
  )
}

/** Which of them hold up signing until an owner has answered, and which nobody can answer. */
function Answers({
  alarms,
  answerTo,
}: {
  alarms: readonly Alarm[]
  answerTo: (finding: Finding) => ReactNode
}) {
  const fixed = alarms.filter((alarm) => !isAnswerableAlarm(alarm))
  return (
    <div className="grid gap-3 border-line border-t px-4 py-3 text-sm max-md:px-3">
      {alarmFindings(alarms).map((finding) => (
        <div key={`${finding.check} ${finding.subject}`} className="grid gap-1">
          <p className="wrap-anywhere">
            <code>{finding.check}</code> <UntrustedText text={finding.subject} maxLength={300} />
          </p>
          {answerTo(finding)}
        </div>
      ))}
      {fixed.length > 0 && (
        <p className="text-ink-2">
          {fixed.length === alarms.length ? 'Nobody can answer this' : 'The rest nobody can answer'}
          : code, what stands behind a proxy and the predecessor have to be what they were. Find out
          why it changed, and propose the patch anew.
        </p>
      )}
    </div>
  )
}

/** A delay is kept as the chain has it. */
function withUnits(text: string): string {
  return /^\d+ s$/.test(text) ? tellSeconds(BigInt(text.slice(0, -2))) : text
}

function AlarmTable({ alarms, caption }: { alarms: readonly Alarm[]; caption: string }) {
  return (
    <DataTable caption={caption} columns={['What', 'At the first look', 'Now', 'Seen at']}>
      {alarms.map(({ kind, what, before, after, firstBlock, lastBlock, endedBlock }) => (
        <tr key={`${kind} ${what} ${firstBlock}`}>
          <DataCell label="What" className="wide-cell wrap-anywhere">
            {kind === 'effect' ? 'effect: ' : ''}
            <UntrustedText text={what} maxLength={300} />
          </DataCell>
          <DataCell label="At the first look" side="before" className="break-all font-mono text-xs">
            <UntrustedText text={withUnits(before)} maxLength={400} />
          </DataCell>
          <DataCell label="Now" side="after" className="break-all font-mono text-xs">
            <UntrustedText text={withUnits(after)} maxLength={400} />
          </DataCell>
          <DataCell label="Seen at" className="text-xs">
            {firstBlock === lastBlock
              ? `block ${firstBlock}`
              : `blocks ${firstBlock} to ${lastBlock}`}
            {endedBlock !== undefined && `, over at ${endedBlock}`}
          </DataCell>
        </tr>
      ))}
    </DataTable>
  )
}
