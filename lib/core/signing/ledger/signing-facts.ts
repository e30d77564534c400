import type { Address, Hash } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { OperationState } from '@/lib/core/timelock/operation'

/** Read of one node at one block, right before signing. What could not be read is unknown. */
export type SigningFacts = {
  readonly block: Block
  readonly chainId: Known<number>
  readonly safe: Known<SafeState>
  /** Whether each Safe on the way up is an owner of the next, as that answers `isOwner(…)`. */
  readonly ownsAbove: Known<boolean>
  /** EXTCODEHASH of what slot 0 of the Safe names. */
  readonly singletonCodeHash: Known<Hash>
  /** `domainSeparator()` and `getTransactionHash(…)` as the Safe itself answers them. */
  readonly contractDomainHash: Known<Hash>
  readonly contractSafeTxHash: Known<Hash>
  /** EXTCODEHASH of the target of the Safe transaction. */
  readonly targetCodeHash: Known<Hash>
  readonly minDelay: Known<bigint>
  readonly safeIsProposer: Known<boolean>
  readonly operationState: Known<OperationState>
  /** `hashOperation(…)` or `hashOperationBatch(…)` as the timelock itself answers it. */
  readonly contractOperationId: Known<Hash>
  readonly upgrades: readonly UpgradeFacts[]
}

/** Of an upgrade of the dossier, in its order. */
export type UpgradeFacts = {
  readonly currentImplementation: Known<Address>
  /** The contract that the proxy takes orders from: itself, its ProxyAdmin or its beacon. */
  readonly upgradeTarget: Known<Address>
  readonly newCodeHash: Known<Hash>
}
