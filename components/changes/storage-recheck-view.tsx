import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Verdict } from '@/components/ui/verdict'

/** What one check says, as the report has it and as it was computed again. */
type Rechecked = {
  readonly check: string
  readonly told: Parameters<typeof Verdict>[0]['verdict'] | undefined
  readonly computed: Parameters<typeof Verdict>[0]['verdict']
  readonly same: boolean
}

export type StorageRecheckViewProps = {
  recheck:
    | {
        readonly findings: readonly Rechecked[]
        readonly block: bigint
        readonly words:
          | { readonly kind: 'read'; readonly words: number; readonly different: readonly bigint[] }
          | { readonly kind: 'not-read'; readonly reason: string }
      }
    | undefined
  error: Error | null
}

/** Whether this browser agrees with the report; where it does not, nothing on the page is louder. */
export function StorageRecheckView({ recheck, error }: StorageRecheckViewProps) {
  if (error) {
    return (
      <Callout
        tone="unknown"
        live="alert"
        title="This browser could not compute the verdicts again"
      >
        <p>
          <UntrustedText text={error.message.split('\n')[0] ?? ''} maxLength={300} />
        </p>
      </Callout>
    )
  }
  if (!recheck) return <Callout title="This browser computes the verdicts again …" live="status" />
  const { findings, block, words } = recheck
  const others = findings.filter(({ same }) => !same)
  const isDifferent = others.length > 0 || (words.kind === 'read' && words.different.length > 0)
  return (
    <Callout
      live={isDifferent ? 'alert' : 'status'}
      tone={isDifferent ? 'fail' : 'pass'}
      title={
        isDifferent
          ? 'This browser does not come to the same verdicts: do not sign by this report'
          : 'Recomputed in this browser: the same verdicts'
      }
    >
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {findings.map(({ check, told, computed, same }) => (
          <span key={check} className="inline-flex items-center gap-1.5">
            <span className="font-mono text-xs">{check}</span>
            <Verdict verdict={computed} />
            {!same && <b>, the report says {told ?? 'nothing'}</b>}
          </span>
        ))}
      </p>
      <Words words={words} block={block} />
    </Callout>
  )
}

function Words({
  words,
  block,
}: Pick<NonNullable<StorageRecheckViewProps['recheck']>, 'words' | 'block'>) {
  const at = `at block ${block.toLocaleString('en-US')}`
  if (words.kind === 'not-read') {
    return (
      <p>
        <Verdict verdict="unknown">The words were not read again</Verdict>{' '}
        <UntrustedText text={words.reason} maxLength={300} />. The verdicts rest on those in the
        report.
      </p>
    )
  }
  if (words.different.length === 0) {
    return (
      <p>
        {words.words.toLocaleString('en-US')} words read again {at} from this browser’s own node:
        all the same.
      </p>
    )
  }
  const named = words.different.slice(0, 10).map((slot) => `0x${slot.toString(16)}`)
  return (
    <p>
      <Verdict verdict="fail">
        {words.different.length} of {words.words} words differ
      </Verdict>{' '}
      {at} from what this browser’s own node says: slots {named.join(', ')}
      {words.different.length > named.length && ' and more'}.
    </p>
  )
}
