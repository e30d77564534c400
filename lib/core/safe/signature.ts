import type { Address, Hex } from 'viem'

/**
 * The four kinds of signature a Safe accepts, told apart by `v`:
 * 27/28 EIP-712, 31/32 `eth_sign`, 1 approved hash, 0 contract (EIP-1271).
 *
 * @see https://docs.safe.global/advanced/smart-account-signatures
 */
export type SignatureKind = 'eip712' | 'eth-sign' | 'approved-hash' | 'contract'

/**
 * One signature taken apart. For `eip712` and `eth-sign` the signer is recovered from the bytes; for
 * `approved-hash` and `contract` it is only claimed by them and has to be confirmed on chain.
 */
export type SafeSignature =
  | {
      readonly kind: 'eip712' | 'eth-sign' | 'approved-hash'
      readonly signer: Address
      /** The 65 static bytes. */
      readonly data: Hex
    }
  | {
      readonly kind: 'contract'
      readonly signer: Address
      /** The contract's own signature, without Safe's offset and length words. */
      readonly data: Hex
    }
