import type { Address, Hex } from 'viem'
import { Verdict } from '@/components/ui/verdict'
import { looksAlike } from '@/lib/core/chain/looks-alike'
import { differingRuns } from './differing-runs'

export type AddressDiffProps = {
  expected: Address
  found: Address
  expectedLabel?: string | undefined
  foundLabel?: string | undefined
}

/** Two addresses that should be one, in full, with every differing character marked. */
export function AddressDiff({ expected, found, expectedLabel, foundLabel }: AddressDiffProps) {
  return (
    <div className="grid gap-1">
      <BytesDiff {...{ expected, found, expectedLabel, foundLabel }} />
      {looksAlike(expected, found) && (
        <Verdict verdict="warn">look-alike: both begin and end with the same characters</Verdict>
      )}
    </div>
  )
}

export type BytesDiffProps = {
  expected: Hex
  found: Hex
  expectedLabel?: string | undefined
  foundLabel?: string | undefined
}

/** Two values of one kind under each other, with every differing character marked. */
export function BytesDiff({
  expected,
  found,
  expectedLabel = 'expected',
  foundLabel = 'found',
}: BytesDiffProps) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 max-md:grid-cols-1">
      <dt className="text-ink-3 text-xs">{expectedLabel}</dt>
      <dd>
        <Marked text={expected} other={found} />
      </dd>
      <dt className="text-ink-3 text-xs">{foundLabel}</dt>
      <dd>
        <Marked text={found} other={expected} />
      </dd>
    </dl>
  )
}

function Marked({ text, other }: { text: string; other: string }) {
  return (
    <span className="break-all font-mono text-xs leading-5">
      {differingRuns(text, other).map((run, index) =>
        run.differs ? (
          <mark
            // biome-ignore lint/suspicious/noArrayIndexKey: the runs of two fixed texts never change places
            key={index}
            className="bg-warn-bg font-bold text-warn underline underline-offset-[3px]"
          >
            {run.text}
          </mark>
        ) : (
          run.text
        ),
      )}
    </span>
  )
}
