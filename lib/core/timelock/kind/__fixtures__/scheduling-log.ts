import {
  type Abi,
  type Address,
  type ContractEventArgs,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  pad,
  parseAbiParameters,
  zeroHash,
} from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import { hashScheduledCall } from '@/lib/core/timelock/access-manager/hash-scheduled-call'
import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'
import { hashCallBatch } from '@/lib/core/timelock/chainlink-rbac/hash-call-batch'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { hashTransaction } from '@/lib/core/timelock/compound/hash-transaction'
import { dsPauseAbi } from '@/lib/core/timelock/ds-pause/ds-pause-abi'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { hashModuleTransaction } from '@/lib/core/timelock/zodiac-delay/hash-module-transaction'
import { zodiacDelayAbi } from '@/lib/core/timelock/zodiac-delay/zodiac-delay-abi'

export const position: RawLog['position'] = {
  blockNumber: 7n,
  blockHash: pad('0xb1', { size: 32 }),
  blockTimestamp: 1_000n,
  transactionHash: pad('0x7a', { size: 32 }),
  logIndex: 0,
}

const target: Address = getAddress('0x00000000000000000000000000000000000000aa')
const caller: Address = getAddress('0x00000000000000000000000000000000000000bb')
const eta = 5_000n

/** The event by which each kind tells that a call with this calldata waits. */
export function schedulingLog(kind: TimelockKind, data: Hex): RawLog {
  return { ...encoders[kind](data), position }
}

type Encoded = Pick<RawLog, 'topics' | 'data'>

const encoders: Readonly<Record<TimelockKind, (data: Hex) => Encoded>> = {
  openzeppelin: (data) => {
    const calls = [{ target, value: 0n, data }]
    const id = hashOperation({ kind: 'single', calls, predecessor: zeroHash, salt: zeroHash })
    return {
      topics: topicsOf(timelockAbi, 'CallScheduled', { id, index: 0n }),
      data: encodeAbiParameters(parseAbiParameters('address, uint256, bytes, bytes32, uint256'), [
        target,
        0n,
        data,
        zeroHash,
        60n,
      ]),
    }
  },
  compound: (data) => {
    const txHash = hashTransaction({ target, value: 0n, signature: 'a()', data, eta })
    return {
      topics: topicsOf(compoundAbi, 'QueueTransaction', { txHash, target }),
      data: encodeAbiParameters(parseAbiParameters('uint256, string, bytes, uint256'), [
        0n,
        'a()',
        data,
        eta,
      ]),
    }
  },
  'zodiac-delay': (data) => {
    const txHash = hashModuleTransaction({ target, value: 0n, data })
    return {
      topics: topicsOf(zodiacDelayAbi, 'TransactionAdded', { queueNonce: 3n, txHash }),
      data: encodeAbiParameters(parseAbiParameters('address, uint256, bytes, uint8'), [
        target,
        0n,
        data,
        0,
      ]),
    }
  },
  'access-manager': (data) => {
    const operationId = hashScheduledCall({ caller, target, data })
    return {
      topics: topicsOf(accessManagerAbi, 'OperationScheduled', { operationId, nonce: 1 }),
      data: encodeAbiParameters(parseAbiParameters('uint48, address, address, bytes'), [
        Number(eta),
        caller,
        target,
        data,
      ]),
    }
  },
  'chainlink-rbac': (data) => {
    const calls = [{ target, value: 0n, data }]
    const id = hashCallBatch({ calls, predecessor: zeroHash, salt: zeroHash })
    return {
      topics: topicsOf(chainlinkRbacAbi, 'CallScheduled', { id, index: 0n }),
      data: encodeAbiParameters(
        parseAbiParameters('address, uint256, bytes, bytes32, bytes32, uint256'),
        [target, 0n, data, zeroHash, zeroHash, 60n],
      ),
    }
  },
  'ds-pause': (data) => {
    const args = [target, zeroHash, data, eta] as const
    const calldata = encodeFunctionData({ abi: dsPauseAbi, functionName: 'plot', args })
    const selector = pad(calldata.slice(0, 10) as Hex, { dir: 'right', size: 32 })
    return {
      topics: [selector, pad(caller), pad(target), zeroHash],
      data: encodeAbiParameters(parseAbiParameters('uint256, bytes'), [0n, calldata]),
    }
  },
}

function topicsOf<const TAbi extends Abi>(
  abi: TAbi,
  eventName: string,
  args: Record<string, unknown>,
): Hash[] {
  return encodeEventTopics({
    abi: abi as Abi,
    eventName,
    args: args as ContractEventArgs<Abi, string>,
  }) as Hash[]
}
