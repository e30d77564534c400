import { type Address, type Client, isAddressEqual } from 'viem'
import { assertOwnerNow } from '@/lib/actions/sessions/session-errors'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { insertLabel, listLabels } from '@/lib/adapters/store/safe-labels'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { cleanLabel, describeLabel } from '@/lib/core/safe/describe-label'
import { labelLikeness } from '@/lib/core/safe/label-likeness'
import {
  currentLabels,
  type LabelEntry,
  latestEntries,
  type OwnerLabel,
} from '@/lib/core/safe/owner-label'

/** The words are no name. */
export class InvalidLabelError extends BaseError {
  override readonly name = 'InvalidLabelError'
}

/** Another address has the name, or the address has another name that no owner may change. */
export class LabelTakenError extends BaseError {
  override readonly name = 'LabelTakenError'
}

/** There is no room for more names of one Safe. */
export class TooManyLabelsError extends BaseError {
  override readonly name = 'TooManyLabelsError'
}

export type LabelContext = {
  readonly store: Store
  readonly clientFor: (chainId: number) => Client
}

/** Changes of names of one Safe that are kept. */
const mostChanges = 2_000

/** Names of one Safe at one time: every page of the Safe carries them. */
const mostNames = 200

export type SaveLabelParameters = {
  readonly safe: ChainAddress
  readonly address: Address
  /** As it was typed. Empty takes the name away. */
  readonly text: string
  /** Who is signed in. */
  readonly author: Address
  /** Names of the configuration, by address in lower case. */
  readonly configured: Readonly<Record<string, string>>
  readonly now: Date
}

/**
 * Lets an owner name an address for their Safe. Whether they own it is asked of the chain, now.
 *
 * @throws InvalidLabelError, NotAnOwnerNowError, LabelTakenError, TooManyLabelsError, NotASafeError, RpcUnreachableError
 */
export async function saveLabel(
  { store, clientFor }: LabelContext,
  { safe, address, text: typed, author, configured, now }: SaveLabelParameters,
): Promise<{ readonly text: string; readonly isNew: boolean }> {
  const text = cleanLabel(typed)
  const problem = text === '' ? undefined : describeLabel(text)
  if (problem) {
    throw new InvalidLabelError('That is no name for an address.', {
      facts: [
        ['Given', visibleText(typed, { maxLength: 80 })],
        ['Problem', problem],
      ],
      hint: 'Write it in plain words.',
    })
  }
  const { owners } = await readSafe(clientFor(safe.chainId), safe)
  assertOwnerNow({ account: author, safe, owners })
  const isNew = await insertLabel(store, {
    ...{ safe, now },
    label: { address, text, author },
    judge: (entries) => {
      const before = latestEntries(entries)
      const own = before.find((each) => isAddressEqual(each.address, address))
      if ((own?.text ?? '') === text) return 'leave'
      if (text !== '') assertFree({ address, text }, { before, configured })
      const isRoom = text === '' || own !== undefined || before.length < mostNames
      if (isRoom && entries.length < mostChanges) return 'write'
      throw new TooManyLabelsError('This Safe has as many names as are kept.', {
        facts: [
          ['Names at one time', String(mostNames)],
          ['Changes of names', String(mostChanges)],
        ],
        hint: 'Take one away that nobody needs. Whoever runs this instance can name addresses in its configuration.',
      })
    },
  })
  return { text, isNew }
}

/** The names of a Safe that count now. */
export async function readLabels(
  { store }: Pick<LabelContext, 'store'>,
  parameters: {
    readonly safe: ChainAddress
    readonly configured: Readonly<Record<string, string>>
    /** Undefined where the chain did not tell. */
    readonly owners: readonly Address[] | undefined
  },
): Promise<OwnerLabel[]> {
  const { safe, ...known } = parameters
  return currentLabels({ entries: await listLabels(store, safe), ...known })
}

/** Two addresses with one name are how a reader is led to the wrong one. */
function assertFree(
  { address, text }: Pick<LabelEntry, 'address' | 'text'>,
  {
    before,
    configured,
  }: {
    readonly before: readonly LabelEntry[]
    readonly configured: Readonly<Record<string, string>>
  },
): void {
  const own = configured[address.toLowerCase()]
  if (own !== undefined) {
    throw new LabelTakenError('The configuration of this instance names that address.', {
      facts: [
        ['Address', address],
        ['Its name', own],
      ],
      hint: 'Only whoever runs the instance can change that.',
    })
  }
  const isLike = (other: string) => labelLikeness(other) === labelLikeness(text)
  const named: readonly (readonly [string, string])[] = [
    ...Object.entries(configured),
    ...before
      .filter((each) => !isAddressEqual(each.address, address))
      .map((each) => [each.address, each.text] as const),
  ]
  const taken = named.find(([, name]) => isLike(name))
  if (!taken) return
  throw new LabelTakenError('Another address has that name, or one that looks like it.', {
    facts: [
      ['Given', text],
      ['Name there is', taken[1]],
      ['Its address', taken[0]],
    ],
    hint: 'Choose a name that nobody takes for the other, or take that one away first.',
  })
}
