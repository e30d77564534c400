import type { Address, Hash } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { ClearSigning } from '@/lib/core/signing/clear-signing/clear-sign'
import type { DeviceView } from '@/lib/core/signing/device/device-view'
import type { GivenKind } from './given'

/** Names by which two documents can mean the same: each is one and the same hash everywhere. */
export type HashName =
  | 'Domain hash'
  | 'Message hash'
  | 'safeTxHash'
  | 'EIP-712 Digest'
  | 'Calldata Digest'
  | 'Operation id'
  | 'Patch digest'
  | 'Report hash'
  | 'Checksum'

export type NamedHash = { readonly name: HashName; readonly hash: Hash }

export type ExaminedFact = {
  readonly label: string
  readonly value: string
  readonly form: 'text' | 'address' | 'hex'
}

/** What was held against what, and what came of it. What only a chain could tell is unknown. */
export type Statement = {
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown'
  readonly text: string
}

/** All that can be said of a document from its own bytes. */
export type Examination = {
  readonly kind: GivenKind
  readonly title: string
  readonly facts: readonly ExaminedFact[]
  /** Computed here. */
  readonly hashes: readonly NamedHash[]
  /** What it only names, and another document would have to be. */
  readonly refers: readonly NamedHash[]
  readonly statements: readonly Statement[]
  readonly calls: readonly DecodedCall[]
  /** Nothing says where the calls go; the addresses that they bear mean nothing. */
  readonly isTargetUnknown?: boolean | undefined
  readonly views: readonly DeviceView[]
  readonly clear: readonly ClearSigning[]
  /** What a wallet is handed, where it is typed data. */
  readonly raw?: string | undefined
  /** What has to be signed; a signature beside it is recovered against this. */
  readonly signable?: Hash | undefined
  /** Who it says has to do with it: owners of confirmations, signers. */
  readonly named: readonly Address[]
}
