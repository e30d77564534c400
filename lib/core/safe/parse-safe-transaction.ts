import {
  addressOf,
  addressOrZero,
  asObject,
  assertOnly,
  bytesOrNone,
  InvalidMemberError,
  uintOf,
  uintOrZero,
} from '@/lib/core/chain/parse-wire-fields'
import type { SafeTransaction } from './safe-transaction'

const safeMembers = ['chainId', 'safe', 'version', 'to', 'value', 'data', 'operation', 'nonce']
const gasMembers = ['safeTxGas', 'baseGas', 'gasPrice', 'gasToken', 'refundReceiver']

/**
 * Reads a Safe transaction from its JSON.
 *
 * @returns The transaction, the version of the Safe that the JSON names, and the dossier that it carries, which nobody has
 *   looked at yet: the hash of the transaction does not cover it but by the salt.
 * @throws InvalidMemberError
 */
export function parseSafeTransaction(value: unknown): {
  transaction: SafeTransaction
  version: string | undefined
  dossier: unknown
} {
  const wire = asObject(value, 'transaction')
  assertOnly(wire, [...safeMembers, ...gasMembers, 'dossier'])
  const { version } = wire
  if (version !== undefined && typeof version !== 'string') {
    throw new InvalidMemberError('version', 'the VERSION() of the Safe, e.g. "1.4.1"', version)
  }
  const transaction: SafeTransaction = {
    safe: { chainId: chainIdOf(wire.chainId), address: addressOf(wire.safe, 'safe') },
    target: addressOf(wire.to, 'to'),
    value: uintOrZero(wire.value, 'value'),
    data: bytesOrNone(wire.data, 'data'),
    operation: safeOperationOf(wire.operation),
    safeTxGas: uintOrZero(wire.safeTxGas, 'safeTxGas'),
    baseGas: uintOrZero(wire.baseGas, 'baseGas'),
    gasPrice: uintOrZero(wire.gasPrice, 'gasPrice'),
    gasToken: addressOrZero(wire.gasToken, 'gasToken'),
    refundReceiver: addressOrZero(wire.refundReceiver, 'refundReceiver'),
    nonce: uintOf(wire.nonce, 'nonce'),
  }
  return { transaction, version, dossier: wire.dossier }
}

function chainIdOf(value: unknown): number {
  const chainId = uintOf(value, 'chainId')
  if (chainId === 0n || chainId > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new InvalidMemberError('chainId', 'a positive integer below 2^53', value)
  }
  return Number(chainId)
}

function safeOperationOf(value: unknown): SafeTransaction['operation'] {
  if (value === undefined || value === 0 || value === '0') return 'call'
  if (value === 1 || value === '1') return 'delegatecall'
  throw new InvalidMemberError('operation', '0 for a call or 1 for a delegatecall', value)
}
