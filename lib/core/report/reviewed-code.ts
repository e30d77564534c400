import type { Abi, Address, Hash, Hex } from 'viem'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { Known } from '@/lib/core/chain/snapshot'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** What our own compilation of the sources says of a code. */
export type ReviewedSources = {
  /** Hash of the bundle that was compiled. */
  readonly bundle: Hash
  /** `path:Name`. */
  readonly contract: string
  readonly compiler: string
  readonly verification: Verification
  /** Of a mismatch they are those of other code. */
  readonly abi: Abi
  /** Undefined where the compiler does not tell it. */
  readonly layout?: StorageLayout | undefined
}

/** The code on one side of an upgrade. */
export type ReviewedCode = {
  readonly address: Address
  /** Undefined where the code could not be read. */
  readonly codeHash?: Hash | undefined
  /** What its constructor was given, as it was encoded. Absent where nobody asked. */
  readonly constructorArguments?: Known<Hex> | undefined
  readonly sources:
    | ({ readonly known: true } & ReviewedSources)
    | { readonly known: false; readonly reason: string }
}
