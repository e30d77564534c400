import type { Abi, Address, Hash, Hex } from 'viem'
import type { CodeAnalysis } from '@/lib/core/bytecode/code-analysis'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { AccountCode } from '@/lib/core/chain/account-code'
import type { UpgradeHistory } from '@/lib/core/proxy/past-upgrade'
import type { Implementation } from '@/lib/core/proxy/proxy'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'
import type { MutatedTransactions } from '@/lib/core/replay/mutated-transactions'
import type { Replay } from '@/lib/core/replay/replay'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { AssetChanges } from '@/lib/core/simulation/asset-changes'
import type {
  ConsumerAnswers,
  InvariantAnswer,
  JourneyAnswer,
  PairAnswer,
  PriceAnswer,
} from '@/lib/core/simulation/expected-answers'
import type { GetterReads } from '@/lib/core/simulation/getter-reads'
import type { OperationOrders } from '@/lib/core/simulation/operation-orders'
import type { DeclaredWrite } from '@/lib/core/simulation/read-expectations'
import type { RoleProbes } from '@/lib/core/simulation/role-probes'
import type { Simulation } from '@/lib/core/simulation/simulation'
import type { StrangerCalls } from '@/lib/core/simulation/stranger-calls'
import type { Audit } from '@/lib/core/source/audit'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import type { ContractModel } from '@/lib/core/source/contract-model'
import type { PureComparison } from '@/lib/core/source/pure-comparison'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'
import type { RoleHolder } from './access/role-holder'
import type { CodeCreations } from './bytecode/code-creations'
import type { GivenAsset } from './config/given-asset'
import type { Anchor } from './finding'
import type { InitializedVersion } from './initializer/initialized-version'
import type { PastImplementation } from './proxy/past-implementation'
import type { ProxiableSlots } from './proxy/proxiable-slots'
import type { ProxySlots } from './proxy/proxy-slots'
import type { ReviewedDiamonds } from './proxy/reviewed-diamonds'
import type { Rollback } from './proxy/rollback'
import type { UpgradeAttempts } from './proxy/upgrade-attempts'
import type { GetterAnswer } from './selector/getter-answer'
import type { SelectorUse } from './selector/selector-use'
import type { CalledCode } from './timelock/called-code'
import type { SafeSettingsChange } from './transaction/safe-settings'

/** An upgrade as the calls of the patch carry it, read from the bytes and not from the words of the dossier. */
export type ReviewedUpgrade = {
  /** Those that get the new code: several where they follow one beacon. */
  readonly proxies: readonly Address[]
  /** Undefined where what runs now could not be told. */
  readonly from: Implementation | undefined
  /** Where the new code stands. */
  readonly to: Address
  /** Calldata that runs on the new code within the upgrade; empty where there is none. */
  readonly migration: Hex
}

/** Words of a proxy's storage by slot, all read at one block. Slots that were not read are absent. */
export type LiveStorage = {
  /** Undefined where nobody said whose storage it is. */
  readonly proxy?: Address | undefined
  readonly words: ReadonlyMap<bigint, Hash>
}

/** What is known of one upgrade of a patch, at one block. */
export type UpgradeFactValues = {
  readonly upgrade: ReviewedUpgrade
  /** Runtime code behind the proxy now, and after. */
  readonly 'old code': Hex
  readonly 'new code': Hex
  /** Our own compilation of the sources that are said to belong to the code. */
  readonly 'old contract': CompiledContract
  readonly 'new contract': CompiledContract
  /** What comparing that compilation with the code on the chain gave. */
  readonly 'old verification': Verification
  readonly 'new verification': Verification
  /** What is read from the AST. Only of sources whose verification is not a mismatch. */
  readonly 'old model': ContractModel
  readonly 'new model': ContractModel
  /** The pure functions of both models, compared for all arguments. */
  readonly 'pure functions': PureComparison
  readonly 'old layout': StorageLayout
  readonly 'new layout': StorageLayout
  readonly 'old ABI': Abi
  readonly 'new ABI': Abi
  readonly 'proxy ABI': Abi
  /** What is read from the code alone, sources or not: of functions and storage a lower bound. */
  readonly 'old analysis': CodeAnalysis
  readonly 'new analysis': CodeAnalysis
  readonly 'proxy analysis': CodeAnalysis
  /** Where the proxy itself keeps variables. */
  readonly 'proxy layout': StorageLayout
  /** The storage of each proxy that gets the new code. */
  readonly 'live values': readonly LiveStorage[]
  /** From the first proxy down to the code that runs: of several that follow one beacon one stands for all. */
  readonly 'proxy layers': readonly ProxyLayer[]
  /** The same from the new code down: empty where it forwards to nothing. */
  readonly 'new code layers': readonly ProxyLayer[]
  readonly 'proxiable slots': ProxiableSlots
  readonly 'upgrade history': UpgradeHistory
  /** Every implementation that the history names, once. */
  readonly 'past implementations': readonly PastImplementation[]
  readonly 'code creation': CodeCreations
  /** Of each proxy, in the same range of blocks. */
  readonly 'selector use': readonly SelectorUse[]
  /** Addresses that the upgrade writes into the code or the storage. */
  readonly 'given assets': readonly GivenAsset[]
  readonly 'getter answers': readonly GetterAnswer[]
}

