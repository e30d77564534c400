import { toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import { queued } from './__fixtures__/queued'
import { operationRisks } from './operation-risk'

const target = '0x0000000000000000000000000000000000000002'
const risksOf = (signature: string) =>
  operationRisks(
    queued(
      'openzeppelin',
      {},
      { calls: [{ target, value: 0n, data: toFunctionSelector(signature) }] },
    ),
  )

test.each([
  'upgradeTo(address)',
  'upgradeToAndCall(address,bytes)',
  'upgrade(address,address)',
  'upgradeAndCall(address,address,bytes)',
  'diamondCut((address,uint8,bytes4[])[],address,bytes)',
  'setImplementation(address)',
  'changeMasterCopy(address)',
  '_setImplementation(address)',
  '_setImplementation(address,bool,bytes)',
  '_setPendingImplementation(address)',
  '_become(address)',
])('default: %s replaces code', (signature) => {
  expect(risksOf(signature)).toEqual(['upgrade'])
})

test.each([
  'transferOwnership(address)',
  'renounceOwnership()',
  'acceptOwnership()',
  'grantRole(bytes32,address)',
  'revokeRole(bytes32,address)',
  'renounceRole(bytes32,address)',
  'beginDefaultAdminTransfer(address)',
  'acceptDefaultAdminTransfer()',
  'changeAdmin(address)',
  'changeProxyAdmin(address,address)',
  'setAdmin(address)',
  'setPendingAdmin(address)',
  'acceptAdmin()',
  '_setPendingAdmin(address)',
  '_acceptAdmin()',
  'setOwner(address)',
  'grantRole(uint64,address,uint32)',
  'revokeRole(uint64,address)',
  'setRoleAdmin(uint64,uint64)',
  'setTargetFunctionRole(address,bytes4[],uint64)',
  'updateAuthority(address,address)',
  'setAuthority(address)',
  'rely(address)',
  'deny(address)',
  'enableModule(address)',
  'disableModule(address,address)',
  'addOwnerWithThreshold(address,uint256)',
  'removeOwner(address,address,uint256)',
  'swapOwner(address,address,address)',
  'changeThreshold(uint256)',
  'setGuard(address)',
])('default: %s changes who decides', (signature) => {
  expect(risksOf(signature)).toEqual(['ownership'])
})

test.each(['transfer(address,uint256)', 'setFee(uint256)', 'pause()'])(
  'behavior: %s is neither',
  (signature) => {
    expect(risksOf(signature)).toEqual([])
  },
)
