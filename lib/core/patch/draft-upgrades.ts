import { type AbiFunction, type Address, type Hex, isAddressEqual } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { parseAddress } from '@/lib/core/chain/parse-address'
import type { PlannedUpgrade } from '@/lib/core/patch/build-patch'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'
import { readDraftMigration } from '@/lib/core/patch/draft-migration'
import { type DraftField, type DraftNote, noteOfError } from '@/lib/core/patch/draft-note'
import type { UpgradeDraft } from '@/lib/core/patch/patch-draft'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import type { ImplementationFacts } from '@/lib/core/proxy/implementation-facts'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'

/** One row of the draft with all that could be made of it. */
export type DraftUpgrade = {
  readonly id: string
  readonly address: Address | undefined
  /** What stands at the address now, where it is a proxy we know how to upgrade. */
  readonly proxy: Proxy | undefined
  readonly to: Address | undefined
  readonly implementation: ImplementationFacts | undefined
  readonly migration: Hex | undefined
  readonly migrationItem: AbiFunction | undefined
  /** Other proxies among those read that stand on the same beacon and change with this one. */
  readonly alsoChanges: readonly Address[]
  /** Present where the row is complete, though other notes may still stand in the way. */
  readonly planned: PlannedUpgrade | undefined
  readonly call: Call | undefined
  readonly notes: readonly DraftNote[]
}

type Context = { readonly facts: DraftFacts | undefined; readonly timelock: Address }
type Read<T> = { readonly value: T | undefined; readonly notes: readonly DraftNote[] }

/** Reads one row and judges it by what the chain says. Rows must not know each other. */
export function readDraftUpgrade(row: UpgradeDraft, context: Context): DraftUpgrade {
  const address = readAddress(`upgrade-${row.id}-address`, row.address, 'of the proxy')
  const proxy = address.value
    ? judgeProxy(`upgrade-${row.id}-address`, address.value, context)
    : nothing
  const to = readAddress(`upgrade-${row.id}-to`, row.to, 'of the new implementation')
  const implementation = to.value
    ? judgeImplementation(`upgrade-${row.id}-to`, to.value, proxy.value, address.value, context)
    : nothing
  const migration = readMigration(row, proxy.value)
  const migrationReady = migration.notes.every(({ tone }) => tone === 'note')
  const planned =
    proxy.value && to.value && implementation.value?.codeHash && migrationReady
      ? plan(proxy.value, to.value, implementation.value.codeHash, migration.data)
      : undefined
  return {
    id: row.id,
    address: address.value,
    proxy: proxy.value,
    to: to.value,
    implementation: implementation.value,
    migration: migration.data,
    migrationItem: migration.item,
    alsoChanges: proxy.value ? sharersOf(proxy.value, context.facts) : [],
    planned,
    call: planned && encodeUpgrade({ ...planned, to: planned.to.address }),
    notes: [
      ...address.notes,
      ...proxy.notes,
      ...to.notes,
      ...implementation.notes,
      ...migration.notes,
    ],
  }
}

const nothing = { value: undefined, notes: [] } as const

function plan(proxy: Proxy, address: Address, codeHash: Hex, migration: Hex | undefined) {
  const to = { address, codeHash }
  return migration === undefined ? { proxy, to } : { proxy, to, migration }
}

function readAddress(field: DraftField, text: string, whose: string): Read<Address> {
  const typed = text.trim()
  if (typed === '') {
    return {
      value: undefined,
      notes: [{ field, tone: 'missing', text: `The address ${whose} is missing.` }],
    }
  }
  try {
    return { value: parseAddress(typed), notes: [] }
  } catch (error) {
    return { value: undefined, notes: [noteOfError(field, error)] }
  }
}

function judgeProxy(field: DraftField, address: Address, context: Context): Read<Proxy> {
  const only = (note: Omit<DraftNote, 'field'>) => ({
    value: undefined,
    notes: [{ field, ...note }],
  })
  const found = context.facts?.proxies[address.toLowerCase()]
  if (!found) return only({ tone: 'pending', text: 'The chain is being asked for this proxy.' })
  if (!found.known) return only({ tone: 'unknown', text: found.reason })
  if (found.value.kind === 'not-a-proxy') {
    const { related } = found.value
    return only({
      tone: 'fail',
      text: describeNotAProxy(found.value),
      facts: related ? [['It points at', related]] : [],
    })
  }
  return { value: found.value, notes: authorityNotes(field, found.value, context.timelock) }
}

