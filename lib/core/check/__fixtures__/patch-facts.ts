import {
  type Address,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  keccak256,
  parseAbi,
  zeroHash,
} from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { AccountCode } from '@/lib/core/chain/account-code'
import type { PatchFactValues, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

/** An address that is the same in every test. */
export const addressOf = (last: number): Address => getAddress(`0x${last.toString(16).padStart(40, '0')}`)

export const chainId = 31_337
export const safeAddress = addressOf(0x5afe)
export const timelockAddress = addressOf(0x71)
export const proxy = addressOf(0x99)
export const implementation = addressOf(0x11)
export const stranger = addressOf(0xbad)

const abi = parseAbi([
  'function upgradeToAndCall(address newImplementation, bytes data) payable',
  'function transferOwnership(address newOwner)',
  'function transfer(address to, uint256 amount)',
  'function transferFrom(address from, address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function updateDelay(uint256 newDelay)',
  'function grantRole(bytes32 role, address account)',
  'function swapOwner(address prevOwner, address oldOwner, address newOwner)',
  'function changeThreshold(uint256 threshold)',
  'function addOwnerWithThreshold(address owner, uint256 threshold)',
  'function removeOwner(address prevOwner, address owner, uint256 threshold)',
  'function enableModule(address module)',
  'function disableModule(address prevModule, address module)',
  'function setGuard(address guard)',
  'function setModuleGuard(address moduleGuard)',
  'function setFallbackHandler(address handler)',
])

/** A call that the timelock or the Safe makes, encoded and decoded. */
export function callTo(
  target: Address,
  functionName: (typeof abi)[number]['name'],
  args: readonly unknown[],
): DecodedCall {
  const data = encodeFunctionData({ abi, functionName, args } as never)
  return decodeCall({ call: { target, value: 0n, data } })
}

export function rawCallTo(target: Address, data: Hex): DecodedCall {
  return decodeCall({ call: { target, value: 0n, data } })
}

export const upgradeCall = callTo(proxy, 'upgradeToAndCall', [implementation, '0x'])

export const upgrade: ReviewedUpgrade = {
  proxies: [proxy],
  from: { address: addressOf(0x10), codeHash: keccak256('0x10') },
  to: implementation,
  migration: '0x',
}

export const timelock: TimelockState = {
  timelock: { chainId, address: timelockAddress },
  minDelay: 172_800n,
  roles: {
    proposer: { open: false, holders: [safeAddress] },
    executor: { open: true, holders: [] },
    canceller: { open: false, holders: [safeAddress] },
    admin: { open: false, holders: [timelockAddress] },
  },
}

export const safe: SafeState = {
  safe: { chainId, address: safeAddress },
  version: '1.4.1',
  singleton: addressOf(0x51),
  owners: [addressOf(1), addressOf(2), addressOf(3)],
  threshold: 2,
  nonce: 7n,
  modules: [],
  guard: addressOf(0),
  fallbackHandler: addressOf(0xfb),
}

export const safeTransaction: SafeTransaction = {
  safe: safe.safe,
  target: timelockAddress,
  value: 0n,
  data: '0x01d5062a',
  operation: 'call',
  safeTxGas: 0n,
  baseGas: 0n,
  gasPrice: 0n,
  gasToken: addressOf(0),
  refundReceiver: addressOf(0),
  nonce: 7n,
}

export function contentOf(calls: readonly DecodedCall[], predecessor: Hash = zeroHash): OperationContent {
  return { kind: 'batch', calls: calls.map(({ call }) => call), predecessor, salt: zeroHash }
}

export function operationOf(content: OperationContent): PatchFactValues['operation'] {
  return {
    id: hashOperation(content),
    content,
  }
}

/** What stands at addresses: a contract, unless said otherwise. */
export function accountsOf(
  ...accounts: readonly (Partial<AccountCode> & { readonly address: Address })[]
): ReadonlyMap<string, AccountCode> {
  return new Map(
    accounts.map((account) => [
      account.address.toLowerCase(),
      { kind: 'contract', codeHash: keccak256('0x11'), size: 1, ...account },
    ]),
  )
}
