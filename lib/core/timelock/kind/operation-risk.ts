import type { Hex } from 'viem'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** What about an operation deserves a second look, told by its calls alone; in the order in which it is told. */
export const operationRiskKinds = [
  'upgrade',
  'ownership',
  'self-administration',
  'delegatecall',
  'value',
  'incomplete',
  'salt-unknown',
] as const

export type OperationRisk = (typeof operationRiskKinds)[number]

/** Functions that replace code. */
const upgrades: ReadonlySet<string> = new Set([
  '0x3659cfe6', // upgradeTo(address)
  '0x4f1ef286', // upgradeToAndCall(address,bytes)
  '0x99a88ec4', // upgrade(address,address)
  '0x9623609d', // upgradeAndCall(address,address,bytes)
  '0x1f931c1c', // diamondCut((address,uint8,bytes4[])[],address,bytes)
  '0xd784d426', // setImplementation(address)
  '0x7de7edef', // changeMasterCopy(address)
  // Compound's markets and comptroller.
  '0xbb913f41', // _setImplementation(address)
  '0x555bcc40', // _setImplementation(address,bool,bytes)
  '0xe992a041', // _setPendingImplementation(address)
  '0x1d504dc6', // _become(address)
])

/** Functions that change who decides. */
const ownership: ReadonlySet<string> = new Set([
  '0xf2fde38b', // transferOwnership(address)
  '0x715018a6', // renounceOwnership()
  '0x2f2ff15d', // grantRole(bytes32,address)
  '0xd547741f', // revokeRole(bytes32,address)
  '0x8f283970', // changeAdmin(address)
  '0x7eff275e', // changeProxyAdmin(address,address)
  '0x704b6c02', // setAdmin(address)
  '0x4dd18bf5', // setPendingAdmin(address)
  '0x13af4035', // setOwner(address)
  '0x79ba5097', // acceptOwnership()
  '0x36568abe', // renounceRole(bytes32,address)
  '0x634e93da', // beginDefaultAdminTransfer(address)
  '0xcefc1429', // acceptDefaultAdminTransfer()
  '0x0e18b681', // acceptAdmin()
  '0xb71d1a0c', // _setPendingAdmin(address)
  '0xe9c714f2', // _acceptAdmin()
  // AccessManager and what it manages.
  '0x25c471a0', // grantRole(uint64,address,uint32)
  '0xb7d2b162', // revokeRole(uint64,address)
  '0x30cae187', // setRoleAdmin(uint64,uint64)
  '0x08d6122d', // setTargetFunctionRole(address,bytes4[],uint64)
  '0x18ff183c', // updateAuthority(address,address)
  '0x7a9e5e4b', // setAuthority(address)
  // Maker's.
  '0x65fae35e', // rely(address)
  '0x9c52a7f1', // deny(address)
  // Safe.
  '0x610b5925', // enableModule(address)
  '0xe009cfde', // disableModule(address,address)
  '0x0d582f13', // addOwnerWithThreshold(address,uint256)
  '0xf8dc5dd9', // removeOwner(address,address,uint256)
  '0xe318b52b', // swapOwner(address,address,address)
  '0x694e80c3', // changeThreshold(uint256)
  '0xe19a9dd9', // setGuard(address)
])

/** Names what is in an operation, in a fixed order. */
export function operationRisks(operation: QueuedOperation): OperationRisk[] {
  const { calls, timelock, missingCalls, salt, origin } = operation
  const own = timelock.address.toLowerCase()
  const found = new Set<OperationRisk>()
  for (const { target, value, data, delegatecall } of calls) {
    const selector = selectorOf(data)
    if (upgrades.has(selector)) found.add('upgrade')
    if (ownership.has(selector)) found.add('ownership')
    if (target.toLowerCase() === own) found.add('self-administration')
    if (delegatecall === true) found.add('delegatecall')
    if (value > 0n) found.add('value')
  }
  if (missingCalls !== undefined || (calls.length === 0 && origin === undefined)) {
    found.add('incomplete')
  }
  if (salt === 'unknown') found.add('salt-unknown')
  return operationRiskKinds.filter((risk) => found.has(risk))
}

/** The first four bytes of calldata, or fewer where there are fewer. */
export function selectorOf(data: Hex): Hex {
  return data.slice(0, 10).toLowerCase() as Hex
}
