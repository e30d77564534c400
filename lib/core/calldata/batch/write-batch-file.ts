import type { Address, Hex } from 'viem'
import { decodeFunctionData, isHex } from 'viem'
import { multiSendAbi } from '@/lib/core/abi/multi-send-abi'
import { batchChecksum } from '@/lib/core/calldata/batch/batch-checksum'
import { decodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { Call } from '@/lib/core/chain/call'
import { BaseError } from '@/lib/core/error/base-error'

/** A batch makes calls and nothing else. */
export class NotABatchError extends BaseError {
  override readonly name = 'NotABatchError'
}

export type WriteBatchFileParameters = {
  readonly chainId: number
  readonly safe: Address
  readonly call: Call
  /** How the Safe makes the call. */
  readonly operation: 'call' | 'delegatecall'
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/**
 * What a Safe transaction does, as a file for the Safe's Transaction Builder, with its checksum. What a MultiSend makes of
 * calls stands there call by call. The nonce is no part of such a file, so that the Safe transaction made of it is another one.
 *
 * @throws NotABatchError where something is delegatecalled that is no MultiSend of calls.
 */
export function writeBatchFile(parameters: WriteBatchFileParameters): string {
  const { chainId, safe, name, createdAt } = parameters
  const file = {
    version: '1.0',
    chainId: String(chainId),
    createdAt,
    meta: {
      name,
      description: '',
      txBuilderVersion: '1.18.0',
      createdFromSafeAddress: safe,
      createdFromOwnerAddress: '',
    },
    transactions: callsOf(parameters).map(({ target, value, data }) => ({
      to: target,
      value: String(value),
      data,
      contractMethod: null,
      contractInputsValues: null,
    })),
  }
  const meta = { ...file.meta, checksum: batchChecksum(file) }
  return JSON.stringify({ ...file, meta }, undefined, 2)
}

function callsOf({ call, operation }: WriteBatchFileParameters): readonly Call[] {
  if (operation === 'call') return [call]
  const { calls, problem } = decodeMultiSend(packedOf(call.data))
  const isPlain = calls.length > 0 && calls.every((one) => one.operation === 'call')
  if (problem === undefined && isPlain) return calls
  throw new NotABatchError('This transaction is no batch of calls.', {
    facts: [['Target', call.target]],
    hint: 'The Transaction Builder makes calls only. Take the Safe transaction itself.',
  })
}

function packedOf(data: Hex): Hex {
  try {
    const { args } = decodeFunctionData({ abi: multiSendAbi, data })
    const [packed] = args ?? []
    return isHex(packed) ? packed : '0x'
  } catch {
    return '0x'
  }
}
