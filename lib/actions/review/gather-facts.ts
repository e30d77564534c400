import { type Address, type Client, getAddress, type Hash, type Hex, isAddressEqual } from 'viem'
import { behind, gatherAbis, type KnownAbis } from '@/lib/actions/review/gather-abis'
import { type GatheredAuthority, gatherAuthority } from '@/lib/actions/review/gather-authority'
import type { CodeFacts } from '@/lib/actions/review/gather-code-facts'
import { gatherDiamondFacts } from '@/lib/actions/review/gather-diamond-facts'
import { gatherPowerFacts } from '@/lib/actions/review/gather-power-facts'
import { gatherUpgradeFacts } from '@/lib/actions/review/gather-upgrade-facts'
import {
  createCodeReviewer,
  type ReviewCode,
  type Workshop,
} from '@/lib/actions/review/review-code'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readChainOpcodes } from '@/lib/adapters/rpc/read-chain-opcodes'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { scanOpcodes } from '@/lib/core/bytecode/scan-opcodes'
import { youngOpcodes } from '@/lib/core/bytecode/young-opcodes'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import type { AccountCode } from '@/lib/core/chain/account-code'
import { shortAddress } from '@/lib/core/chain/short-address'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CheckFact, CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { Anchor } from '@/lib/core/check/finding'
import type { ReviewSubject } from '@/lib/core/check/review-findings'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import type { RunCall } from '@/lib/core/patch/run-call'
import { affectedProxies } from '@/lib/core/proxy/affected-proxies'
import type { Proxy } from '@/lib/core/proxy/proxy'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import { inputFacts } from '@/lib/core/report/input-facts'
import type { ReviewedProtocol, ReviewInput } from '@/lib/core/report/review-input'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

export type GatherFactsParameters = {
  readonly input: ReviewInput
  /** What was read of the protocol, at the block of the input. */
  readonly chain: ProtocolChain
}

export type GatheredFacts = {
  /** What the calls were read with. */
  readonly abis: KnownAbis
  /** The source bundles that codes were read with, by their addresses. */
  readonly bundles: Readonly<Record<Address, Hash>>
  readonly patch: ReviewSubject
  readonly upgrades: readonly (ReviewSubject & {
    readonly upgrade: ReviewedUpgrade
    readonly code: Omit<CodeFacts, 'facts'>
  })[]
  readonly authority: GatheredAuthority
}

/**
 * Gathers what checks need to know of a patch, all at the block of the input. What cannot be read is unknown with its
 * reason; nothing throws.
 */
export async function gatherFacts(
  { client, workshop }: { client: Client; workshop: Workshop },
  { input, chain }: GatherFactsParameters,
): Promise<GatheredFacts> {
  const { chainId, block, protocol, calls, transaction } = input
  const { proxies } = chain.facts
  const bundles = new Map<Address, Hash>()
  const reviewCode = recordingBundles(createCodeReviewer(workshop), bundles)
  const upgrades = upgradesOf(calls, proxies)
  const targets = walkCalls(decodeAll(calls, {})).map(({ call }) => call.call.target)
  const codes = await readCodes(client, {
    chainId,
    blockNumber: block.number,
    addresses: [
      ...targets.flatMap((target) => behind(target, { proxies, upgrades })),
      ...upgrades.flatMap(({ from, to, proxies }) => [
        to,
        ...proxies,
        ...(from ? [from.address] : []),
      ]),
      ...(transaction ? [transaction.target] : []),
    ],
  })
  const codeAt = (address: Address) => codeOf(codes, address)
  const named = { chainId, targets, proxies, upgrades, codeAt }
  const abis = await gatherAbis(reviewCode, named)
  const opcodes = await readOpcodes(client, { chainId, blockNumber: block.number, codes })
  const decoded = decodeAll(calls, abis)
  const { timelock } = chain.facts
  const at = { chainId, blockNumber: block.number }
  const patchFacts: CheckFacts = {
    ...inputFacts(input, chain),
    'chain opcodes': toFact(opcodes, 'chain'),
    calls: known(decoded, 'recomputed'),
    upgrades: known(upgrades, 'recomputed'),
    accounts: known(new Map([...codes].map(([key, { account }]) => [key, account])), 'chain'),
    ...transactionFacts(transaction, abis),
    ...(await gatherDiamondFacts({ client, reviewCode }, { ...at, calls: decoded })),
    ...(await gatherPowerFacts(client, { ...at, calls: decoded, protocol, timelock, proxies })),
  }
  const gathered = await Promise.all(
    upgrades.map(async (upgrade) => {
      const { facts: own, ...code } = await gatherUpgradeFacts(
        { client, reviewCode, analyser: workshop.analyser, solver: workshop.solver },
        { input, upgrade, codeAt, patchFacts },
      )
      return { name: nameOf(upgrade, protocol.proxies), upgrade, code, facts: own }
    }),
  )
  const authority = await gatherAuthority(client, {
    input,
    facts: chain.facts,
    calls: decoded,
    upgrades: gathered,
  })
  return {
    abis,
    bundles: Object.fromEntries(bundles),
    patch: { name: 'patch', facts: patchFacts },
    upgrades: gathered,
    authority,
  }
}

