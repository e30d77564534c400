import { type Address, isAddressEqual, zeroAddress } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { codeBehind, type WatchedFact } from '@/lib/core/patch/watched-fact'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { RoleHolders, TimelockRole, TimelockState } from '@/lib/core/timelock/timelock-state'

/** Code at an address that a patch calls, installs or replaces; `implementation` where it forwards by EIP-1967. */
export type WatchedCode = {
  readonly address: Address
  /** keccak256 of the code, `none` where there is none. */
  readonly code: Known<string>
  /** Undefined where the address is not asked for one. */
  readonly implementation?: Known<string> | undefined
}

export type WatchedFactsParameters = {
  readonly record: PatchRecord
  readonly facts: Pick<ProtocolFacts, 'safe' | 'guardian' | 'timelock' | 'proxies'>
  readonly codes: readonly WatchedCode[]
}

/**
 * All facts that must stay as they are from the first look at a patch until it is executed: the code that it calls,
 * installs and replaces, the roles and the delay of the timelock, its predecessor; while a Safe transaction collects
 * signatures also the Safe itself.
 */
export function watchedFacts(parameters: WatchedFactsParameters): WatchedFact[] {
  const { record, facts, codes } = parameters
  return [
    ...codes.flatMap(codeFacts),
    ...facts.proxies
      .filter(({ address }) => codes.some((code) => isAddressEqual(code.address, address)))
      .flatMap(({ address, proxy }) => [
        {
          kind: 'code' as const,
          what: `${codeBehind}${address}`,
          value: map(proxy, ({ implementation }) => implementation.codeHash),
        },
        {
          kind: 'implementation' as const,
          what: `implementation behind ${address}`,
          value: map(proxy, ({ implementation }) => implementation.address),
        },
      ]),
    ...predecessorFacts(record),
    ...(record.operationId ? timelockFacts(facts.timelock) : []),
    ...safeFacts(record, facts),
  ]
}

function codeFacts({ address, code, implementation }: WatchedCode): WatchedFact[] {
  return [
    { kind: 'code', what: `code of ${address}`, value: code },
    ...(implementation
      ? [
          {
            kind: 'implementation' as const,
            what: `EIP-1967 implementation of ${address}`,
            value: implementation,
          },
        ]
      : []),
  ]
}

/** Waiting and ready are one: time passes without anybody's doing. */
function predecessorFacts({ live }: PatchRecord): WatchedFact[] {
  if (!live?.predecessorState) return []
  const value = map(live.predecessorState, (state) =>
    state === 'waiting' || state === 'ready' ? 'scheduled' : state,
  )
  return [{ kind: 'predecessor', what: `predecessor ${live.operation.predecessor}`, value }]
}

const roles: readonly TimelockRole[] = ['proposer', 'executor', 'canceller', 'admin']

function timelockFacts(timelock: Known<TimelockState>): WatchedFact[] {
  return [
    {
      kind: 'delay',
      what: 'minimum delay of the timelock',
      value: map(timelock, ({ minDelay }) => `${minDelay} s`),
    },
    ...roles.map(
      (role): WatchedFact => ({
        kind: 'roles',
        what: `holders of the role of ${role}`,
        value: map(timelock, (state) => describeHolders(state.roles[role])),
      }),
    ),
  ]
}

function describeHolders({ open, holders }: RoleHolders): string {
  return [...(open ? ['anybody'] : []), ...sorted(holders)].join(', ') || 'nobody'
}

function safeFacts(
  record: PatchRecord,
  { safe, guardian }: WatchedFactsParameters['facts'],
): WatchedFact[] {
  const lead = leadTransaction(record)
  if (lead?.outcome.status !== 'pending') return []
  const { address } = lead.transaction.safe
  const found = [safe, guardian].find(
    (one) => one?.known && isAddressEqual(one.value.safe.address, address),
  )
  const state = found ?? { known: false as const, reason: `the Safe ${address} was not read` }
  const fact = (what: string, text: (state: SafeState) => string): WatchedFact => ({
    kind: 'safe',
    what: `${what} of the Safe ${address}`,
    value: map(state, text),
  })
  const { nonce } = lead.transaction
  return [
    fact('owners', ({ owners }) => sorted(owners).join(', ')),
    fact('threshold', ({ threshold }) => String(threshold)),
    fact('modules', ({ modules }) => sorted(modules).join(', ') || 'none'),
    fact('guard', ({ guard }) => addressText(guard)),
    fact('fallback handler', ({ fallbackHandler }) => addressText(fallbackHandler)),
    fact('singleton', ({ singleton }) => singleton),
    fact(`nonce ${nonce}`, (one) => (one.nonce > nonce ? 'used' : 'not used')),
  ]
}

function addressText(address: Address): string {
  return address === zeroAddress ? 'none' : address
}

function sorted(addresses: readonly Address[]): Address[] {
  return addresses.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
}

function map<T>(known: Known<T>, text: (value: T) => string): Known<string> {
  return known.known ? { known: true, value: text(known.value) } : known
}
