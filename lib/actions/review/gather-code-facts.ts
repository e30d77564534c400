import type { Client, Hex } from 'viem'
import { type CompiledCode, provedCode, type ReviewCode } from '@/lib/actions/review/review-code'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { Known } from '@/lib/core/chain/snapshot'
import type {
  CheckFact,
  CheckFacts,
  LiveStorage,
  ReviewedUpgrade,
} from '@/lib/core/check/check-facts'
import type { ReviewedCode } from '@/lib/core/report/reviewed-code'
import { initializedSlot } from '@/lib/core/source/initialized-slot'
import { slotsToRead } from '@/lib/core/storage-layout/slots-to-read'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

export type GatherCodeFactsParameters = {
  readonly chainId: number
  readonly blockNumber: bigint
  readonly upgrade: ReviewedUpgrade
  /** Runtime code by address. */
  readonly codeAt: (address: ReviewedUpgrade['to']) => Known<Hex>
}

export type CodeFacts = {
  readonly facts: CheckFacts
  readonly from: ReviewedCode | undefined
  readonly to: ReviewedCode
  readonly proxy: ReviewedCode | undefined
  readonly live: readonly LiveStorage[]
}

/**
 * What the sources of both sides of an upgrade tell, each proved by compiling them, and what the storage of the proxies
 * holds at the places that they name. Sources that give other code tell nothing.
 */
export async function gatherCodeFacts(
  { client, reviewCode }: { client: Client; reviewCode: ReviewCode },
  { chainId, blockNumber, upgrade, codeAt }: GatherCodeFactsParameters,
): Promise<CodeFacts> {
  const compile = async (address: ReviewedUpgrade['to'] | undefined) => {
    const code = address ? codeAt(address) : noAddress
    return address && code.known
      ? await reviewCode({ chainId, address, code: code.value })
      : unread(code)
  }
  const [from, to, proxy] = await Promise.all([
    compile(upgrade.from?.address),
    compile(upgrade.to),
    compile(upgrade.proxies[0]),
  ])
  const layouts = [layoutOf(from), layoutOf(to)] as const
  const live = await readLive(client, { chainId, blockNumber, upgrade, layouts })
  return {
    facts: {
      'old contract': contractFact(from),
      'new contract': contractFact(to),
      'old verification': verificationFact(from),
      'new verification': verificationFact(to),
      'old model': modelFact(from),
      'new model': modelFact(to),
      'old layout': layouts[0],
      'new layout': layouts[1],
      'old ABI': abiFact(from),
      'new ABI': abiFact(to),
      'proxy ABI': abiFact(proxy),
      'proxy layout': layoutOf(proxy),
      'live values': live,
    },
    from: upgrade.from && reviewedCode(upgrade.from.address, codeAt, from),
    to: reviewedCode(upgrade.to, codeAt, to),
    proxy: upgrade.proxies[0] && reviewedCode(upgrade.proxies[0], codeAt, proxy),
    live: live.known ? live.value : [],
  }
}

const noAddress = { known: false, reason: 'what runs behind this proxy is not known' } as const
type Compiled = Known<CompiledCode>

function unread(code: Known<Hex>): Compiled {
  return code.known ? noAddress : code
}

function recomputed<T>(value: T): CheckFact<T> {
  return { known: true, value, anchor: 'recomputed' }
}

function contractFact(code: Compiled): NonNullable<CheckFacts['new contract']> {
  const made = provedCode(code)
  return made.known ? recomputed(made.value.contract) : made
}

/** Unlike the rest a mismatch is told: that it is one is what was found out. */
function verificationFact(code: Compiled): NonNullable<CheckFacts['new verification']> {
  return code.known ? recomputed(code.value.verification) : code
}

function modelFact(code: Compiled): NonNullable<CheckFacts['new model']> {
  const made = provedCode(code)
  return made.known ? recomputed(made.value.model) : made
}

function abiFact(code: Compiled): NonNullable<CheckFacts['new ABI']> {
  const made = provedCode(code)
  return made.known ? recomputed(made.value.contract.abi) : made
}

function layoutOf(code: Compiled): CheckFact<StorageLayout> {
  const made = provedCode(code)
  if (!made.known) return made
  const { layout, compiler } = made.value.contract
  if (layout) return recomputed(layout)
  return { known: false, reason: `solc ${compiler} does not tell the storage layout` }
}

async function readLive(
  client: Client,
  {
    chainId,
    blockNumber,
    upgrade: { proxies },
    layouts,
  }: Omit<GatherCodeFactsParameters, 'codeAt'> & {
    layouts: readonly [CheckFact<StorageLayout>, CheckFact<StorageLayout>]
  },
): Promise<CheckFact<readonly LiveStorage[]>> {
  const [old, now] = layouts
  if (!old.known) return old
  if (!now.known) return now
  const slots = [...slotsToRead([old.value, now.value]), initializedSlot]
  const read = proxies.map(async (proxy) => ({
    proxy,
    words: await readStorageWords(client, { chainId, address: proxy, slots, blockNumber }),
  }))
  const live = await readKnown('the storage', Promise.all(read))
  return live.known ? { ...live, anchor: 'chain' } : live
}

function reviewedCode(
  address: ReviewedCode['address'],
  codeAt: GatherCodeFactsParameters['codeAt'],
  code: Compiled,
): ReviewedCode {
  const runtime = codeAt(address)
  const codeHash = runtime.known ? hashCode(runtime.value) : undefined
  if (!code.known) return { address, codeHash, sources: code }
  const { bundle, contract, verification } = code.value
  const { abi, layout, compiler, path, name } = contract
  const told = { bundle, contract: `${path}:${name}`, compiler, verification, abi, layout }
  return { address, codeHash, sources: { known: true, ...told } }
}
