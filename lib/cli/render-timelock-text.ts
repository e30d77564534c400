import { type Address, isAddressEqual, zeroAddress } from 'viem'
import type { InspectedOperation } from '@/lib/actions/timelock/inspect-operation'
import type { InspectedTimelock } from '@/lib/actions/timelock/inspect-timelock'
import type { Refusal } from '@/lib/actions/timelock/try-execution'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { visibleText } from '@/lib/core/chain/visible-text'
import { describeTimelockError } from '@/lib/core/timelock/describe-timelock-error'
import type { QueuedCall } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { alignRows } from './align-rows'
import { timeText } from './time-text'

/** A timelock as text. Every time is the chain's, in UTC. */
export function renderTimelockText(inspected: InspectedTimelock): string {
  const { timelock, block, fromBlock, detection, settings, operations, invisible } = inspected
  const { kind, generation, minDelay, gracePeriod, badges } = detection
  const facts: string[][] = [
    ['Timelock', `${timelock.address} on chain ${timelock.chainId}`],
    ['Kind', [kind, generation].filter((part) => part !== '').join(' ')],
    ...(minDelay === undefined ? [] : [['Minimum delay', `${minDelay} seconds`]]),
    ...(gracePeriod === undefined ? [] : [['Expires after', `${gracePeriod} seconds`]]),
    ['Block', `${block.number} (${timeText(block.timestamp)})`],
    ['Events', `from block ${fromBlock} on`],
  ]
  const lines = [
    ...alignRows(facts),
    ...section(
      'What is known of it',
      badges.flatMap(({ severity, title, detail }) => [`${severity}: ${title}`, `  ${detail}`]),
    ),
    ...section('Rules', alignRows(settings.map(settingRow))),
    ...section(`Operations: ${operations.length}`, operations.flatMap(describeOperation)),
    ...(invisible.reason === undefined
      ? []
      : section('Batches without calls, of which no event tells', [invisible.reason])),
  ]
  return `${lines.map((line) => visibleText(line)).join('\n')}\n`
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

function settingRow(setting: TimelockSetting): string[] {
  return [timeText(setting.position.blockTimestamp), describeSetting(setting)]
}

function describeSetting(setting: TimelockSetting): string {
  switch (setting.what) {
    case 'delay': {
      const before = setting.before === undefined ? '' : ` from ${setting.before}`
      return `${setting.name}${before} to ${setting.after} seconds`
    }
    case 'role': {
      const by = setting.by === undefined ? '' : ` by ${setting.by}`
      return `${setting.role} ${setting.granted ? 'granted to' : 'taken from'} ${whoIs(setting.account)}${by}`
    }
    case 'admin':
      return `${setting.name}: ${setting.after}`
    case 'rule':
      return `${setting.subject}: ${setting.after}`
    case 'bypass':
      return `past the queue: ${describeCall(setting.call)}`
  }
}

/** A role of the zero address is open to everybody. */
function whoIs(account: Address): string {
  return isAddressEqual(account, zeroAddress) ? `anyone (${account})` : account
}

function describeOperation(inspected: InspectedOperation): string[] {
  const { operation, standing, eta, incidents, unknownBecause, saltUnknownBecause } = inspected
  const { id, calls, missingCalls, predecessor, instances } = operation
  const isOpen = standing === 'waiting' || standing === 'ready' || standing === 'blocked'
  const since = eta !== undefined && isOpen ? `, from ${timeText(eta)}` : ''
  const { proposal, codeless, refusal } = inspected
  return [
    `${id} ${standing}${since}`,
    ...(unknownBecause === undefined ? [] : [`  ! ${unknownBecause}`]),
    ...incidents.flatMap(({ title, detail }) => [`  ! ${title}`, `    ${detail}`]),
    ...(instances.length > 1 ? [`  scheduled ${instances.length} times`] : []),
    ...(predecessor === undefined ? [] : [`  after ${predecessor}`]),
    ...(missingCalls === undefined ? [] : [`  ! ${missingCalls} of its calls are missing`]),
    ...(saltUnknownBecause === undefined ? [] : [`  ! salt unknown: ${saltUnknownBecause}`]),
    ...(proposal ? [`  proposal ${proposal.proposalId} of ${proposal.governor}`] : []),
    ...(calls.length === 0 ? ['  no calls'] : calls.map((call) => `  ${describeCall(call)}`)),
    ...(refusal ? [`  ! executed now it would revert${describeRefusal(refusal)}`] : []),
    ...codeless.map(({ call, now }) =>
      now
        ? `  ! call ${call + 1} goes to an address without code: it succeeds and does nothing`
        : `  ! call ${call + 1} goes to an address that had no code when it was scheduled`,
    ),
  ]
}

function describeRefusal({ at, data }: Refusal): string {
  const place = at === undefined ? '' : ` at ${at}`
  const known = describeTimelockError(data)
  if (known) return `${place}: ${known.message}`
  return data === '0x' ? `${place}, without a reason` : `${place} with ${data.slice(0, 138)}`
}

function describeCall(call: QueuedCall): string {
  const { signature } = decodeCall({ call })
  const what = signature ?? (call.data === '0x' ? 'transfer of value' : call.data.slice(0, 10))
  const value = call.value > 0n ? ` with ${call.value} wei` : ''
  return `${call.delegatecall ? 'delegatecall' : 'call'} ${call.target} ${what}${value}`
}
