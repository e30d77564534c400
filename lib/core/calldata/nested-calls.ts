import { type Address, type Hex, isAddressEqual, zeroAddress } from 'viem'
import { decodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { Call } from '@/lib/core/chain/call'

/** A call that another one carries in its arguments. */
export type NestedCall = {
  readonly via: string
  readonly call: Call
  readonly operation: 'call' | 'delegatecall'
  /** It is made on another chain, where the same address is another contract. */
  readonly otherChain?: boolean | undefined
  /** What the bytes alone do not tell, and a reader must know. */
  readonly note?: string | undefined
}

/** The calls that could be read, and what hindered reading more of them. */
export type NestedCalls = {
  readonly calls: readonly NestedCall[]
  readonly problem?: string | undefined
}

type Unwrap = (args: readonly unknown[], outer: Call, limit: number) => NestedCalls

/**
 * The calls that a call carries, for the functions that make calls on behalf of someone: at most `limit` of them.
 *
 * @param args Decoded with the ABI of `signature`, which is what their types rest on.
 */
export function nestedCalls(parameters: {
  signature: string
  args: readonly unknown[]
  outer: Call
  limit: number
}): NestedCalls {
  const unwrap = unwraps.get(parameters.signature)
  if (!unwrap) return { calls: [] }
  const { calls, problem } = unwrap(parameters.args, parameters.outer, parameters.limit)
  if (calls.length <= parameters.limit) return { calls, problem }
  return {
    calls: calls.slice(0, parameters.limit),
    problem: `only ${parameters.limit} of ${calls.length} calls are decoded`,
  }
}

/** Safe's `Enum.Operation`. */
function safeCall(via: string): Unwrap {
  return (args) => {
    const [target, value, data, operation] = args as [Address, bigint, Hex, number]
    if (operation > 1) return { calls: [], problem: `operation ${operation} does not exist` }
    const kind = operation === 0 ? 'call' : 'delegatecall'
    return { calls: [{ via, call: { target, value, data }, operation: kind }] }
  }
}

function plainCall(via: string): Unwrap {
  return (args) => {
    const [target, value, data] = args as [Address, bigint, Hex]
    return { calls: [{ via, call: { target, value, data }, operation: 'call' }] }
  }
}

/** Three parallel arrays. Where their lengths differ, the contract reverts and no pairing is right. */
function parallelArrays(via: string): Unwrap {
  return (args) => {
    const [targets, values, payloads] = args as [readonly Address[], readonly bigint[], Hex[]]
    if (targets.length !== values.length || targets.length !== payloads.length) {
      const lengths = `${targets.length}, ${values.length} and ${payloads.length}`
      return { calls: [], problem: `the arrays differ in length: ${lengths}` }
    }
    const calls = targets.map((target, index) => ({
      via,
      call: { target, value: values[index] ?? 0n, data: payloads[index] ?? '0x' },
      operation: 'call' as const,
    }))
    return { calls }
  }
}

type Aggregated = { target: Address; value?: bigint; callData: Hex }

/** `position` is where the array of calls stands among the arguments. */
function aggregate(via: string, position: number): Unwrap {
  return (args) => ({
    calls: (args[position] as readonly Aggregated[]).map(({ target, value = 0n, callData }) => ({
      via,
      call: { target, value, data: callData },
      operation: 'call' as const,
    })),
  })
}

/**
 * Which MultiSend runs is not known here, so what its newest does is said of all: a change of owners must not look like
 * a call into the void.
 *
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.5.0/contracts/libraries/MultiSendCallOnly.sol
 */
const zeroTarget = 'MultiSend 1.5.0 and later call the Safe itself where the target is zero'

const multiSend: Unwrap = (args, _outer, limit) => {
  const { calls, problem } = decodeMultiSend(args[0] as Hex, limit)
  return {
    calls: calls.map(({ operation, ...call }) => ({
      via: 'multiSend',
      call,
      operation,
      note: isAddressEqual(call.target, zeroAddress) ? zeroTarget : undefined,
    })),
    problem,
  }
}

/** The proxy delegates the calldata to its new implementation, so that is where its ABI is found. */
function migration(implementation: unknown, data: unknown, { value }: Call): NestedCalls {
  if (data === '0x') return { calls: [] }
  const call = { target: implementation as Address, value, data: data as Hex }
  return { calls: [{ via: 'migration', call, operation: 'delegatecall' }] }
}

/** The diamond delegates to it after its facets were cut. */
const initialisation: Unwrap = (args, { value }) => {
  const [, init, data] = args as [unknown, Address, Hex]
  if (isAddressEqual(init, zeroAddress)) return { calls: [] }
  const call = { target: init, value, data }
  return { calls: [{ via: 'initialisation', call, operation: 'delegatecall' }] }
}

/** UpgradeExecutor delegates to an action contract, or calls with all the ether it was given. */
function executorCall(via: string, operation: NestedCall['operation']): Unwrap {
  return (args, { value }) => {
    const [target, data] = args as [Address, Hex]
    return { calls: [{ via, call: { target, value, data }, operation }] }
  }
}

const sendToParentChain: Unwrap = (args, { value }) => {
  const [target, data] = args as [Address, Hex]
  const call = { target, value, data }
  return { calls: [{ via: 'sendTxToL1', call, operation: 'call', otherChain: true }] }
}

const unwraps: ReadonlyMap<string, Unwrap> = new Map([
  [
    'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)',
    safeCall('execTransaction'),
  ],
  ['execTransactionFromModule(address,uint256,bytes,uint8)', safeCall('execTransactionFromModule')],
  ['multiSend(bytes)', multiSend],
  ['schedule(address,uint256,bytes,bytes32,bytes32,uint256)', plainCall('schedule')],
  ['execute(address,uint256,bytes,bytes32,bytes32)', plainCall('execute')],
  [
    'scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256)',
    parallelArrays('scheduleBatch'),
  ],
  ['executeBatch(address[],uint256[],bytes[],bytes32,bytes32)', parallelArrays('executeBatch')],
  ['upgradeAndCall(address,address,bytes)', (args, outer) => migration(args[1], args[2], outer)],
  ['upgradeToAndCall(address,bytes)', (args, outer) => migration(args[0], args[1], outer)],
  ['diamondCut((address,uint8,bytes4[])[],address,bytes)', initialisation],
  ['aggregate((address,bytes)[])', aggregate('aggregate', 0)],
  ['aggregate3((address,bool,bytes)[])', aggregate('aggregate3', 0)],
  ['aggregate3Value((address,bool,uint256,bytes)[])', aggregate('aggregate3Value', 0)],
  ['tryAggregate(bool,(address,bytes)[])', aggregate('tryAggregate', 1)],
  ['blockAndAggregate((address,bytes)[])', aggregate('blockAndAggregate', 0)],
  ['tryBlockAndAggregate(bool,(address,bytes)[])', aggregate('tryBlockAndAggregate', 1)],
  ['propose(address[],uint256[],bytes[],string)', parallelArrays('propose')],
  ['queue(address[],uint256[],bytes[],bytes32)', parallelArrays('queue')],
  ['execute(address[],uint256[],bytes[],bytes32)', parallelArrays('execute')],
  ['relay(address,uint256,bytes)', plainCall('relay')],
  ['execute(address,bytes)', executorCall('execute', 'delegatecall')],
  ['executeCall(address,bytes)', executorCall('executeCall', 'call')],
  ['sendTxToL1(address,bytes)', sendToParentChain],
])
