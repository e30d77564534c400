import type { Abi, Address, Hash, Hex } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Patch } from '@/lib/core/patch/patch'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { Attestation } from '@/lib/core/signing/attestation'
import type { Descriptor } from '@/lib/core/signing/clear-signing/descriptor'
import type { DescribedUpgrade } from '@/lib/core/signing/clear-signing/stale-descriptors'
import type { TypedData } from '@/lib/core/signing/device/typed-data'

/** A signature that a document says is somebody's. */
export type ClaimedSignature = {
  readonly owner: Address | undefined
  readonly signature: Hex
}

/** Something that was pasted, dropped or scanned, read into what it says that it is. */
export type Given =
  | {
      readonly kind: 'safe-transaction'
      readonly transaction: SafeTransaction
      /** Undefined where nothing tells: then what is hashed is that of 1.3.0 and later. */
      readonly version: string | undefined
      readonly patch: Patch | undefined
      /** As the document has it. */
      readonly claimedHash: Hash | undefined
      readonly signatures: readonly ClaimedSignature[]
      /** Members that nothing here has looked at. */
      readonly ignored: readonly string[]
    }
  | {
      readonly kind: 'transaction-builder'
      readonly chainId: number
      readonly safe: Address | undefined
      readonly calls: readonly Call[]
      readonly name: string
    }
  | { readonly kind: 'typed-data'; readonly typedData: TypedData }
  | { readonly kind: 'hash'; readonly hash: Hash }
  | { readonly kind: 'calldata'; readonly data: Hex; readonly target: ChainAddress | undefined }
  | {
      readonly kind: 'signature'
      readonly signatures: Hex
      /** What it says that it is a signature of. */
      readonly claimedHash: Hash | undefined
      readonly claimedSigner: Address | undefined
    }
  | { readonly kind: 'dossier'; readonly patch: Patch }
  | { readonly kind: 'attestation'; readonly attestation: Attestation }
  | {
      readonly kind: 'report' | 'simulation' | 'replay'
      readonly input: ReviewInput
      readonly hash: Hash
      /** Whether the text is the canonical one, byte for byte. */
      readonly isCanonical: boolean
      readonly abis: Readonly<Record<Address, Abi>>
      /** Of a report: what it says of the code before and after. */
      readonly upgrades: readonly DescribedUpgrade[]
      /** How many findings have each verdict. */
      readonly verdicts: Readonly<Record<string, number>>
    }
  | { readonly kind: 'descriptor'; readonly descriptor: Descriptor }

export type GivenKind = Given['kind']

/** What a document may leave open, and whoever gives it knows. */
export type GivenOptions = {
  readonly chainId?: number | undefined
  /** What the Safe's `VERSION()` answers. */
  readonly version?: string | undefined
}
