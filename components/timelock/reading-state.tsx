import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { RenewalPanel } from '@/components/frame/renewal-panel'
import { formatUtc, isoUtc } from '@/components/time/format-time'
import { Callout } from '@/components/ui/callout'
import type { Block } from '@/lib/core/chain/snapshot'

export type ReadingStateProps = {
  /** When somebody asked for it. */
  since: Date
  scanFrom: bigint
  /** The block up to which its operations are known. */
  indexed: Pick<Block, 'number'> | undefined
  /** The newest block that was heard of. */
  headBlock: bigint | undefined
  unscanned: readonly { readonly fromBlock: bigint; readonly toBlock: bigint }[]
  problem: { readonly text: string } | undefined
}

/** While not everything was read: how far it is, and that nothing is said of the rest. */
export function ReadingState(props: ReadingStateProps) {
  const { scanFrom, indexed, headBlock, unscanned, problem } = props
  if (indexed !== undefined && unscanned.length === 0) return null
  if (headBlock === undefined) return problem ? <Unread problem={problem} /> : <Queued {...props} />
  const missing = unscanned.reduce((sum, range) => sum + range.toBlock - range.fromBlock + 1n, 0n)
  const all = headBlock - scanFrom + 1n
  const percent = all > 0n ? Number(((all - missing) * 100n) / all) : 0
  return (
    <Callout tone="unknown" title="Its events are being read" live="status">
      <progress
        className="w-full accent-thread-fill"
        max={100}
        value={percent}
        aria-label="Blocks that were read"
      />
      <p>
        {percent} % of {all.toLocaleString('en-US')} blocks. What is shown is what was found in
        them; nothing is said of the others. <Renewal>how far it is</Renewal>
      </p>
    </Callout>
  )
}

/** Asked for, and nobody has heard of a block yet. */
function Queued({ scanFrom, since }: Pick<ReadingStateProps, 'scanFrom' | 'since'>) {
  const seconds = Math.floor(since.getTime() / 1_000)
  return (
    <Callout tone="unknown" title="The reading of its events begins" live="status">
      <p>
        Every block from {scanFrom.toLocaleString('en-US')} on is queued to be read since{' '}
        <time dateTime={isoUtc(seconds)}>{formatUtc(seconds, { form: 'second' })}</time>. Until the
        first ones are read, nothing is known of its operations. <Renewal>what was found</Renewal>
      </p>
    </Callout>
  )
}

function Unread({ problem }: { problem: NonNullable<ReadingStateProps['problem']> }) {
  return (
    <Callout tone="unknown" title="Its events could not be read yet" live="status">
      <p>
        <UntrustedText text={problem.text} maxLength={300} />
      </p>
      <p>
        It is tried again and again; until then nothing is known of its operations.{' '}
        <Renewal>whether it could</Renewal>
      </p>
    </Callout>
  )
}

/** The page renews itself; where it cannot, it is loaded again. */
function Renewal({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="scripted">The page renews itself.</span>
      <noscript>Load the page again to see {children}.</noscript>
      <RenewalPanel />
    </>
  )
}
