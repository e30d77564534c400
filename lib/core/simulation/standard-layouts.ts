import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { namespaceSlot } from '@/lib/core/source/namespace-slot'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { type LaidOut, layOutVariables, type TypedVariable } from './lay-out-variables'
import { safeSettingSlots } from './safe-slots'

/**
 * Places that hold the same in whatever contract writes them: a slot that is the hash of a name can be nothing else. The
 * namespaces are those of OpenZeppelin's upgradeable contracts 5.x.
 */
export function standardSlots(): StorageLayout {
  slots ??= join([
    at(BigInt(eip1967Slots.implementation), [['implementation', 'address']]),
    at(BigInt(eip1967Slots.admin), [['admin', 'address']]),
    at(BigInt(eip1967Slots.beacon), [['beacon', 'address']]),
    ...namespaces.map(([id, members]) =>
      at(
        namespaceSlot(id),
        members.map(([name, type]) => [`${id}.${name}`, type]),
      ),
    ),
  ])
  return slots
}

/**
 * The storage of a Safe, the same since 1.0.0.
 *
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.5.0/contracts/libraries/SafeStorage.sol
 */
export function safeLayout(): StorageLayout {
  safe ??= join([
    at(0n, [
      ['singleton', 'address'],
      ['modules', 'mapping(address => address)'],
      ['owners', 'mapping(address => address)'],
      ['ownerCount', 'uint256'],
      ['threshold', 'uint256'],
      ['nonce', 'uint256'],
      ['_deprecatedDomainSeparator', 'bytes32'],
      ['signedMessages', 'mapping(bytes32 => uint256)'],
      ['approvedHashes', 'mapping(address => mapping(bytes32 => uint256))'],
    ]),
    at(BigInt(safeSettingSlots.guard), [['guard', 'address']]),
    at(BigInt(safeSettingSlots.moduleGuard), [['moduleGuard', 'address']]),
    at(BigInt(safeSettingSlots.fallbackHandler), [['fallbackHandler', 'address']]),
  ])
  return safe
}

/**
 * The storage of OpenZeppelin's TimelockController, the same from 3.4 to 5.7.
 *
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.4.0/contracts/governance/TimelockController.sol
 */
export function timelockLayout(): StorageLayout {
  timelock ??= join([
    at(0n, [
      ['_roles', 'mapping(bytes32 => struct RoleData{mapping(address => bool),bytes32})'],
      ['_timestamps', 'mapping(bytes32 => uint256)'],
      ['_minDelay', 'uint256'],
    ]),
  ])
  return timelock
}

let slots: StorageLayout | undefined
let safe: StorageLayout | undefined
let timelock: StorageLayout | undefined

type Members = readonly (readonly [name: string, type: string])[]

const namespaces: readonly (readonly [id: string, members: Members])[] = [
  [
    'openzeppelin.storage.Initializable',
    [
      ['_initialized', 'uint64'],
      ['_initializing', 'bool'],
    ],
  ],
  ['openzeppelin.storage.Ownable', [['_owner', 'address']]],
  ['openzeppelin.storage.Ownable2Step', [['_pendingOwner', 'address']]],
  ['openzeppelin.storage.Pausable', [['_paused', 'bool']]],
  ['openzeppelin.storage.ReentrancyGuard', [['_status', 'uint256']]],
  [
    'openzeppelin.storage.AccessControl',
    [['_roles', 'mapping(bytes32 => struct RoleData{mapping(address => bool),bytes32})']],
  ],
  [
    'openzeppelin.storage.ERC20',
    [
      ['_balances', 'mapping(address => uint256)'],
      ['_allowances', 'mapping(address => mapping(address => uint256))'],
      ['_totalSupply', 'uint256'],
      ['_name', 'string'],
      ['_symbol', 'string'],
    ],
  ],
]

function at(slot: bigint, members: Members): LaidOut {
  const variables = members.map(([name, type]): TypedVariable => ({ name, type }))
  const laid = layOutVariables(variables, slot)
  if (!laid) throw new RangeError(`a type of ours is none: ${members.join()}`)
  return laid
}

function join(parts: readonly LaidOut[]): StorageLayout {
  return {
    variables: parts
      .flatMap(({ variables }) => variables)
      .toSorted((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : a.offset - b.offset)),
    types: new Map(parts.flatMap(({ types }) => [...types])),
  }
}
