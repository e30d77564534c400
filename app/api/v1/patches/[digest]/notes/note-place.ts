import type { Address, Hash } from 'viem'
import { readDesk } from '@/lib/actions/read-desk'
import { unreadError } from '@/lib/actions/unread-error'
import { publicConfigOf } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { knownSafes } from '@/lib/core/patch/attention'
import { findRecord, parseKey } from '@/lib/core/patch/find-record'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { noteKeys } from '@/lib/core/patch/note-keys'

/** Milliseconds, as for the page. */
const patience = 3_000

/** No patch with that key is known here. */
export class NoSuchPatchError extends BaseError {
  override readonly name = 'NoSuchPatchError'
}

export type NotePlace = {
  /** By which the patch has its page. */
  readonly patch: Hash
  /** By which it is, or was, addressed. */
  readonly keys: readonly Hash[]
  /** Whose owners may write. */
  readonly safes: readonly [ChainAddress, ...ChainAddress[]]
  /** Whether an account owns one of its protocol's Safes now; undefined where the chain did not tell. */
  readonly isOwner: (safe: ChainAddress, account: Address) => boolean | undefined
}

/**
 * Where notes about a patch stand.
 *
 * @param key Its digest, operation id or safeTxHash.
 * @throws NoSuchPatchError
 */
export async function notePlace(key: string): Promise<NotePlace> {
  const hash = parseKey(key)
  const context = await getServerContext()
  const desks = hash ? await readDesk(context, { digest: hash, patience }) : []
  const found = hash && findRecord(desks, hash)
  if (!found) {
    const unread = unreadError(desks)
    if (unread) throw unread
    throw new NoSuchPatchError('No such patch is known here.', {
      facts: [['Given', visibleText(key, { maxLength: 80 })]],
      hint: 'Give the patch digest, the operation id or the safeTxHash that its page has.',
    })
  }
  const { desk, record } = found
  const { protocols } = publicConfigOf(context.config)
  const configured = protocols
    .filter(({ name }) => name === desk.name)
    .flatMap(({ chainId, safe, guardian }) =>
      [safe, ...(guardian ? [guardian] : [])].map((address) => ({ chainId, address })),
    )
  const known = knownSafes(desk)
  const own = [...configured, ...known.map(({ safe }) => safe)]
  const lead = leadTransaction(record)?.transaction.safe
  // Anybody may propose the same at a Safe of theirs.
  const leading = own.filter(({ address }) => address === lead?.address)
  const [first, ...others] = [...leading, ...configured].filter(
    (safe, index, all) => all.findIndex(({ address }) => address === safe.address) === index,
  )
  if (!first) throw new Error(`The protocol ${desk.name} is not configured.`)
  return {
    patch: record.key,
    keys: noteKeys(record),
    safes: [first, ...others],
    isOwner: ({ address }, account) =>
      known.find(({ safe }) => safe.address === address)?.owners.includes(account),
  }
}
