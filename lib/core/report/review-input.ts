import type { Address, Hash } from 'viem'
import type { Block } from '@/lib/core/chain/snapshot'
import type { Patch } from '@/lib/core/patch/patch'
import type { RunCall } from '@/lib/core/patch/run-call'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { Expectations } from '@/lib/core/simulation/expectations'
import type { Audit } from '@/lib/core/source/audit'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

/** The protocol that a patch belongs to. */
export type ReviewedProtocol = {
  /** As whoever runs the review has configured it; without a name the addresses are only what the patch itself says. */
  readonly name?: string | undefined
  readonly safe?: Address | undefined
  readonly timelock?: Address | undefined
  readonly guardian?: Address | undefined
  readonly proxies: readonly { readonly name: string; readonly address: Address }[]
  /** Audits as the configuration names them. */
  readonly audits?: readonly Audit[] | undefined
  /** What the configuration declares that stays so; only a simulation holds a patch against it. */
  readonly expects?: Expectations | undefined
  /** Block from which the timelock's events are read. */
  readonly deploymentBlock: number
}

/** An operation as it was or will be scheduled. `delay` is in seconds; undefined where nobody has chosen one. */
export type ReviewedOperation = {
  readonly id: Hash
  readonly content: OperationContent
  readonly delay?: bigint | undefined
}

/**
 * What is reviewed, and at which block. With the chain itself this determines every byte of the report, so that anyone
 * can make it again.
 */
export type ReviewInput = {
  readonly chainId: number
  readonly block: Block
  readonly protocol: ReviewedProtocol
  /** What the timelock would run, or the Safe where no operation is involved. */
  readonly calls: readonly RunCall[]
  /** Undefined where nothing is or can be scheduled, or where the salt is not known. */
  readonly operation?: ReviewedOperation | undefined
  /** The Safe transaction that waits to be signed. */
  readonly transaction?: SafeTransaction | undefined
  readonly patch?: Patch | undefined
}
