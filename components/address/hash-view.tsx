import type { Hash } from 'viem'
import { CopyButton } from '@/components/ui/copy-button'

export type HashViewProps = {
  hash: Hash
  /** Larger, where it is to be compared with another screen. */
  large?: boolean | undefined
  copyLabel?: string | undefined
}

/** A hash to be compared by eye: two rows of four groups of four bytes, the `0x` hanging outside. */
export function HashView({ hash, large = false, copyLabel }: HashViewProps) {
  const groups = hash.slice(2).match(/.{1,8}/g) ?? []
  const size = large ? 'text-base leading-6 max-md:text-xs max-md:leading-5' : 'text-xs leading-5'
  return (
    <span className="inline-flex flex-wrap items-start">
      <code
        className={`relative inline-grid grid-cols-[repeat(4,auto)] justify-start gap-x-[1ch] whitespace-nowrap pl-[2.4ch] max-xs:grid-cols-[repeat(2,auto)] ${size}`}
      >
        <span className="absolute left-0 text-ink-3">0x</span>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a hash never change places
          <span key={index}>{group}</span>
        ))}
      </code>
      {copyLabel !== undefined && <CopyButton value={hash} label={copyLabel} />}
    </span>
  )
}
