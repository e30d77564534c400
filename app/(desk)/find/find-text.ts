import { type Address, type Hash, isAddressEqual } from 'viem'
import { type LoadedDesks, loadDesks } from '@/app/(desk)/load-desks'
import { operationPath, patchPath, safePath, timelockPath } from '@/components/frame/paths'
import { listFollowedTimelocks } from '@/lib/actions/timelock-pages/list-followed-timelocks'
import { readQueue } from '@/lib/actions/timelock-pages/read-queue'
import { unreadError } from '@/lib/actions/unread-error'
import { getServerContext } from '@/lib/config/server-context'
import {
  isPlacedAddress,
  type PlacedAddress,
  parsePlacedAddress,
} from '@/lib/core/chain/parse-placed-address'
import { BaseError } from '@/lib/core/error/base-error'
import { findRecord, parseKey } from '@/lib/core/patch/find-record'

type Operations = Awaited<ReturnType<typeof findOperations>>

/** What a text names here. */
export type Found = LoadedDesks & {
  /** The one page that it names. */
  readonly href?: string | undefined
  readonly titled?: ReturnType<typeof findTitled> | undefined
  /** Operations of several timelocks with the same id. */
  readonly operations?: Operations | undefined
  /** Chains on which the address can be looked at as a timelock. */
  readonly candidates?: readonly { readonly name: string; readonly href: string }[] | undefined
  readonly error?: BaseError | undefined
  readonly problem?: string | undefined
}

/**
 * Looks for a text among everything that is known here. Where a chain could not be read now, nobody knows that there is nothing:
 * that is the error then.
 */
export async function findText(text: string): Promise<Found> {
  const { problem, ...found } = await findKnown(text)
  const unread = problem && unreadError(found.desks)
  return unread ? { ...found, error: unread } : { ...found, problem }
}

async function findKnown(text: string): Promise<Found> {
  const key = parseKey(text)
  const loaded = await loadDesks(key)
  if (text === '') return loaded
  if (key) return { ...loaded, ...(await findHash(key, loaded)) }
  const titled = findTitled(text, loaded)
  if (titled.length > 0) return { ...loaded, titled }
  const { placed, ...place } = findPlace(text, loaded)
  return { ...loaded, ...place, ...(placed && (await findTimelock(placed, loaded))) }
}

async function findHash(key: Hash, { desks }: LoadedDesks): Promise<Partial<Found>> {
  const record = findRecord(desks, key)
  if (record) return { href: patchPath(record.record.key) }
  const operations = await findOperations(key)
  const [only] = operations
  if (!only) {
    return { problem: 'No patch, operation or Safe transaction that is known here has that hash.' }
  }
  if (operations.length > 1) return { operations }
  return { href: operationPath(only.timelock, only.id) }
}

/** One that is followed, or the page that says what following it would do. */
async function findTimelock(
  { chainId, address }: PlacedAddress,
  { config }: LoadedDesks,
): Promise<Partial<Found>> {
  const isThere = (chain: number) => chainId === undefined || chain === chainId
  const followed = (await followedAt(address)).filter((each) => isThere(each.chainId))
  const [only] = followed
  if (only && followed.length === 1) return { href: timelockPath(only) }
  const chains = config.chains.filter(({ id }) => isThere(id))
  if (chainId !== undefined && chains.length === 0) return { error: notServed(chainId, config) }
  const candidates = chains.map(({ id, name }) => ({
    name,
    href: timelockPath({ chainId: id, address }),
  }))
  const [first] = candidates
  return first && candidates.length === 1 ? { href: first.href } : { candidates }
}

function notServed(chainId: number, { chains }: LoadedDesks['config']): BaseError {
  return new BaseError('This instance does not serve the chain of that address.', {
    facts: [
      ['Chain', String(chainId)],
      ['Served', chains.map(({ id }) => id).join(', ')],
    ],
    hint: 'The same address may hold something else on another chain. Look for it without what stands before it.',
  })
}

/** Titles are the proposers' words: they are listed, and nobody is sent straight to one. */
function findTitled(text: string, { desks }: LoadedDesks) {
  const words = text.toLowerCase()
  return desks
    .flatMap(({ records }) => records)
    .filter(({ title }) => title.toLowerCase().includes(words))
    .slice(0, 20)
}

/** Operations of followed timelocks with this id: it does not name the timelock, so that several may have it. */
async function findOperations(id: Hash) {
  const { groups } = await readQueue(await getServerContext(), { filter: { text: id } })
  return groups.flatMap(({ operations }) => operations).filter((each) => each.id === id)
}

/** On which chains a timelock with this address is followed. */
async function followedAt(address: Address) {
  const all = await listFollowedTimelocks(await getServerContext())
  return all.flatMap(({ timelock }) =>
    isAddressEqual(timelock.address, address) ? [timelock] : [],
  )
}

type Place = { href?: string; problem?: string; error?: BaseError; placed?: PlacedAddress }

function findPlace(text: string, { config }: LoadedDesks): Place {
  if (!text.toLowerCase().startsWith('0x') && !isPlacedAddress(text)) {
    return { problem: 'No title here contains it. Addresses and hashes begin with 0x.' }
  }
  try {
    const placed = parsePlacedAddress(text)
    const href = findConfigured(placed, config)
    return href === undefined ? { placed } : { href }
  } catch (error) {
    if (error instanceof BaseError) return { error }
    throw error
  }
}

/** The page of what the configuration has at an address. */
function findConfigured(
  { chainId: of, address }: PlacedAddress,
  { protocols }: LoadedDesks['config'],
): string | undefined {
  for (const { chainId, safe, guardian, timelock, proxies } of protocols) {
    if (of !== undefined && of !== chainId) continue
    if (isAddressEqual(address, timelock)) return timelockPath({ chainId, address })
    if (isAddressEqual(address, safe) || (guardian && isAddressEqual(address, guardian))) {
      return safePath({ chainId, address })
    }
    if (proxies.some((proxy) => isAddressEqual(proxy.address, address))) {
      return timelockPath({ chainId, address: timelock })
    }
  }
  return undefined
}
