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
