import { type Address, type Client, getAddress, type Hex } from 'viem'
import { gatherAssetFacts } from '@/lib/actions/review/gather-asset-facts'
import { readLayers } from '@/lib/actions/review/read-layers'
import { readNewLayers } from '@/lib/actions/review/read-new-layers'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readCodeCreation } from '@/lib/adapters/rpc/read-code-creation'
import { readGetterAnswers } from '@/lib/adapters/rpc/read-getter-answers'
import { readImplementation } from '@/lib/adapters/rpc/read-implementation'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readSelectorUse } from '@/lib/adapters/rpc/read-selector-use'
import { readUpgradeHistory } from '@/lib/adapters/rpc/read-upgrade-history'
import { diffAbi } from '@/lib/core/abi/diff-abi'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { CodeCreations } from '@/lib/core/check/bytecode/code-creations'
import type { CheckFact, CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { PastImplementation } from '@/lib/core/check/proxy/past-implementation'
import type { ProxiableSlots } from '@/lib/core/check/proxy/proxiable-slots'
import type { GetterAnswer } from '@/lib/core/check/selector/getter-answer'
import type { SelectorUse } from '@/lib/core/check/selector/selector-use'
import type { UpgradeHistory } from '@/lib/core/proxy/past-upgrade'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'

export type GatherChainFactsParameters = {
  readonly chainId: number
  /** Everything is read at this block. */
  readonly block: Block
  readonly upgrade: ReviewedUpgrade
  /** Where the events of the proxy, or of its beacon, begin. */
  readonly fromBlock: bigint
  /** What is known already. Of use are the new code, both ABIs and verifications, and the calls of the patch. */
  readonly facts: CheckFacts
  /** How many of the last blocks to look through for calls of what is removed. */
  readonly blocks?: number | undefined
  /** Whether sources of an earlier implementation are known that give its code. Left out, nobody knows. */
  readonly isVerified?: ((earlier: EarlierCode) => Promise<Known<boolean>>) | undefined
}

export type EarlierCode = { readonly address: Address; readonly code: Hex }

/** Half an hour of mainnet. */
const defaultBlocks = 150

/** A history with more implementations than this is named by its last ones. */
const mostImplementations = 50

/** Of these the last are compiled, where somebody has their sources; of the others it stays unknown. */
const mostCompiled = 16

/**
 * What the chain's own history and the neighbourhood of an upgrade tell, at one block. What cannot be read is unknown
 * with its reason; nothing throws.
 */
export async function gatherChainFacts(
  client: Client,
  parameters: GatherChainFactsParameters,
): Promise<CheckFacts> {
  const { chainId, block, upgrade, facts } = parameters
  const layers = await readLayers(client, { chainId, block, address: upgrade.proxies[0] })
  const [newLayers, slots, history, creation, use, answers, assets] = await Promise.all([
    readNewLayers(client, { chainId, block, upgrade, newCode: facts['new code'] }),
    readSlots(client, parameters),
    readHistory(client, parameters, layers),
    readCreations(client, parameters),
    readUse(client, parameters),
    readAnswers(client, parameters),
    gatherAssetFacts(client, { ...parameters, blockNumber: block.number }),
  ])
  return {
    'proxy layers': toFact(layers),
    'new code layers': toFact(newLayers),
    'proxiable slots': toFact(slots),
    'upgrade history': toFact(history),
    'past implementations': await readPast(client, parameters, history),
    'code creation': toFact(creation),
    'selector use': toFact(use),
    'getter answers': toFact(answers),
    ...assets,
  }
}

const noProxy = { known: false, reason: 'the upgrade names no proxy' } as const
const noFrom = { known: false, reason: 'what runs behind this proxy is not known' } as const

function toFact<T>(fact: Known<T>): CheckFact<T> {
  return fact.known ? { ...fact, anchor: 'chain' } : fact
}

function readSlots(
  client: Client,
  { chainId, block, upgrade: { from, to } }: GatherChainFactsParameters,
): Promise<Known<ProxiableSlots>> {
  const read = async (address: Address) => {
    const at = { chainId, address }
    const { proxiableUuid } = await readImplementation(client, { at, blockNumber: block.number })
    return proxiableUuid
  }
  if (!from) return Promise.resolve(noFrom)
  const both = Promise.all([read(from.address), read(to)])
  return readKnown(
    'proxiableUUID of both sides',
    both.then(([old, now]) => ({ old, new: now })),
  )
}

/** The events of the beacon, where the proxy follows one. */
function readHistory(
  client: Client,
  { chainId, block, upgrade, fromBlock }: GatherChainFactsParameters,
  layers: Known<readonly ProxyLayer[]>,
): Promise<Known<UpgradeHistory>> {
  const [outermost] = layers.known ? layers.value : []
  const address = outermost?.beacon ?? upgrade.proxies[0]
  if (!address) return Promise.resolve(noProxy)
  if (!layers.known) return Promise.resolve(layers)
  const parameters = { at: { chainId, address }, fromBlock, toBlock: block.number }
  return readKnown(`upgrades of ${address}`, readUpgradeHistory(client, parameters))
}

async function readPast(
  client: Client,
  { chainId, block, isVerified }: GatherChainFactsParameters,
  history: Known<UpgradeHistory>,
): Promise<CheckFact<readonly PastImplementation[]>> {
  if (!history.known) return history
  const named = history.value.upgrades.map(({ implementation }) => getAddress(implementation))
  const addresses = [...new Set(named)].slice(-mostImplementations)
  const compiled = addresses.slice(-mostCompiled)
  const read = async (address: Address): Promise<PastImplementation> => {
    const blockNumber = block.number
    const { account, code } = await readAccountCode(client, { chainId, address, blockNumber })
    const asked = compiled.includes(address) ? isVerified : undefined
    return { address, account, verified: (await asked?.({ address, code })) ?? notAsked }
  }
  const past = await readKnown('earlier code', Promise.all(addresses.map(read)))
  // Whoever gave the sources: that they give the code was found out here.
  return past.known && isVerified ? { ...past, anchor: 'recomputed' } : toFact(past)
}

const notAsked = { known: false, reason: 'its sources were not looked for' } as const

/** Of the old code it may be unknown: then only it is left out. */
function readCreations(
  client: Client,
  { chainId, block, upgrade: { from, to } }: GatherChainFactsParameters,
): Promise<Known<CodeCreations>> {
  const read = (address: Address) =>
    readCodeCreation(client, { chainId, address, blockNumber: block.number })
  const old = from && readKnown('the creation of the old code', read(from.address))
  const both = Promise.all([old, read(to)])
  return readKnown(
    'the creation of the new code',
    both.then(([before, made]) => ({
      old: before?.known ? before.value : undefined,
      new: made,
      now: block.timestamp,
    })),
  )
}

/** Blocks are large: they are read only where some function is gone. */
async function readUse(
  client: Client,
  { chainId, block, upgrade, facts, blocks = defaultBlocks }: GatherChainFactsParameters,
): Promise<Known<readonly SelectorUse[]>> {
  const { 'old ABI': from, 'new ABI': to } = facts
  if (!from?.known || !to?.known) {
    return { known: false, reason: 'which functions are gone is not known' }
  }
  const { functions } = diffAbi({ from: from.value, to: to.value })
  if (!functions.some(({ change }) => change === 'removed')) {
    return { known: false, reason: 'no function is gone, so past transactions were not read' }
  }
  const parameters = { chainId, addresses: upgrade.proxies, blockNumber: block.number, blocks }
  return await readKnown('past transactions', readSelectorUse(client, parameters))
}

function readAnswers(
  client: Client,
  { chainId, block, upgrade, facts }: GatherChainFactsParameters,
): Promise<Known<readonly GetterAnswer[]>> {
  const code: CheckFact<Hex> = facts['new code'] ?? noCode
  const [proxy] = upgrade.proxies
  if (!proxy) return Promise.resolve(noProxy)
  if (!upgrade.from) return Promise.resolve(noFrom)
  if (!code.known) return Promise.resolve(code)
  const parameters = {
    chainId,
    proxy,
    implementation: upgrade.from.address,
    newCode: code.value,
    blockNumber: block.number,
  }
  return readKnown('version and interfaces', readGetterAnswers(client, parameters))
}

const noCode = { known: false, reason: 'the new code was not read' } as const
