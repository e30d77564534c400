import type { Address } from 'viem'

/** An address in full, in two halves that may stand under each other. */
export function WholeAddress({ address }: { address: Address }) {
  return (
    <span className="font-mono text-xs">
      {address.slice(0, 22)}
      <wbr />
      {address.slice(22)}
    </span>
  )
}