function authorityNotes(field: DraftField, { authority }: Proxy, timelock: Address): DraftNote[] {
  if (authority === undefined) {
    return [
      {
        field,
        tone: 'warn',
        text: 'Who may upgrade this proxy is not told by an owner. The dry run below shows whether the timelock may.',
      },
    ]
  }
  if (isAddressEqual(authority, timelock)) return []
  return [
    {
      field,
      tone: 'fail',
      text: 'This proxy is owned by another account than the timelock. An operation of this timelock could not upgrade it.',
      facts: [
        ['Owner', authority],
        ['Timelock', timelock],
      ],
    },
  ]
}

function judgeImplementation(
  field: DraftField,
  to: Address,
  proxy: Proxy | undefined,
  proxyAddress: Address | undefined,
  { facts }: Context,
): Read<ImplementationFacts> {
  const found = facts?.implementations[to.toLowerCase()]
  if (!found) {
    return {
      value: undefined,
      notes: [{ field, tone: 'pending', text: 'The chain is being asked for this code.' }],
    }
  }
  if (!found.known) {
    return { value: undefined, notes: [{ field, tone: 'unknown', text: found.reason }] }
  }
  const note = (tone: DraftNote['tone'], text: string, more: DraftNote['facts'] = []) => ({
    field,
    tone,
    text,
    facts: more,
  })
  const { codeHash, proxiableUuid, proxyKind } = found.value
  if (codeHash === undefined) {
    return {
      value: found.value,
      notes: [note('fail', 'There is no code at this address on this chain. Deploy it first.')],
    }
  }
  const notes: DraftNote[] = []
  if (proxyAddress && isAddressEqual(to, proxyAddress)) {
    notes.push(note('fail', 'This is the proxy itself. It would call itself without end.'))
  } else if (proxy && isAddressEqual(to, proxy.implementation.address)) {
    notes.push(note('fail', 'This is the current implementation. Nothing would change.'))
  } else if (proxy && codeHash === proxy.implementation.codeHash) {
    notes.push(note('warn', 'Its code is byte for byte that of the current implementation.'))
  }
  if (proxy?.kind === 'uups') notes.push(...uupsNotes(field, proxiableUuid))
  if (proxyKind) {
    notes.push(note('warn', `This is itself a proxy (${proxyKind}). Its code can change later.`))
  }
  return { value: found.value, notes }
}

/** An implementation that is no UUPS one leaves the proxy without a way to be upgraded ever again. */
function uupsNotes(field: DraftField, proxiableUuid: Hex | undefined): DraftNote[] {
  if (proxiableUuid === eip1967Slots.implementation) return []
  return proxiableUuid === undefined
    ? [
        {
          field,
          tone: 'fail',
          text: 'It does not answer proxiableUUID(), so it is no UUPS implementation. The proxy would refuse it, or could never be upgraded again.',
        },
      ]
    : [
        {
          field,
          tone: 'fail',
          text: 'Its proxiableUUID() names another slot than the one of EIP-1967.',
          facts: [
            ['Expected', eip1967Slots.implementation],
            ['Found', proxiableUuid],
          ],
        },
      ]
}

/** A beacon runs nothing while it is upgraded, so what was typed before the proxy was known to be one is left aside. */
function readMigration(row: UpgradeDraft, proxy: Proxy | undefined) {
  if (proxy?.kind !== 'beacon' || row.migration.kind === 'none') {
    return readDraftMigration(row.id, row.migration)
  }
  const note: DraftNote = {
    field: `upgrade-${row.id}-migration`,
    tone: 'fail',
    text: 'A beacon cannot run a migration while it is upgraded. Choose “No migration”.',
  }
  return { data: undefined, item: undefined, notes: [note] }
}

function sharersOf(proxy: Proxy, facts: DraftFacts | undefined): Address[] {
  if (proxy.kind !== 'beacon' || !facts) return []
  return Object.values(facts.proxies).flatMap((found) =>
    found.known &&
    found.value.kind === 'beacon' &&
    isAddressEqual(found.value.upgradeTarget, proxy.upgradeTarget) &&
    !isAddressEqual(found.value.address, proxy.address)
      ? [found.value.address]
      : [],
  )
}
