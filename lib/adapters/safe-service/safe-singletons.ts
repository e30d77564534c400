import type { Address } from 'viem'

/** A published Safe contract that proxies delegate to. */
export type SafeSingleton = {
  readonly address: Address
  readonly version: string
  /** SafeL2 emits each transaction as an event. */
  readonly l2: boolean
}

/**
 * Published singletons since 1.3.0 at their canonical addresses; a test compares them with safe-deployments.
 *
 * @see https://github.com/safe-global/safe-deployments
 */
export const safeSingletons: readonly SafeSingleton[] = [
  { address: '0xd9Db270c1B5E3Bd161E8c8503c55cEABeE709552', version: '1.3.0', l2: false },
  { address: '0x3E5c63644E683549055b9Be8653de26E0B4CD36E', version: '1.3.0', l2: true },
  { address: '0x41675C099F32341bf84BFc5382aF534df5C7461a', version: '1.4.1', l2: false },
  { address: '0x29fcB43b46531BcA003ddC8FCB67FFE91900C762', version: '1.4.1', l2: true },
  { address: '0xFf51A5898e281Db6DfC7855790607438dF2ca44b', version: '1.5.0', l2: false },
  { address: '0xEdd160fEBBD92E350D4D398fb636302fccd67C7e', version: '1.5.0', l2: true },
]
