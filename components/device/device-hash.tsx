import type { Hash } from 'viem'

/** A hash as a black screen has it, in groups of four bytes: two rows where there is room, else four. */
export function DeviceHash({ heading, hash }: { heading: string; hash: Hash }) {
  const groups = hash.slice(2).match(/.{1,8}/g) ?? []
  return (
    <div className="@container min-w-0 rounded-panel bg-device px-3 py-2.5 text-center text-on-device">
      <dt className="text-on-device-2 text-xs">{heading}</dt>
      <dd className="mt-1">
        <code className="relative inline-grid grid-cols-[repeat(2,auto)] justify-center gap-x-[1ch] whitespace-nowrap pl-[2ch] text-sm leading-5 @[22rem]:grid-cols-[repeat(4,auto)]">
          <span className="absolute left-0 text-on-device-2">0x</span>
          {groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a hash never change places
            <span key={index}>{group}</span>
          ))}
        </code>
      </dd>
    </div>
  )
}