/** What is known of the patch as a whole, at one block. */
export type PatchFactValues = {
  readonly 'chain id': number
  /** Whether the chain runs an instruction that is younger than Istanbul, by its name. */
  readonly 'chain opcodes': ReadonlyMap<string, boolean>
  /** The calls that the timelock makes, decoded. */
  readonly calls: readonly DecodedCall[]
  readonly upgrades: readonly ReviewedUpgrade[]
  readonly operation: {
    readonly id: Hash
    readonly content: OperationContent
  }
  /** Seconds, as it was or will be scheduled. */
  readonly 'operation delay': bigint
  readonly 'safe transaction': SafeTransaction
  /** The call of the Safe transaction, decoded down to the timelock's calls. */
  readonly 'safe call': DecodedCall
  readonly safe: SafeState
  readonly timelock: TimelockState
  /** Operations of the timelock that are waiting or ready. */
  readonly 'pending operations': readonly {
    readonly id: Hash
    readonly content: Pick<OperationContent, 'calls' | 'predecessor'>
  }[]
  /** What stands at the addresses that the patch calls or brings. Keys in lower case. */
  readonly accounts: ReadonlyMap<string, AccountCode>
  /** What the patch calls, by address in lower case. */
  readonly 'called code': ReadonlyMap<string, CalledCode>
  readonly diamonds: ReviewedDiamonds
  readonly 'role holders': readonly RoleHolder[]
  /** Code hashes that the dossier commits to, by address in lower case. */
  readonly 'pinned code hashes': ReadonlyMap<string, Hash>
  /** Audits that the configuration names. Those that only a dossier names are not among them. */
  readonly audits: readonly Audit[]
  /** Past transactions, run with the old and the new code. */
  readonly replay: Replay
  /** Proxies that the configuration names as the protocol's own, by address in lower case. */
  readonly registry: ReadonlyMap<string, string>
  /** Variables that the configuration lets patches write. */
  readonly 'declared writes': readonly DeclaredWrite[]
}

/** What only running a patch tells; see `simulatedKinds`. */
export type SimulatedFactValues = {
  /** The path through Safe, timelock and proxies, as far as it could be walked. */
  readonly simulation: Simulation
  /** What counts the initialisations of each proxy, without and with the patch. */
  readonly 'initialized versions': readonly InitializedVersion[]
  /** Where each proxy keeps what it forwards to, without and with the patch, and whose code runs in it. */
  readonly 'proxy slots': readonly ProxySlots[]
  /** What commands each Safe of the protocol. */
  readonly 'safe settings': readonly SafeSettingsChange[]
  /** What accounts hold and may take of tokens, without the patch and with it. */
  readonly 'asset changes': AssetChanges
  readonly 'invariant answers': readonly InvariantAnswer[]
  readonly journeys: readonly JourneyAnswer[]
  readonly 'price answers': readonly PriceAnswer[]
  readonly 'pair answers': readonly PairAnswer[]
  readonly 'consumer answers': ConsumerAnswers
  readonly 'operation orders': OperationOrders
  /** What somebody who is nobody can do to each proxy and to the new implementation, without and with the patch. */
  readonly 'stranger calls': StrangerCalls
  /** Of an upgrade: what its proxies hold once the patch has run. */
  readonly 'storage after': readonly LiveStorage[]
  /** Of an upgrade: what those who hold power may call, on the old code and on the new. */
  readonly 'role probes': RoleProbes
  /** What getters answer differently without the patch and with it. */
  readonly 'getter reads': GetterReads
  readonly 'upgrade attempts': UpgradeAttempts
  /** The way back, of one proxy of those that follow a beacon. */
  readonly rollbacks: readonly Rollback[]
  /** Recent transactions, changed a little, without the patch and with it. */
  readonly 'mutated transactions': MutatedTransactions
}

/** The kinds of facts that checks need, and what each holds. */
export type CheckFactValues = UpgradeFactValues & PatchFactValues & SimulatedFactValues

export type FactKind = keyof CheckFactValues

/** A fact with what it rests on, or why there is none. */
export type CheckFact<T> =
  | { readonly known: true; readonly value: T; readonly anchor: Anchor }
  | { readonly known: false; readonly reason: string }

/** Gathered before the checks run. A kind that is absent was not gathered, so it is unknown. */
export type CheckFacts = { readonly [Kind in FactKind]?: CheckFact<CheckFactValues[Kind]> }
