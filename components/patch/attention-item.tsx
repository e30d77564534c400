import { UntrustedText } from '@/components/address/untrusted-text'
import { DriftTag } from '@/components/drift/drift-tag'
import { patchPath, signPath } from '@/components/frame/paths'
import { OverviewItem } from '@/components/patch/overview-item'
import { signatureProgress } from '@/components/safe/signature-progress'
import { SignatureSeam } from '@/components/safe/signature-seam'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { formatDuration, formatUtc, isoUtc } from '@/components/time/format-time'
import { Verdict } from '@/components/ui/verdict'
import type { Attention } from '@/lib/core/patch/attention'
import { callsBesidesUpgrades } from '@/lib/core/patch/calls-besides-upgrades'
import type { RecordReview } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { type Rival, rivalsOf } from '@/lib/core/patch/rivals-of'
import { besidesWords } from './besides-words'
import { QueueChecks } from './queue-checks'

/** One thing that can be done now, and where to do it. */
export function AttentionItem({
  item,
  clock,
  isDrifting,
  review,
  records,
}: {
  item: Attention
  clock: ChainClock
  /** All of its desk: among them are those that want the same nonce. */
  records: readonly PatchRecord[]
  isDrifting?: boolean | undefined
  /** The last review of it. */
  review: RecordReview | undefined
}) {
  const { kind, record, transaction, safe } = item
  const seam = transaction && safe && (
    <SignatureSeam progress={signatureProgress({ transaction, safe })} />
  )
  const checks = <QueueChecks review={review} block={clock.block.number} />
  const drift = isDrifting && (
    <>
      <DriftTag recordKey={record.key} />{' '}
    </>
  )
  const nonce = transaction && (
    <>
      Safe nonce {String(transaction.transaction.nonce)}.{' '}
      <Rivals rivals={rivalsOf(transaction, records)} record={record} />
    </>
  )
  switch (kind) {
    case 'execute-operation': {
      const eta = record.live?.operation.instances.at(-1)?.eta
      return (
        <OverviewItem
          icon="after"
          tone="thread"
          lead="Ready to execute"
          title={record.title}
          href={patchPath(record.key)}
          aside={
            <>
              {checks}
              {eta !== undefined && (
                <span>
                  <b className="md:whitespace-nowrap">
                    ready for {formatDuration(chainSeconds(clock) - Number(eta))}
                  </b>
                  <span className="block text-ink-3">
                    since{' '}
                    <time dateTime={isoUtc(Number(eta))}>
                      {formatUtc(Number(eta), { now: chainSeconds(clock) })}
                    </time>{' '}
                    UTC
                  </span>
                </span>
              )}
            </>
          }
          action={{ label: 'Review and execute', href: patchPath(record.key) }}
        >
          {drift}
          The delay is over and nothing has to be done first.
        </OverviewItem>
      )
    }
    case 'execute-transaction':
      return (
        <OverviewItem
          icon="lock"
          tone="thread"
          lead="Fully signed"
          title={record.title}
          href={signPath(record.key)}
          aside={
            <>
              {checks}
              {seam}
            </>
          }
          action={{ label: 'Review and send', href: signPath(record.key) }}
        >
          {drift}
          {nonce}Enough owners have signed; anyone can execute the Safe transaction.
        </OverviewItem>
      )
    case 'sign':
      return (
        <OverviewItem
          icon="sign"
          lead="Signature needed"
          title={record.title}
          href={patchPath(record.key)}
          aside={
            <>
              {checks}
              {seam}
            </>
          }
          action={{ label: 'Review and sign', href: signPath(record.key) }}
        >
          {drift}
          {nonce}
          {describeCalls(record)}
        </OverviewItem>
      )
  }
}

/** That another one may take its nonce: of all that want it, one alone can ever execute. */
function Rivals({ rivals, record }: { rivals: readonly Rival[]; record: PatchRecord }) {
  const [first] = rivals
  if (!first) return null
  return (
    <>
      <Verdict verdict="warn">
        {rivals.length === 1 ? (
          <RivalName rival={first} record={record} />
        ) : (
          `${rivals.length} others`
        )}{' '}
        {rivals.length === 1 ? 'wants' : 'want'} it too: only one can ever execute
      </Verdict>{' '}
    </>
  )
}

function RivalName({ rival, record }: { rival: Rival; record: PatchRecord }) {
  if (rival.isRejection) return 'A rejection'
  if (rival.record.key === record.key) return 'Another transaction of it'
  return <UntrustedText text={rival.record.title} maxLength={80} />
}

/** The bytes against the words: what a list may say of an operation that nobody has opened yet. */
function describeCalls({ patch }: PatchRecord): string {
  if (!patch) return 'No dossier: only the bytes tell what it does.'
  const besides = callsBesidesUpgrades(patch.calls, patch.upgrades).length
  if (besides === 0) return 'It makes the declared upgrades and nothing else.'
  return `${besidesWords(besides, patch.calls.length)}.`
}
