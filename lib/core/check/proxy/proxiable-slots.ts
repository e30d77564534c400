import type { Hash } from 'viem'

/**
 * What the code before and after answers to `proxiableUUID()`, asked directly. Undefined where it refuses: then it is no
 * UUPS implementation.
 *
 * @see https://eips.ethereum.org/EIPS/eip-1822
 */
export type ProxiableSlots = { readonly old: Hash | undefined; readonly new: Hash | undefined }
