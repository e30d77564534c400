import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { shortAddress } from '@/lib/core/chain/short-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { BlockedReason, EventDetail, QueueEvent, QueueEventKind } from './queue-event'

/** Names by address in lower case, of the configuration. */
export type EventNames = Readonly<Record<string, string>>

export type EventWords = {
  /** One line. */
  readonly title: string
  /** What the event tells, as label and value; nothing in it is markup. */
  readonly facts: readonly (readonly [label: string, value: string])[]
}

const heads: Readonly<Record<QueueEventKind, string>> = {
  scheduled: 'Scheduled',
  'about-to-be-ready': 'About to be ready',
  blocked: 'Blocked',
  ready: 'Ready',
  executed: 'Executed',
  passed: 'Over',
  cancelled: 'Cancelled',
  stale: 'Expired',
  'delay-changed': 'Delay changed',
  'role-changed': 'Role changed',
  bypassed: 'Executed without delay',
  drift: 'Drift',
  retracted: 'Retracted',
}

const blockedWords: Readonly<Record<BlockedReason, string>> = {
  predecessor: 'its predecessor is not executed',
  order: 'it is not its turn',
  call: 'who scheduled it may not make this call now: a role is gone, or the target closed',
  code: 'the code at its target is not the one that it is bound to',
  refused: 'the contract would refuse it',
}

const passedFact = [
  'Outcome',
  'the contract does not hold it any more, and no event tells why: it was executed or skipped',
] as const

/** An event in words. What a chain or a configuration wrote is made visible: bidi marks and controls are written out. */
export function describeEvent(event: QueueEvent, names: EventNames = {}): EventWords {
  const { kind, timelock, operation, retracts, detail, at, blockNumber, transactionHash } = event
  const name = names[timelock.address.toLowerCase()]
  const where = name ? visibleText(name, { maxLength: 80 }) : shortAddress(timelock.address)
  const head = retracts ? `${heads[kind]}: ${heads[retracts.kind].toLowerCase()}` : heads[kind]
  const thing = thingOf(event)
  return {
    title: `${head}: ${thing}, timelock ${where} on chain ${timelock.chainId}`,
    facts: [
      ['Event', retracts ? `${kind}; takes back ${retracts.id}` : kind],
      ['Timelock', `${timelock.address} on chain ${timelock.chainId}`],
      ...(operation ? [['Operation', operation] as const] : []),
      ...(kind === 'passed' ? [passedFact] : []),
      ...factsOf(detail, names),
      ['Time on the chain', `${isoTime(at)} (${at})`],
      ['Block', String(blockNumber)],
      ...(transactionHash ? [['Transaction', transactionHash] as const] : []),
    ],
  }
}

function thingOf({ operation, detail }: QueueEvent): string {
  const show = (text: string) => visibleText(text, { maxLength: 80 })
  switch (detail.of) {
    case 'operation':
      return `operation ${shortHash(operation ?? '')}`
    case 'delay':
      return `${show(detail.name)} is ${detail.after} s`
    case 'role':
      return `${show(detail.role)} ${detail.granted ? 'given to' : 'taken from'} ${memberOf(detail.account)}`
    case 'admin':
      return `${show(detail.name)} is ${shortAddress(detail.account)}`
    case 'rule':
      return `${show(detail.about)} is ${show(detail.after)}`
    case 'call':
      return `${detail.selector} of ${shortAddress(detail.target)}`
    case 'drift':
      return `${show(detail.what)}, patch ${shortHash(operation ?? '')}`
  }
}

/** A role of the zero address is open to everybody. */
function memberOf(account: Address): string {
  return isAddressEqual(account, zeroAddress) ? 'anyone' : shortAddress(account)
}

function factsOf(detail: EventDetail, names: EventNames): (readonly [string, string])[] {
  const show = (text: string) => visibleText(text, { maxLength: 300 })
  switch (detail.of) {
    case 'operation': {
      const { eta, expires, calls, targets, reason, waitsFor } = detail
      return [
        ['Executable from', `${isoTime(eta)} (${eta})`],
        ...(expires === undefined
          ? []
          : [['Expires', `${isoTime(expires)} (${expires})`] as const]),
        ...(reason ? [['Blocked because', blockedWords[reason]] as const] : []),
        ...(waitsFor ? [['Waits for', waitsFor] as const] : []),
        ['Calls', calls === undefined ? 'unknown' : String(calls)],
        ...targets.map((target) => ['Target', named(target, names)] as const),
      ]
    }
    case 'delay': {
      const before = detail.before === undefined ? 'unknown' : `${detail.before} s`
      return [['Delay', `${show(detail.name)}: ${before}, now ${detail.after} s`]]
    }
    case 'role':
      return [
        ['Role', show(detail.role)],
        [detail.granted ? 'Given to' : 'Taken from', named(detail.account, names)],
      ]
    case 'admin':
      return [[show(detail.name), named(detail.account, names)]]
    case 'rule':
      return [[show(detail.about), show(detail.after)]]
    case 'call':
      return [
        ['Target', named(detail.target, names)],
        ['Selector', detail.selector],
      ]
    case 'drift':
      return [
        ['What', show(detail.what)],
        ['Before', show(detail.before)],
        ['Now', show(detail.after)],
      ]
  }
}

function named(address: string, names: EventNames): string {
  const name = names[address.toLowerCase()]
  return name ? `${address} (${visibleText(name, { maxLength: 80 })})` : address
}

function shortHash(hash: string): string {
  return `${hash.slice(0, 10)}…${hash.slice(-4)}`
}

/** Beyond this a date has no text; a contract may answer any 256 bits. Seconds. */
const lastSecond = 253_402_300_799n

/** Seconds since the epoch as `2026-11-21T16:00:00Z`. */
export function isoTime(seconds: bigint): string {
  if (seconds > lastSecond) return 'beyond the year 9999'
  return new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', 'Z')
}
