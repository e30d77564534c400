import type { Abi, Address, Hash, Hex } from 'viem'
import type { AuthorityDiff } from '@/lib/core/authority/authority'
import type { CodeAnalysis } from '@/lib/core/bytecode/code-analysis'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { AccountCode, CodeCreation } from '@/lib/core/chain/account-code'
import type { Block } from '@/lib/core/chain/snapshot'
import type { UpgradeHistory } from '@/lib/core/proxy/past-upgrade'
import type { Implementation, Proxy } from '@/lib/core/proxy/proxy'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import type { ContractModel } from '@/lib/core/source/contract-model'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'
import type { Anchor } from './finding'

/** An upgrade as the calls of the patch carry it, read from the bytes and not from the words of the dossier. */
export type ReviewedUpgrade = {
  readonly proxy: Address
  readonly from: Implementation
  readonly to: Implementation
  /** Calldata that runs on the new code within the upgrade; empty where there is none. */
  readonly migration: Hex
}

/** What is known of one upgrade of a patch, at one block. */
export type UpgradeFactValues = {
  readonly upgrade: ReviewedUpgrade
  readonly proxy: Proxy
  /** From the proxy down to the code that runs before the patch; more than one where proxies stand behind proxies. */
  readonly 'proxy layers': readonly ProxyLayer[]
  /** The same, of the new implementation itself: empty where it forwards to nothing. */
  readonly 'new implementation layers': readonly ProxyLayer[]
  readonly 'upgrade history': UpgradeHistory
  readonly 'proxy code': Hex
  readonly 'old code': Hex
  readonly 'new code': Hex
  readonly 'old analysis': CodeAnalysis
  readonly 'new analysis': CodeAnalysis
  readonly 'proxy analysis': CodeAnalysis
  readonly 'old contract': CompiledContract
  readonly 'new contract': CompiledContract
  readonly 'old verification': Verification
  readonly 'new verification': Verification
  readonly 'old model': ContractModel
  readonly 'new model': ContractModel
  readonly 'old layout': StorageLayout
  readonly 'new layout': StorageLayout
  readonly 'proxy layout': StorageLayout
  readonly 'old ABI': Abi
  readonly 'new ABI': Abi
  readonly 'proxy ABI': Abi
  /** Words of the proxy's storage by slot, all read at one block. Slots that were not read are absent. */
  readonly 'live values': ReadonlyMap<bigint, Hash>
  /** How often each selector was called on the proxy, in the blocks that were looked at. */
  readonly 'selector use': {
    readonly fromBlock: bigint
    readonly toBlock: bigint
    readonly counts: ReadonlyMap<Hex, number>
  }
  /** What `_initialized` of OpenZeppelin's Initializable holds at the proxy and at the new implementation itself. */
  readonly 'initialized versions': { readonly proxy: bigint; readonly implementation: bigint }
  readonly 'new code creation': CodeCreation
  /** Answers of getters on the old code and, with the new code put in its place, on the same state. */
  readonly 'getter answers': readonly {
    readonly signature: string
    readonly before: Hex | 'reverted'
    readonly after: Hex | 'reverted'
  }[]
  /** Digest of the sources that an audit looked at, as the protocol's configuration names it. */
  readonly 'audited sources': Hash
}

/** What is known of the patch as a whole, at one block. */
export type PatchFactValues = {
  readonly block: Block
  /** `hardfork` of the chain as far as opcodes go, e.g. `cancun`, where the configuration or the node tells it. */
  readonly chain: { readonly id: number; readonly hardfork: string | undefined }
  /** The calls that the timelock makes, decoded. */
  readonly calls: readonly DecodedCall[]
  readonly upgrades: readonly ReviewedUpgrade[]
  /** What the dossier says that it replaces, in the proposer's words. */
  readonly 'declared upgrades': readonly ReviewedUpgrade[]
  readonly operation: {
    readonly timelock: Address
    readonly id: Hash
    readonly content: OperationContent
    /** Seconds, as it was or will be scheduled. */
    readonly delay: bigint
    readonly predecessorDone: boolean | undefined
  }
  readonly 'safe transaction': SafeTransaction
  /** The call of the Safe transaction, decoded down to the timelock's calls. */
  readonly 'safe call': DecodedCall
  readonly safe: SafeState
  readonly timelock: TimelockState
  /** Other operations of the timelock that are waiting or ready. */
  readonly 'pending operations': readonly {
    readonly id: Hash
    readonly content: OperationContent
  }[]
  /** Code at every address that the patch names, arguments of its calls included. Keys in lower case. */
  readonly accounts: ReadonlyMap<string, AccountCode>
  /** Code hashes that the dossier commits to, by address in lower case. */
  readonly 'pinned code hashes': ReadonlyMap<string, Hash>
  /** Addresses that the configuration names as the protocol's own, in lower case, with their names. */
  readonly registry: ReadonlyMap<string, string>
  readonly authority: AuthorityDiff
  /** What addresses say of themselves as tokens. Keys in lower case. */
  readonly tokens: ReadonlyMap<
    string,
    { readonly symbol: string | undefined; readonly decimals: number | undefined }
  >
}

/** The kinds of facts that checks need, and what each holds. */
export type CheckFactValues = UpgradeFactValues & PatchFactValues

export type FactKind = keyof CheckFactValues

/** A fact with what it rests on, or why there is none. */
export type CheckFact<T> =
  | { readonly known: true; readonly value: T; readonly anchor: Anchor }
  | { readonly known: false; readonly reason: string }

/** Gathered before the checks run. A kind that is absent was not gathered, so it is unknown. */
export type CheckFacts = { readonly [Kind in FactKind]?: CheckFact<CheckFactValues[Kind]> }
