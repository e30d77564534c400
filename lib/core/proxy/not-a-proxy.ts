import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

export type NotAProxyReason =
  | 'no-code'
  | 'no-slot'
  | 'slot-holds-no-address'
  | 'two-kinds-at-once'
  | 'implementation-without-code'
  | 'beacon-without-answer'
  | 'no-way-to-upgrade'
  | 'foreign-proxiable-uuid'

/** Why an address is no proxy that we know how to upgrade. An answer, not an error. */
export type NotAProxy = ChainAddress & {
  readonly kind: 'not-a-proxy'
  readonly reason: NotAProxyReason
  /** The implementation or beacon that the reason is about, where there is one. */
  readonly related: Address | undefined
}

/** The reason in words, for whoever typed the address. */
export function describeNotAProxy({ reason }: NotAProxy): string {
  switch (reason) {
    case 'no-code':
      return 'No contract stands at this address on this chain.'
    case 'no-slot':
      return 'A contract, but no EIP-1967 proxy: neither its implementation nor its beacon slot is set. A beacon or an implementation itself looks like this.'
    case 'slot-holds-no-address':
      return 'An EIP-1967 slot holds something that is no address.'
    case 'two-kinds-at-once':
      return 'Both the implementation and the beacon slot are set; which one the proxy follows cannot be told.'
    case 'implementation-without-code':
      return 'The proxy points at an implementation without code.'
    case 'beacon-without-answer':
      return 'The proxy points at a beacon that names no implementation.'
    case 'no-way-to-upgrade':
      return 'The proxy has no admin and its implementation is not UUPS, so nobody can upgrade it by a known way.'
    case 'foreign-proxiable-uuid':
      return 'The implementation is UUPS for another slot than the one of EIP-1967.'
  }
}
