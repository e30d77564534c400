import { type Hash, type Hex, numberToHex } from 'viem'
import { type AskedNode, askAll } from '@/lib/adapters/fork/ask-all'
import { readBytes } from '@/lib/adapters/fork/parse-call-trace'
import { read } from '@/lib/adapters/fork/read-answer'
import { readCodesBefore } from '@/lib/adapters/fork/read-history'
import { placeCodes } from '@/lib/adapters/fork/replay-engine'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Prestate } from '@/lib/core/replay/prestate'

/** A transaction and all accounts that it may look at. */
export type CodeUser = {
  readonly hash: Hash
  readonly blockNumber: bigint
  readonly prestate: Prestate
  /** Codes that others before it in its block left; undefined where the node traces it, which tells them. */
  readonly codes?: ReadonlyMap<string, Hex> | undefined
}

/** Longer than any code. */
const mostBytes = 1_000_000

export type CodeShelf = {
  /**
   * Sees to it that the scratch chain has the code of all accounts that transactions look at.
   *
   * @returns for each the codes that are others for it than those on the scratch chain.
   * @throws the reason of the signal
   */
  readonly place: (users: readonly CodeUser[]) => Promise<Known<ReadonlyMap<string, Hex>>[]>
}

export type CreateCodeShelfParameters = {
  readonly node: AskedNode
  readonly scratch: AskedNode
  /** The state before the first transaction, and after the last. */
  readonly before: bigint
  readonly after: bigint
  /** What stands on the scratch chain already, in lower case. */
  readonly placed: readonly string[]
}

/**
 * Fetches each code once. An account that has the same code before the first and after the last transaction is taken to
 * have had it all the time; of any other the code is asked for with each transaction that looks at it.
 */
export function createCodeShelf(parameters: CreateCodeShelfParameters): CodeShelf {
  const { node, scratch, before, after, placed } = parameters
  const shelf = new Map<string, Promise<Known<'same' | 'other'>>>(
    placed.map((key) => [key, Promise.resolve({ known: true, value: 'same' })]),
  )
  const fetchAll = async (keys: readonly string[]) => {
    const requests = keys.flatMap((key) =>
      [before, after].map((block) => ({
        method: 'eth_getCode',
        params: `["${key}","${numberToHex(block)}"]`,
      })),
    )
    const codes = (await askAll(node, requests)).map((answer) => read(answer, readCode))
    const pairs = keys.map((key, at) => ({ key, old: codes[2 * at], now: codes[2 * at + 1] }))
    const same = pairs.flatMap(({ key, old, now }): [string, Hex][] =>
      old?.known && now?.known && old.value === now.value && now.value !== '0x'
        ? [[key, now.value]]
        : [],
    )
    const stands = await placeCodes(scratch, same)
    return new Map(
      pairs.map(({ key, old, now }): [string, Known<'same' | 'other'>] => {
        const failed = [old, now, stands].find((one) => one && !one.known)
        if (failed && !failed.known) return [key, failed]
        const isSame = old?.known && now?.known && old.value === now.value
        return [key, { known: true, value: isSame ? 'same' : 'other' }]
      }),
    )
  }
  const place: CodeShelf['place'] = async (users) => {
    const all = new Set(users.flatMap(({ prestate }) => [...prestate.keys()]))
    const missing = [...all].filter((key) => !shelf.has(key))
    if (missing.length > 0) {
      const fetched = fetchAll(missing)
      for (const key of missing) {
        shelf.set(
          key,
          fetched.then((one) => one.get(key) ?? notTold),
        )
      }
    }
    const kinds = new Map<string, Known<'same' | 'other'>>()
    for (const key of all) kinds.set(key, (await shelf.get(key)) ?? notTold)
    const others = users.map(({ prestate }) =>
      [...prestate.keys()].filter((key) => {
        const kind = kinds.get(key)
        return kind?.known && kind.value === 'other'
      }),
    )
    const told = await readOthers(node, users, others)
    return users.map((user, at): Known<ReadonlyMap<string, Hex>> => {
      const failed = [...user.prestate.keys()]
        .map((key) => kinds.get(key))
        .find((one) => !one?.known)
      if (failed && !failed.known) return failed
      return told[at] ?? notTold
    })
  }
  return { place }
}

/** Codes as each transaction found them; of accounts that only the new code looks at, as the parent block left them. */
async function readOthers(
  node: AskedNode,
  users: readonly CodeUser[],
  others: readonly (readonly string[])[],
): Promise<Known<ReadonlyMap<string, Hex>>[]> {
  const asking = users.filter(({ codes }, at) => !codes && (others[at]?.length ?? 0) > 0)
  const traced = await readCodesBefore(
    node,
    asking.map(({ hash }) => hash),
  )
  const toldTo = (user: CodeUser): Known<ReadonlyMap<string, unknown>> =>
    user.codes ? { known: true, value: user.codes } : (traced[asking.indexOf(user)] ?? notTold)
  const needed = users.flatMap((user, at) => {
    if ((others[at]?.length ?? 0) === 0) return []
    const codes = toldTo(user)
    const keys = codes.known ? (others[at] ?? []).filter((key) => !codes.value.has(key)) : []
    return keys.map((key) => ({ user, key }))
  })
  const requests = needed.map(({ user, key }) => ({
    method: 'eth_getCode',
    params: `["${key}","${numberToHex(user.blockNumber - 1n)}"]`,
  }))
  const fetched = (await askAll(node, requests)).map((answer) => read(answer, readCode))
  return users.map((user, at): Known<ReadonlyMap<string, Hex>> => {
    const own = others[at] ?? []
    if (own.length === 0) return { known: true, value: new Map() }
    const codes = toldTo(user)
    if (!codes.known) return codes
    const found = own.map((key): [string, Known<Hex>] => {
      const place = needed.findIndex((one) => one.user === user && one.key === key)
      if (place >= 0) return [key, fetched[place] ?? notTold]
      return [key, readKnownCode(codes.value.get(key))]
    })
    const failed = found.find(([, code]) => !code.known)?.[1]
    if (failed && !failed.known) return failed
    return {
      known: true,
      value: new Map(
        found.flatMap(([key, code]) =>
          code.known && code.value !== '0x' ? [[key, code.value]] : [],
        ),
      ),
    }
  })
}

/** Tracers leave out the code of accounts without any. */
function readKnownCode(code: unknown): Known<Hex> {
  return read({ answered: true, result: code ?? '0x' }, readCode)
}

const notTold = { known: false, reason: 'The node did not tell a code.' } as const

function readCode(answer: unknown): Hex {
  return readBytes(answer, mostBytes).data
}
