import { cookies } from 'next/headers'
import { cache } from 'react'
import { type Address, getAddress, type Hash, isAddress } from 'viem'
import { type LoadedDesks, loadDesks } from './load-desks'

export type LoadedDesk = LoadedDesks & {
  /** Who is looking, by their own word: it changes what is said, never what is allowed. */
  readonly viewer: Address | undefined
}

/** All that a page shows, and to whom. */
export const loadDesk = cache(async (digest?: Hash): Promise<LoadedDesk> => {
  const [loaded, jar] = await Promise.all([loadDesks(digest), cookies()])
  const account = jar.get('suture-account')?.value
  return { ...loaded, viewer: account && isAddress(account) ? getAddress(account) : undefined }
})
