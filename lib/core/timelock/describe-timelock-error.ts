import { type Address, type Hash, type Hex, parseAbi } from 'viem'
import { decodeError } from '@/lib/core/abi/decode-error'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import type { OperationState } from '@/lib/core/timelock/operation'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

const errorAbi = [
  ...timelockAbi,
  ...parseAbi(['error Error(string reason)', 'error Panic(uint256 code)']),
] as const

/** Why a timelock refused, in words. `name` is the contract's own name of the error. */
export type TimelockErrorDescription = {
  readonly name: string
  readonly message: string
  readonly facts: readonly ErrorFact[]
}

/**
 * Puts the revert data of a timelock into words: the custom errors of 5.x and the texts of before.
 *
 * @returns undefined where the data is none of them: the reverting contract is another one, or said nothing.
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.4.0/contracts/governance/TimelockController.sol#L55
 */
export function describeTimelockError(data: Hex): TimelockErrorDescription | undefined {
  const decoded = decodeError(errorAbi, data)
  if (decoded === undefined) return undefined
  const { message, facts } = describeError(decoded)
  return { name: decoded.errorName, message, facts }
}

type Decoded = NonNullable<ReturnType<typeof decodeError<typeof errorAbi>>>
type Description = { message: string; facts: readonly ErrorFact[] }

function describeError(error: Decoded): Description {
  switch (error.errorName) {
    case 'TimelockUnexpectedOperationState':
      return describeState(...error.args)
    case 'TimelockInsufficientDelay':
      return describeDelay(...error.args)
    case 'TimelockUnexecutedPredecessor':
      return {
        message: 'The predecessor of this operation has not been executed.',
        facts: [['Predecessor', error.args[0]]],
      }
    case 'TimelockUnauthorizedCaller':
      return {
        message: 'Only the timelock itself may do this, by an operation of its own.',
        facts: [['Caller', error.args[0]]],
      }
    case 'TimelockInvalidOperationLength':
      return describeLengths(...error.args)
    case 'AccessControlUnauthorizedAccount':
      return describeRole(...error.args)
    case 'AccessControlBadConfirmation':
      return { message: 'A role can only be renounced by its holder.', facts: [] }
    case 'FailedCall':
    case 'FailedInnerCall':
      return { message: 'A call of the operation reverted without saying why.', facts: [] }
    case 'Error':
      return { message: describeText(error.args[0]), facts: [] }
    case 'Panic':
      return {
        message: 'The contract ran into a panic.',
        facts: [['Code', `0x${error.args[0].toString(16)}`]],
      }
  }
}

/** In the order of the contract's enum, which is the order of the bits. */
const states: readonly OperationState[] = ['unset', 'waiting', 'ready', 'done']

/** `expected` has one bit set for each state that would have been right: `bytes32(1 << uint8(state))`. */
function describeState(id: Hash, expected: Hash): Description {
  const bits = BigInt(expected)
  const names = states.filter((_, index) => (bits >> BigInt(index)) & 1n)
  return {
    message: `The operation is not ${names.join(' or ') || 'in the state this needs'}.`,
    facts: [['Operation', id]],
  }
}

function describeDelay(delay: bigint, minDelay: bigint): Description {
  return {
    message: 'The delay is shorter than this timelock allows.',
    facts: [
      ['Delay', `${delay} seconds`],
      ['Minimum', `${minDelay} seconds`],
    ],
  }
}

function describeLengths(targets: bigint, payloads: bigint, values: bigint): Description {
  return {
    message: 'The lists of the batch differ in length.',
    facts: [
      ['Targets', String(targets)],
      ['Payloads', String(payloads)],
      ['Values', String(values)],
    ],
  }
}

const roleNames = new Map<Hash, string>([
  [timelockRoleIds.proposer, 'proposer'],
  [timelockRoleIds.executor, 'executor'],
  [timelockRoleIds.canceller, 'canceller'],
  [timelockRoleIds.defaultAdmin, 'admin'],
  [timelockRoleIds.legacyAdmin, 'admin'],
])

function describeRole(account: Address, role: Hash): Description {
  const name = roleNames.get(role)
  return {
    message: name
      ? `This account is not ${name === 'proposer' || name === 'canceller' ? 'a' : 'an'} ${name} of this timelock.`
      : 'This account lacks a role of this timelock.',
    facts: [
      ['Account', account],
      ['Role', role],
    ],
  }
}

/** The texts of 3.3 to 4.9; they said `TimelockController: operation is not ready` and the like. */
function describeText(text: string): string {
  switch (text) {
    case 'TimelockController: operation is not ready':
      return 'The operation is not ready.'
    case 'TimelockController: operation already scheduled':
      return 'The operation is not unset.'
    case 'TimelockController: operation cannot be cancelled':
      return 'The operation is not waiting or ready.'
    case 'TimelockController: insufficient delay':
      return 'The delay is shorter than this timelock allows.'
    case 'TimelockController: missing dependency':
      return 'The predecessor of this operation has not been executed.'
    case 'TimelockController: caller must be timelock':
      return 'Only the timelock itself may do this, by an operation of its own.'
    case 'TimelockController: length mismatch':
      return 'The lists of the batch differ in length.'
    case 'TimelockController: underlying transaction reverted':
      return 'A call of the operation reverted; this timelock does not say why.'
    default:
      return visibleText(text)
  }
}
