import { keccak256, stringToBytes, zeroHash } from 'viem'

/**
 * The ids of a timelock's roles: keccak256 of their names. `defaultAdmin` administers the others since 5.0,
 * `legacyAdmin` did before; `canceller` exists since 4.6, until then proposers cancelled.
 */
export const timelockRoleIds = {
  proposer: keccak256(stringToBytes('PROPOSER_ROLE')),
  executor: keccak256(stringToBytes('EXECUTOR_ROLE')),
  canceller: keccak256(stringToBytes('CANCELLER_ROLE')),
  defaultAdmin: zeroHash,
  legacyAdmin: keccak256(stringToBytes('TIMELOCK_ADMIN_ROLE')),
} as const
