import {
  type Address,
  type Client,
  decodeErrorResult,
  ExecutionRevertedError,
  type Hex,
  parseAbi,
  BaseError as ViemError,
} from 'viem'
import { call } from 'viem/actions'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import type { Call } from '@/lib/core/chain/call'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { DryRun } from '@/lib/core/patch/draft-facts'

export type DryRunCallsParameters = {
  /** Who would make the calls. */
  readonly from: Address
  readonly calls: readonly Call[]
}

const knownErrors = [
  ...uupsAbi,
  ...beaconAbi,
  ...proxyAdminAbi,
  ...parseAbi([
    'error Error(string reason)',
    'error Panic(uint256 code)',
    'error InvalidInitialization()',
    'error NotInitializing()',
    'error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)',
    'error AddressEmptyCode(address target)',
    'error FailedCall()',
  ]),
]

/**
 * Tries calls one by one on the latest state as if `from` made them; nothing is sent. Each is tried by itself: what one
 * would change is not seen by the next. Never throws.
 */
export function dryRunCalls(
  client: Client,
  { from, calls }: DryRunCallsParameters,
): Promise<DryRun[]> {
  return Promise.all(calls.map((message) => dryRun(client, from, message)))
}

async function dryRun(client: Client, from: Address, message: Call): Promise<DryRun> {
  try {
    const { target, data, value } = message
    await call(client, { account: from, to: target, data, value })
    return { outcome: 'succeeds' }
  } catch (error) {
    const data = revertData(error)
    if (data !== undefined) return { outcome: 'reverts', reason: describeRevert(data) }
    const [line = ''] = error instanceof Error ? error.message.split('\n') : [String(error)]
    return { outcome: isRevert(error) ? 'reverts' : 'unknown', reason: visibleText(line) }
  }
}

function isRevert(error: unknown): boolean {
  return (
    error instanceof ViemError && error.walk((e) => e instanceof ExecutionRevertedError) !== null
  )
}

/** Nodes put the revert data into `data` of the JSON-RPC error, some one level deeper. */
function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof ViemError)) return undefined
  const holder = error.walk((e) => e !== null && typeof e === 'object' && 'data' in e)
  const data = holder && 'data' in holder ? holder.data : undefined
  const inner = typeof data === 'object' && data !== null && 'data' in data ? data.data : data
  return typeof inner === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(inner)
    ? (inner as Hex)
    : undefined
}

function describeRevert(data: Hex): string {
  if (data === '0x') return 'no reason given'
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: knownErrors, data })
    const values = args.map((value) => visibleText(String(value), { maxLength: 200 }))
    return errorName === 'Error' ? (values[0] ?? '') : `${errorName}(${values.join(', ')})`
  } catch {
    return visibleText(data, { maxLength: 200 })
  }
}
