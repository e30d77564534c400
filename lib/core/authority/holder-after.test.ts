import { encodeFunctionData, keccak256, parseAbi, stringToHex } from 'viem'
import { expect, test } from 'vitest'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import { compileSources } from '@/lib/core/source/__fixtures__/compile-sources'
import { readContractModel } from '@/lib/core/source/read-model'
import { type Holders, holderAfter } from './holder-after'
import { roleId } from './named-address'

const model = readContractModel(
  compileSources({
    'a.sol': `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;
import {AccessControlUpgradeable} from "@openzeppelin/contracts-upgradeable/access/AccessControlUpgradeable.sol";
import {Ownable2StepUpgradeable} from "@openzeppelin/contracts-upgradeable/access/Ownable2StepUpgradeable.sol";
contract A is AccessControlUpgradeable, Ownable2StepUpgradeable {
    bytes32 public constant MINTER_ROLE = keccak256("MINTER_ROLE");
    uint256 public fee;
    function setFee(uint256 to) external onlyOwner { fee = to; }
    function migrate(address to, uint256 more) external { fee = more; _transferOwnership(to); }
    function mint() external onlyRole(MINTER_ROLE) { fee = 1; }
}`,
  })('A'),
)
const abi = parseAbi([
  'function setFee(uint256 to)',
  'function migrate(address to, uint256 more)',
  'function transferOwnership(address newOwner)',
  'function renounceOwnership()',
  'function grantRole(bytes32 role, address account)',
  'function revokeRole(bytes32 role, address account)',
])
const target = addressOf('vault')
const [old, next] = [addressOf('old'), addressOf('next')]
const minter = keccak256(stringToHex('MINTER_ROLE'))
const before: Holders = { known: true, value: [old] }

function after(kind: 'owner' | 'role', name: string, ...args: unknown[]): Holders {
  const data = encodeFunctionData({ abi, functionName: name, args } as never)
  const calls = [decodeCall({ call: { target, value: 0n, data }, knownAbis: { [target]: abi } })]
  const principal =
    kind === 'owner'
      ? ({ kind: 'variable', name: 'OwnableStorage._owner' } as const)
      : ({ kind: 'role', role: 'MINTER_ROLE' } as const)
  return holderAfter(before, {
    principal,
    role: roleId('MINTER_ROLE', model),
    calls,
    models: [model],
  })
}

test('default', () => {
  expect(after('owner', 'setFee', 5n)).toEqual(before)
  expect(after('role', 'setFee', 5n)).toEqual(before)
})

test('behavior: roles are given and taken, each for itself', () => {
  expect(after('role', 'grantRole', minter, next)).toEqual({ known: true, value: [old, next] })
  expect(after('role', 'revokeRole', minter, old)).toEqual({ known: true, value: [] })
  expect(after('role', 'grantRole', keccak256('0x'), next)).toEqual(before)
  expect(after('owner', 'grantRole', minter, next)).toEqual(before)
})

test('behavior: in two steps nobody is owner after the first', () => {
  expect(after('owner', 'transferOwnership', next)).toEqual(before)
  expect(after('owner', 'renounceOwnership')).toEqual({ known: true, value: [] })
})

test('error: a migration that writes the owner in another way', () => {
  expect(after('owner', 'migrate', next, 1n)).toEqual({
    known: false,
    reason: 'the patch calls migrate(address,uint256), which writes it',
  })
})

test('error: a call of which the sources do not tell', () => {
  const call = decodeCall({ call: { target, value: 0n, data: '0xdeadbeef' } })
  const principal = { kind: 'variable', name: 'OwnableStorage._owner' } as const
  const parameters = { principal, role: undefined, calls: [call], models: [model] }
  expect(holderAfter(before, parameters)).toMatchObject({ known: false })
})

test('behavior: ids of roles', () => {
  expect(roleId('MINTER_ROLE', model)).toBe(minter)
  expect(roleId('DEFAULT_ADMIN_ROLE', model)).toBe(`0x${'0'.repeat(64)}`)
  expect(roleId('role', model)).toBeUndefined()
})
