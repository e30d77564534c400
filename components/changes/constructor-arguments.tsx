import type { Abi, Hex } from 'viem'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Verdict } from '@/components/ui/verdict'
import { decodeArguments } from '@/lib/core/calldata/decode-arguments'

/** What a constructor was given, by its names; bytes that are not what its ABI writes are shown as they are. */
export function ConstructorArguments({ data, abi }: { data: Hex; abi: Abi }) {
  const inputs = abi.flatMap((item) => (item.type === 'constructor' ? item.inputs : []))
  if (data === '0x' && inputs.length === 0) return <span className="text-ink-3">takes nothing</span>
  const decoded = decodeArguments(
    { type: 'function', name: '', inputs, outputs: [], stateMutability: 'nonpayable' },
    `0x00000000${data.slice(2)}`,
  )
  if ('problem' in decoded || decoded.trailingBytes > 0) {
    return (
      <>
        <Verdict verdict="unknown">not what its ABI writes</Verdict>
        <p className="break-all font-mono text-xs">{data}</p>
      </>
    )
  }
  return (
    <ul className="grid gap-1">
      {inputs.map(({ name, type }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parameters never change places
        <li key={index}>
          <span className="font-mono text-xs">
            <UntrustedText text={`${type} ${name ?? ''}`} maxLength={120} />
          </span>
          <div className="break-all font-mono text-xs">
            <UntrustedText text={textOf(decoded.values[index])} maxLength={600} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint') return value.toString()
  return (
    JSON.stringify(value, (_, member) =>
      typeof member === 'bigint' ? member.toString() : member,
    ) ?? ''
  )
}
