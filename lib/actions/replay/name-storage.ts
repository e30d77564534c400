import { type Address, type Client, type Hash, type Hex, hexToBigInt, size, slice } from 'viem'
import { getTransaction } from 'viem/actions'
import { createCodeReviewer, type Workshop } from '@/lib/actions/review/review-code'
import { gatherLayouts } from '@/lib/actions/simulation/gather-layouts'
import { askNode } from '@/lib/adapters/fork/read-executed'
import { tracePreimages } from '@/lib/adapters/fork/trace-preimages'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { type NamedStorage, nameStorage, storageDifferences } from '@/lib/core/replay/named-storage'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import { decodeStateDiff, type LayoutsOf } from '@/lib/core/simulation/decode-state-diff'
import { likelyPreimages } from '@/lib/core/simulation/likely-preimages'
import { joinStateDiffs, type RawStateDiff } from '@/lib/core/simulation/raw-state-diff'

/** Transactions whose hashing is traced: each costs the node a run of its own. */
const mostTraced = 40
/** Words of a call that are tried as keys. */
const mostKeys = 12

/**
 * Names the words of storage that a replay tells of: by the layouts of the old and the new code, compiled from their sources,
 * and by what each transaction hashed. What cannot be named is told as it is, with the reason.
 */
export async function nameReplayedStorage(
  { client, workshop }: { client: Client; workshop: Workshop },
  { input, replay }: Pick<ReplayReport, 'input' | 'replay'>,
): Promise<NamedStorage> {
  const examples = replay.groups
    .flatMap((group) => group.examples)
    .map((result) => ({ result, diff: storageDifferences(result) }))
    .filter(({ diff }) => diff.size > 0)
  const layoutsOf = await readLayouts(
    { client, workshop },
    { input, replay, diff: examples.map(({ diff }) => diff).reduce(joinStateDiffs, new Map()) },
  )
  const preimages = new Set<Hex>()
  const named = new Map<string, ReturnType<typeof nameStorage>[number][1]>()
  let traced = 0
  for (const { result, diff } of examples) {
    const decode = () => decodeStateDiff({ diff, preimages: [...preimages], layoutsOf })
    let decoded = decode()
    if (decoded.undecoded > 0 && traced < mostTraced) {
      traced += 1
      for (const bytes of await readPreimages(client, { result, diff, layoutsOf })) {
        preimages.add(bytes)
      }
      decoded = decode()
    }
    for (const [key, change] of nameStorage(result.hash, decoded)) named.set(key, change)
  }
  return named
}

type Codes = Pick<ReplayReport, 'input' | 'replay'> & { readonly diff: RawStateDiff }

/** Of a proxy both codes, of anything else what stands at its address. */
function readLayouts(
  { client, workshop }: { client: Client; workshop: Workshop },
  { input, replay, diff }: Codes,
): Promise<(address: Address) => LayoutsOf> {
  const { replaced, block } = replay.subject
  const { chainId, protocol } = input
  const ran = replaced.flatMap(({ proxy, from, to }) =>
    [from, to].map((code) => ({ kind: 'DELEGATECALL' as const, to: code, context: proxy })),
  )
  const others = [...diff.values()]
    .filter(({ address }) => !replaced.some(({ proxy }) => isSame(proxy, address)))
    .map(({ address }) => ({ kind: 'CALL' as const, to: address, context: address }))
  return gatherLayouts(createCodeReviewer(workshop), {
    chainId,
    diff,
    frames: [...ran, ...others],
    safe: protocol.safe,
    timelock: protocol.timelock,
    codeAt: async (address) => {
      const code = readAccountCode(client, { chainId, address, blockNumber: block.number })
      const answer = await readKnown(`the code of ${address}`, code)
      return answer.known ? { known: true, value: answer.value.code } : answer
    },
  })
}

function isSame(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

type Example = {
  readonly result: ReplayResult
  readonly diff: RawStateDiff
  readonly layoutsOf: (address: Address) => LayoutsOf
}

/** What the old code hashed, as it is traced, and for what only the new one hashes the words that the call gave. */
async function readPreimages(client: Client, { result, diff, layoutsOf }: Example): Promise<Hex[]> {
  const { hash } = result
  const [traced, transaction] = await Promise.all([
    readKnown('what was hashed', tracePreimages({ request: askNode(client) }, { hash })),
    readKnown('the transaction', getTransaction(client, { hash })),
  ])
  const keys = transaction.known ? keysOf(transaction.value, result) : []
  const likely = [...diff.values()].flatMap(({ address, storage }) =>
    layoutsOf(address).after.flatMap(({ layout }) =>
      likelyPreimages(layout, keys)([...storage.keys()]),
    ),
  )
  return [...(traced.known ? traced.value : []), ...likely]
}

function keysOf(
  { from, input }: { readonly from: Address; readonly input: Hex },
  { differences }: Pick<ReplayResult, 'differences'>,
): bigint[] {
  const words = Array.from({ length: Math.floor((size(input) - 4) / 32) }, (_, at) =>
    slice(input, 4 + 32 * at, 36 + 32 * at),
  )
  const topics = differences.flatMap((one): readonly Hash[] =>
    one.kind === 'event' ? one.topics.slice(1) : [],
  )
  return [...new Set([from, ...words, ...topics].map((word) => hexToBigInt(word)))].slice(
    0,
    mostKeys,
  )
}
