import {
  type Address,
  encodeAbiParameters,
  type Hash,
  type Hex,
  keccak256,
  parseAbiParameters,
} from 'viem'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** What a DSPause is told: to run the code at `usr`, if it still has the hash `tag`, with `fax` as its calldata. */
export type Plan = {
  readonly usr: Address
  readonly tag: Hash
  readonly fax: Hex
  /** Seconds since the epoch from which anyone can execute it. */
  readonly eta: bigint
}

const parameters = /* @__PURE__ */ parseAbiParameters(
  'address usr, bytes32 tag, bytes fax, uint256 eta',
)

/** The id of a plan, as the contract computes it. */
export function hashPlan({ usr, tag, fax, eta }: Plan): Hash {
  return keccak256(encodeAbiParameters(parameters, [usr, tag, fax, eta]))
}

/** The way back from what was folded. */
export function planOfOperation({ calls, instances }: QueuedOperation): Plan | undefined {
  const [call] = calls
  const eta = instances.at(-1)?.eta
  if (call?.codeHash === undefined || eta === undefined) return undefined
  return { usr: call.target, tag: call.codeHash, fax: call.data, eta }
}
