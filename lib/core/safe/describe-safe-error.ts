/**
 * What a Safe means by the `GS…` code it reverts with.
 *
 * @param reason The revert string, e.g. `GS026`.
 * @returns Undefined where it is no code of a Safe.
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.5.0/docs/error_codes.md
 */
export function describeSafeError(reason: string): string | undefined {
  return Object.hasOwn(meanings, reason) ? meanings[reason] : undefined
}

const meanings: Readonly<Record<string, string>> = {
  GS000: 'The setup call of the Safe failed.',
  GS001: 'The Safe has no threshold: it was never set up.',
  GS002: 'The setup call goes to an address without code.',
  GS010: 'Not enough gas was sent for the gas that the transaction reserves (safeTxGas).',
  GS011: 'The Safe could not pay the refund in ether.',
  GS012: 'The Safe could not pay the refund in the gas token.',
  GS013: 'The call that the transaction makes reverted.',
  GS020: 'There are fewer signatures than the threshold.',
  GS021: 'A contract signature points into the fixed part of the signatures.',
  GS022: 'A contract signature points past the end of the signatures.',
  GS023: 'A contract signature is cut off.',
  GS024: 'The contract that owns the Safe does not confirm its signature.',
  GS025: 'An owner has not approved this hash on chain.',
  GS026: 'A signature is not by an owner, is for another transaction, or is out of order.',
  GS027: 'The bytes given for a contract signature are not those of the hash.',
  GS030: 'Only owners can approve a hash.',
  GS031: 'Only the Safe itself can call this: it needs a transaction of the Safe.',
  GS100: 'The modules were already set up.',
  GS101: 'The address cannot be a module.',
  GS102: 'The module is already enabled.',
  GS103: 'The module is not where the call says it is in the list of modules.',
  GS104: 'Only an enabled module can call this.',
  GS105: 'The list of modules cannot be read from this address on.',
  GS106: 'The page size for modules is zero.',
  GS200: 'The owners were already set up.',
  GS201: 'The threshold is above the number of owners.',
  GS202: 'The threshold is zero.',
  GS203: 'The address cannot be an owner.',
  GS204: 'The address is already an owner.',
  GS205: 'The owner is not where the call says it is in the list of owners.',
  GS300: 'The contract is not a transaction guard.',
  GS301: 'The contract is not a module guard.',
  GS400: 'The Safe cannot be its own fallback handler.',
}