/** Notes which sources each code was read with. */
function recordingBundles(reviewCode: ReviewCode, bundles: Map<Address, Hash>): ReviewCode {
  return async (wanted) => {
    const made = await reviewCode(wanted)
    if (made.known) bundles.set(getAddress(wanted.address), made.value.bundle)
    return made
  }
}

function decodeAll(calls: readonly RunCall[], knownAbis: KnownAbis): DecodedCall[] {
  return calls.map((call) => decodeCall({ call, operation: call.operation, knownAbis }))
}

const noTransaction = {
  known: false,
  reason: 'no Safe transaction is waiting to be signed',
} as const

function transactionFacts(
  transaction: SafeTransaction | undefined,
  knownAbis: KnownAbis,
): CheckFacts {
  if (!transaction) return { 'safe transaction': noTransaction, 'safe call': noTransaction }
  const call = decodeCall({ call: transaction, operation: transaction.operation, knownAbis })
  return {
    'safe transaction': known(transaction, 'recomputed'),
    'safe call': known(call, 'recomputed'),
  }
}

/** Every upgrade among the calls, with the configured proxies that it reaches. */
function upgradesOf(
  calls: readonly RunCall[],
  proxies: ProtocolChain['facts']['proxies'],
): ReviewedUpgrade[] {
  const configured = proxies.flatMap(({ proxy }) => (proxy.known ? [proxy.value] : []))
  return calls.flatMap((call) => {
    // What a delegatecall runs acts on the Safe itself.
    const order = call.operation === 'delegatecall' ? undefined : readUpgradeCall(call)
    if (!order) return []
    const reached: readonly Proxy[] = affectedProxies(order, configured)
    return [
      {
        proxies: reached.length > 0 ? reached.map(({ address }) => address) : [order.proxy],
        from: reached[0]?.implementation,
        to: order.to,
        migration: order.migration ?? '0x',
      },
    ]
  })
}

type Codes = ReadonlyMap<string, { readonly account: AccountCode; readonly code: Hex }>

/** Addresses that could not be read are left out. */
async function readCodes(
  client: Client,
  {
    chainId,
    blockNumber,
    addresses,
  }: { chainId: number; blockNumber: bigint; addresses: readonly Address[] },
): Promise<Codes> {
  const distinct = [...new Set(addresses.map((address) => getAddress(address)))]
  const read = await Promise.all(
    distinct.map((address) =>
      readKnown('code', readAccountCode(client, { chainId, address, blockNumber })),
    ),
  )
  return new Map(
    read.flatMap((answer) =>
      answer.known ? [[answer.value.account.address.toLowerCase(), answer.value] as const] : [],
    ),
  )
}

/** Only what occurs is tried. */
function readOpcodes(
  client: Client,
  { chainId, blockNumber, codes }: { chainId: number; blockNumber: bigint; codes: Codes },
): Promise<Known<ReadonlyMap<string, boolean>>> {
  const used = new Set(
    [...codes.values()].flatMap(({ code }) => scanOpcodes(code).map(({ opcode }) => opcode)),
  )
  const opcodes = youngOpcodes.filter((opcode) => used.has(opcode))
  return readKnown('instructions', readChainOpcodes(client, { chainId, opcodes, blockNumber }))
}

function codeOf(codes: Codes, address: Address | undefined): Known<Hex> {
  if (!address) return { known: false, reason: 'what runs behind this proxy is not known' }
  const read = codes.get(address.toLowerCase())
  return read
    ? { known: true, value: read.code }
    : { known: false, reason: `the code of ${address} could not be read` }
}

function nameOf({ proxies, to }: ReviewedUpgrade, named: ReviewedProtocol['proxies']): string {
  const names = proxies.map(
    (proxy) =>
      named.find(({ address }) => isAddressEqual(address, proxy))?.name ?? shortAddress(proxy),
  )
  return `${names.join(', ')} → ${shortAddress(to)}`
}

function known<T>(value: T, anchor: Anchor): CheckFact<T> {
  return { known: true, value, anchor }
}

function toFact<T>(fact: Known<T>, anchor: Anchor): CheckFact<T> {
  return fact.known ? known(fact.value, anchor) : fact
}
