import type { Address, Hash } from 'viem'
import { postLabel, postNote, postNoteDeletion } from '@/lib/adapters/suture-api/post-owner-words'
import { SutureApiError } from '@/lib/adapters/suture-api/suture-api-error'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { BaseError } from '@/lib/core/error/base-error'
import { type Action, useAction } from '@/lib/hooks/use-action'

/** Names an address for a Safe, as whoever is signed in; an empty text takes the name away. */
export function useNaming(safe: ChainAddress): Action<{ address: Address; text: string }> {
  return useAction((label) => postLabel(api(), { safe, ...label }))
}

export type NoteActions = {
  readonly write: Action<{ text: string }>
  readonly remove: Action<{ id: string }>
}

/** Writes notes under a patch and takes them away, as whoever is signed in. */
export function useNoting(patch: Hash): NoteActions {
  return {
    write: useAction(({ text }) => postNote(api(), { patch, text })),
    remove: useAction(({ id }) => postNoteDeletion(api(), { patch, id })),
  }
}

/** Whether nothing was written because nobody is signed in any more: once somebody is, that is no matter. */
export function needsSignIn(error: BaseError | undefined): boolean {
  return error instanceof SutureApiError && error.status === 401
}

const api = () => ({ origin: window.location.origin })
