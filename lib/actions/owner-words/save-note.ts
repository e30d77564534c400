import { type Address, type Client, type Hash, isAddressEqual } from 'viem'
import { NotAnOwnerNowError } from '@/lib/actions/sessions/session-errors'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { deleteNote, insertNote, listNotes } from '@/lib/adapters/store/notes'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import { describeOwnerNote, type OwnerNote } from '@/lib/core/patch/owner-note'

/** The text is none that is kept. */
export class InvalidNoteError extends BaseError {
  override readonly name = 'InvalidNoteError'
}

/** There is no such note, or it is somebody else's. */
export class NoSuchNoteError extends BaseError {
  override readonly name = 'NoSuchNoteError'
}

/** There is no room for more under one patch. */
export class TooManyNotesError extends BaseError {
  override readonly name = 'TooManyNotesError'
}

export type NoteContext = {
  readonly store: Store
  readonly clientFor: (chainId: number) => Client
}

export type SaveNoteParameters = {
  /** By which the patch has its page. */
  readonly patch: Hash
  /** Owners of any of them may write, the first one first; at least one. */
  readonly safes: readonly [ChainAddress, ...ChainAddress[]]
  readonly text: string
  /** Who is signed in. */
  readonly author: Address
  readonly now: Date
}

/**
 * Keeps what an owner writes under a patch. Whether they own a Safe of it is asked of the chain, now.
 *
 * @throws InvalidNoteError, NotAnOwnerNowError, TooManyNotesError, NotASafeError, RpcUnreachableError
 */
export async function saveNote(
  { store, clientFor }: NoteContext,
  { patch, safes, text, author, now }: SaveNoteParameters,
): Promise<{ readonly id: string }> {
  const problem = describeOwnerNote(text)
  if (problem) {
    throw new InvalidNoteError('That cannot be kept as a note.', {
      facts: [['Problem', problem]],
      hint: 'Write plain text.',
    })
  }
  const safe = await findOwnSafe(clientFor, { safes, author })
  const id = await insertNote(store, { patch, safe, text: text.trim(), author, now })
  if (id !== undefined) return { id }
  throw new TooManyNotesError('There are as many notes under this patch as are kept.', {
    hint: 'Authors can take theirs away.',
  })
}

/** What owners have written under a patch, oldest first. */
export function readNotes(
  { store }: Pick<NoteContext, 'store'>,
  /** By which the patch is, or was, addressed. */
  parameters: { readonly keys: readonly Hash[] },
): Promise<OwnerNote[]> {
  return listNotes(store, parameters)
}

/** Takes a note away for its author, whether they own anything now or not. @throws NoSuchNoteError */
export async function removeNote(
  { store }: Pick<NoteContext, 'store'>,
  parameters: { readonly keys: readonly Hash[]; readonly id: string; readonly author: Address },
): Promise<void> {
  if (/^[1-9]\d{0,14}$/.test(parameters.id) && (await deleteNote(store, parameters))) return
  throw new NoSuchNoteError('There is no such note of yours under this patch.', {
    facts: [
      ['Note', parameters.id.slice(0, 40)],
      ['Signed in as', parameters.author],
    ],
    hint: 'Only its author takes a note away.',
  })
}

async function findOwnSafe(
  clientFor: NoteContext['clientFor'],
  { safes, author }: Pick<SaveNoteParameters, 'safes' | 'author'>,
): Promise<ChainAddress> {
  const read = await Promise.all(safes.map((safe) => readSafe(clientFor(safe.chainId), safe)))
  const own = read.find(({ owners }) => owners.some((owner) => isAddressEqual(owner, author)))
  if (own) return own.safe
  const owners = [...new Set(read.flatMap((state) => state.owners))]
  throw new NotAnOwnerNowError({ account: author, safe: safes[0], owners })
}
