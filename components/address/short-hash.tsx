import type { Hash } from 'viem'
import { CopyButton } from '@/components/ui/copy-button'

export type ShortHashProps = {
  hash: Hash
  /** Names what is copied: "Copy operation id". No button without it. */
  copyLabel?: string | undefined
}

/** A hash where nothing is decided by it: eight and six characters, the full value in the accessible name. */
export function ShortHash({ hash, copyLabel }: ShortHashProps) {
  return (
    <span className="whitespace-nowrap">
      <span title={hash} className="font-mono text-xs leading-5">
        <span aria-hidden="true">
          {hash.slice(0, 10)}…{hash.slice(-6)}
        </span>
        <span className="sr-only">{hash}</span>
      </span>
      {copyLabel !== undefined && <CopyButton value={hash} label={copyLabel} />}
    </span>
  )
}
