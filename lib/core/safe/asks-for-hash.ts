/**
 * Since 1.5.0 a Safe asks its contract owners `isValidSignature(bytes32,bytes)`; before, it handed over what was hashed.
 *
 * @param version What `VERSION()` answers.
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.5.0/contracts/Safe.sol (checkContractSignature)
 */
export function asksForHash(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  return major > 1 || (major === 1 && minor >= 5)
}
