import type { Address, Hash } from 'viem'
import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** Names an address for a Safe, as whoever is signed in; an empty text takes the name away. @throws SutureApiError */
export async function postLabel(
  api: SutureApi,
  {
    safe,
    ...label
  }: { readonly safe: ChainAddress; readonly address: Address; readonly text: string },
): Promise<void> {
  const path = `/api/v1/safes/${safe.chainId}/${safe.address}/labels`
  await requestApi(api, { path, body: JSON.stringify(label) })
}

/** Writes a note under a patch, as whoever is signed in. @throws SutureApiError */
export async function postNote(
  api: SutureApi,
  { patch, text }: { readonly patch: Hash; readonly text: string },
): Promise<void> {
  await requestApi(api, { path: `/api/v1/patches/${patch}/notes`, body: JSON.stringify({ text }) })
}

/** Takes a note away, as its author. @throws SutureApiError */
export async function postNoteDeletion(
  api: SutureApi,
  { patch, id }: { readonly patch: Hash; readonly id: string },
): Promise<void> {
  await requestApi(api, { path: `/api/v1/patches/${patch}/notes/${id}/delete`, body: '{}' })
}
