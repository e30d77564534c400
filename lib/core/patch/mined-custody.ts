import { type Address, type Hash, isAddressEqual, zeroHash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Known } from '@/lib/core/chain/snapshot'
import { callsOfSafe } from '@/lib/core/patch/calls-of-safe'
import { blankStep, type CustodyCode, type CustodyStep } from '@/lib/core/patch/chain-of-custody'
import { isSameCalls } from '@/lib/core/patch/is-same-calls'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import { decodeTimelockCall, type TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

export type MinedCustodyParameters = {
  readonly operation: QueuedOperation
  /** What a mined transaction calls. */
  readonly callOf: (transactionHash: Hash) => Known<Call>
  /** The code hash at an address after a block. */
  readonly codeAt: (address: Address, blockNumber: bigint) => Known<Hash>
}

type StepName = Extract<CustodyStep['name'], 'scheduled' | 'cancelled' | 'executed'>

/**
 * The hands through which an operation of a timelock that is only followed went, from the mined transactions themselves: the
 * calls that each handed to the timelock, by a Safe or by an account, held byte for byte against what the events tell, and the
 * code that upgrades bring in, held against what it was when the operation was scheduled.
 *
 * @returns Nothing for kinds that do not hash calls, predecessor and salt as OpenZeppelin's does.
 */
export function minedCustody(parameters: MinedCustodyParameters): CustodyStep[] {
  const { operation } = parameters
  const last = operation.instances.at(-1)
  if (operation.kind !== 'openzeppelin' || !last) return []
  const { scheduled, cancelled, executed } = last
  return [
    minedStep('scheduled', scheduled, parameters),
    ...(cancelled ? [minedStep('cancelled', cancelled, parameters)] : []),
    ...(executed ? [minedStep('executed', executed, parameters)] : []),
    ...(cancelled || executed
      ? []
      : [{ ...blankStep('executed'), verdict: 'todo' as const, detail: 'Not executed yet.' }]),
  ]
}

/** The contracts that the operation would put behind proxies. */
export function codesBroughtIn({ calls }: Pick<QueuedOperation, 'calls'>): readonly Address[] {
  return [...new Set(calls.flatMap((call) => readUpgradeCall(call)?.to ?? []))]
}

function minedStep(
  name: StepName,
  at: LogPosition,
  parameters: MinedCustodyParameters,
): CustodyStep {
  const { operation } = parameters
  const base = {
    ...blankStep(name),
    at,
    codes: name === 'cancelled' ? [] : codesAfter(at, parameters),
  }
  const call = parameters.callOf(at.transactionHash)
  if (!call.known) return { ...base, verdict: 'unknown', detail: call.reason }
  const found = findCalls(call.value, operation.timelock).filter(
    ({ read }) => read?.kind === kinds[name] && read.id === operation.id,
  )
  const [one] = found
  if (!one?.read) {
    const detail = 'By a contract that is not looked into: its bytes were not seen.'
    return { ...base, verdict: 'unknown', detail }
  }
  const by = one.safe ? `by the Safe ${one.safe}` : 'by an account'
  const isOne = found.every(({ read }) => read && isSame(read, operation))
  return {
    ...base,
    operationId: one.read.id,
    verdict: isOne ? 'pass' : 'fail',
    detail: isOne ? `${words[name]}, ${by}.` : `Other bytes than the events tell, ${by}.`,
  }
}

const kinds: Readonly<Record<StepName, TimelockCall['kind']>> = {
  scheduled: 'schedule',
  cancelled: 'cancel',
  executed: 'execute',
}

const words: Readonly<Record<StepName, string>> = {
  scheduled: 'The bytes of the transaction are those of the events',
  cancelled: 'Names the operation by its id',
  executed: 'The same bytes',
}

/** What a transaction hands to the timelock: itself, or by a Safe whose `execTransaction` it calls. */
function findCalls(
  call: Call,
  { chainId, address: timelock }: ChainAddress,
): { readonly safe: Address | undefined; readonly read: TimelockCall | undefined }[] {
  const isTo = ({ target }: Call) => isAddressEqual(target, timelock)
  if (isTo(call)) return [{ safe: undefined, read: decodeTimelockCall(call.data) }]
  return callsOfSafe(call, chainId)
    .filter(isTo)
    .map((each) => ({ safe: call.target, read: decodeTimelockCall(each.data) }))
}

function isSame(read: TimelockCall, { calls, predecessor, salt }: QueuedOperation): boolean {
  if (read.kind === 'cancel') return true
  return (
    isSameCalls(read.content.calls, calls) &&
    read.content.predecessor === (predecessor ?? zeroHash) &&
    (salt === undefined || salt === 'unknown' || read.content.salt === salt)
  )
}

function codesAfter(at: LogPosition, { operation, codeAt }: MinedCustodyParameters): CustodyCode[] {
  const scheduled = operation.instances.at(-1)?.scheduled
  return codesBroughtIn(operation).map((address) => {
    const codeHash = codeAt(address, at.blockNumber)
    const before = scheduled && codeAt(address, scheduled.blockNumber)
    if (!codeHash.known || !before?.known) return { address, codeHash, verdict: 'unknown' }
    return { address, codeHash, verdict: codeHash.value === before.value ? 'pass' : 'fail' }
  })
}
