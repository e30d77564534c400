import { type Address, encodeFunctionData, type Hash, keccak256, toHex } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { cast } from '@/demo/world/cast'
import { executeSafeTransaction } from '@/demo/world/execute-safe-transaction'
import { scheduleOperation } from '@/demo/world/governance'
import { minDelay } from '@/demo/world/harbor'
import { harborAbi } from '@/demo/world/harbor-abi'
import { deployed } from '@/demo/world/past-events'
import { type PlanPatchParameters, planPatch } from '@/demo/world/plan-patch'
import { post } from '@/demo/world/post'
import { proposeWorld } from '@/demo/world/propose-world'
import { readHarborProxies } from '@/demo/world/read-harbor-proxies'
import { safeTransaction } from '@/demo/world/safe-transaction'
import type { SeededPatch } from '@/demo/world/seeded-patch'
import { signSafeTransaction } from '@/demo/world/sign-safe-transaction'
import { readUpload, uploadSources } from '@/demo/world/upload-world-sources'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Call } from '@/lib/core/chain/call'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import type { Desk } from './desk'

/** A patch of the demo world, by the beginning of its title. */
export function worldPatch({ world }: Desk, title: string): SeededPatch & { safeTxHash: Hash } {
  const found = world.patches.find(({ patch }) => patch.title.startsWith(title))
  if (!found?.safeTxHash) throw new Error(`The world has no patch "${title}".`)
  return { ...found, safeTxHash: found.safeTxHash }
}

export type PlanParameters = Partial<Omit<PlanPatchParameters, 'stage' | 'malicious'>> & {
  title: string
}

/** Deploys a contract of ours, and hands its sources to the app, as its team would. */
export async function deployWithSources(desk: Desk, name: string) {
  const { client, url, world } = desk
  const implementation = await deployed(client, name)
  const { chainId } = world.harbor
  await uploadSources(url, { client, chainId, addresses: [implementation.address] })
  return implementation
}

/** An upgrade of the vault to code whose sources nobody has handed in. */
export async function planUnknownUpgrade(desk: Desk, title: string) {
  const { vault } = await readHarborProxies(desk.client, desk.world.harbor)
  const to = await deployed(desk.client, 'HarborVaultV2')
  const args = [10_000_000_000_000n] as const
  const migration = encodeFunctionData({ abi: harborAbi, functionName: 'initializeV2', args })
  const planned = await planFee(desk, {
    title,
    callsAfter: [],
    upgrades: [{ proxy: vault, to, migration }],
  })
  return { planned, upload: await readUpload(desk.client, to) }
}

/** A small patch that is no upgrade: it sets the vault's fee, and is as good a patch as any to sign. */
export async function planFee(desk: Desk, parameters: PlanParameters): Promise<SeededPatch> {
  const { harbor } = desk.world
  const { timestamp } = await getBlock(desk.client)
  return planPatch(harbor, {
    timelock: harbor.vaultsTimelock,
    description: 'Sets the fee of the vault.',
    severity: 'none',
    createdAt: timestamp,
    callsAfter: [setFee(desk, 500)],
    ...parameters,
    stage: 'proposed',
  })
}

/** In hundredths of a percent. */
function setFee({ world: { harbor } }: Desk, basisPoints: number): Call {
  const args = [harbor.treasury, basisPoints] as const
  const data = encodeFunctionData({ abi: harborAbi, functionName: 'setFee', args })
  return { target: harbor.vault, value: 0n, data }
}

/** Proposes a patch through the API, signed by one owner; returns it with its safeTxHash. */
export async function propose(
  desk: Desk,
  planned: SeededPatch,
  { nonceOffset = 0n, signers = [cast.council[0]] }: ProposeOptions = {},
): Promise<SeededPatch & { safeTxHash: Hash }> {
  const { council } = desk.world.harbor
  const data = encodeSchedule({ ...planned.operation, delay: minDelay })
  const call = { target: planned.timelock, value: 0n, data }
  const next = await councilNonce(desk)
  const transaction = safeTransaction(council, call, next + nonceOffset)
  const proposal = await signSafeTransaction(council, transaction, [...signers])
  const proposed = { ...planned, proposal, safeTxHash: proposal.safeTxHash }
  await proposeWorld(desk.url, { ...desk.world, patches: [proposed] })
  return proposed
}

export type ProposeOptions = {
  /** Distance from the Safe's next nonce. */
  nonceOffset?: bigint | undefined
  signers?: readonly number[] | undefined
}

/** Stores the dossier and has the council schedule the operation on chain at once. */
export async function schedule(desk: Desk, planned: SeededPatch): Promise<SeededPatch> {
  await proposeWorld(desk.url, { ...desk.world, patches: [planned] })
  await scheduleOperation(desk.client, desk.world.harbor, planned)
  return planned
}

/** The council executes empty transactions, so that whatever waited at these nonces is over. */
export async function spendCouncilNonces(desk: Desk, count: number): Promise<void> {
  const { council } = desk.world.harbor
  const call: Call = { target: council.address, value: 0n, data: '0x' }
  for (let spent = 0; spent < count; spent++) {
    await executeSafeTransaction(desk.client, { safe: council, call })
  }
}

export function councilNonce({ client, world }: Desk): Promise<bigint> {
  const { address } = world.harbor.council
  return readContract(client, { address, abi: safeAbi, functionName: 'nonce' })
}

/** Gives an account a role of a timelock, as an executed operation of that timelock would. */
export async function grantRole(
  { client }: Desk,
  { timelock, role, account }: { timelock: SeededPatch['timelock']; role: string; account: Hash },
): Promise<void> {
  const data = encodeFunctionData({
    abi: timelockAbi,
    functionName: 'grantRole',
    args: [keccak256(toHex(role)), account],
  })
  await client.impersonateAccount({ address: timelock })
  await client.setBalance({ address: timelock, value: 10n ** 18n })
  await sendTransaction(client, { from: timelock, to: timelock, data })
  await client.stopImpersonatingAccount({ address: timelock })
}

/** Moves the chain's clock, in seconds. */
export async function skip({ client }: Desk, seconds: bigint): Promise<void> {
  await client.increaseTime({ seconds: Number(seconds) })
  await client.mine({ blocks: 1 })
}

/** Proposes any call of a Safe (1.4.1) at the Safe service, signed by one of its owners; returns its safeTxHash. */
export async function proposeCall(
  { url, world }: Desk,
  { safe, call, nonce, signer }: { safe: Address; call: Call; nonce: bigint; signer: number },
): Promise<Hash> {
  const { chainId } = world.harbor
  const owned = { name: '', chainId, address: safe, threshold: 1, owners: [signer] }
  const account = { ...owned, version: '1.4.1' as const }
  const transaction = safeTransaction(account, call, nonce)
  const signed = await signSafeTransaction(account, transaction, [signer])
  const { safeTxHash, signatures } = signed
  const { target: to, value, data, gasToken, refundReceiver } = transaction
  const body = {
    ...{ to, value: `${value}`, data, operation: 0, gasToken, refundReceiver },
    ...{ safeTxGas: '0', baseGas: '0', gasPrice: '0', nonce: Number(nonce) },
    contractTransactionHash: safeTxHash,
    sender: signatures[0]?.signer,
    signature: signatures[0]?.data,
  }
  const path = `/api/safe/${chainId}/api/v2/safes/${safe}/multisig-transactions/`
  await post(url, path, JSON.stringify(body))
  return safeTxHash
}
