import { type Address, type Hash, type Hex, pad } from 'viem'

/**
 * The salts that a Governor with GovernorTimelockControl gives to a proposal: the hash of its description, and since 5.0
 * that hash with the Governor's address over its first 20 bytes, so that two of them do not collide.
 *
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.4.0/contracts/governance/extensions/GovernorTimelockControl.sol#L161
 */
export function governorSalts(governor: Address, descriptionHash: Hash): readonly [Hash, Hash] {
  return [descriptionHash, withGovernor(governor, descriptionHash)]
}

/** The hashes of descriptions that a salt can come from: the reverse of `governorSalts`. */
export function descriptionHashes(governor: Address, salt: Hash): readonly [Hash, Hash] {
  return [salt, withGovernor(governor, salt)]
}

/** `bytes20(governor) ^ word`, which undoes itself. */
function withGovernor(governor: Address, word: Hash): Hash {
  return wordOf(BigInt(pad(governor, { dir: 'right', size: 32 })) ^ BigInt(word))
}

function wordOf(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}
