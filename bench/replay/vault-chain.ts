import {
  type Address,
  encodeFunctionData,
  type Hash,
  type Hex,
  maxUint256,
  numberToHex,
} from 'viem'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import type { Anvil } from '@/demo/chain/start-anvil'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import { harborAbi } from '@/demo/world/harbor-abi'
import { type Random, seededRandom } from '@/demo/world/random'

/** A vault with a past, and code that it could get. */
export type VaultChain = {
  readonly vault: Address
  readonly to: Address
  /** Its transactions, in the order of the chain. */
  readonly hashes: readonly Hash[]
}

/** Transactions of the vault in one block, and of others between them. */
const perBlock = { vault: 5, foreign: 2 } as const

const users = Array.from({ length: 15 }, (_, at) => at + 1)
const strangers = [16, 17, 18, 19]
const usd = 10n ** 6n

/**
 * Fills a chain with transactions of a vault: deposits, withdrawals, transfers, approvals and loans, some of which revert,
 * several in each block, between transfers of others that touch the same token.
 */
export async function buildVaultChain(
  { rpcUrl }: Anvil,
  { transactions }: { transactions: number },
): Promise<VaultChain> {
  const client = anvilClient(rpcUrl)
  const { vault, asset, to } = await deployVault(client)
  const random = seededRandom(0xbe_9c)
  await client.setAutomine(false)
  const hashes: Hash[] = []
  for (let done = 0; done < transactions; done += perBlock.vault) {
    const count = Math.min(perBlock.vault, transactions - done)
    const own = Array.from({ length: count }, () => vaultCall(random, vault))
    const foreign = Array.from({ length: perBlock.foreign }, () => foreignCall(random, asset))
    const calls = [own[0], foreign[0], ...own.slice(1, 3), foreign[1], ...own.slice(3)]
    const sent = await sendAll(
      rpcUrl,
      calls.flatMap((call) => call ?? []),
    )
    hashes.push(...sent.filter((_, at) => calls.flatMap((call) => call ?? [])[at]?.to === vault))
    await client.mine({ blocks: 1 })
  }
  await client.setAutomine(true)
  return { vault, to, hashes }
}

async function deployVault(client: AnvilClient) {
  const owner = demoAccount(0).address
  const deploy = (name: string, args: readonly unknown[] = []) =>
    deployContract(client, { from: owner, name, args })
  const initialize = (name: string, args: readonly unknown[]) =>
    encodeFunctionData({ abi: readArtifact(name).abi, functionName: 'initialize', args })
  const asset = await deploy('HarborToken', ['Demo Dollar', 'dUSD', 6])
  const collateral = await deploy('HarborToken', ['Demo Ether', 'dETH', 18])
  const rate = [owner, owner, 3_000n * usd, 365n * 86_400n]
  const rateAdapter = await deploy('ERC1967Proxy', [
    await deploy('HarborRateAdapterV0'),
    initialize('HarborRateAdapterV0', rate),
  ])
  const parameters = {
    name: 'Bench Vault',
    symbol: 'bUSD',
    asset,
    collateral,
    rateAdapter,
    owner,
    guardian: owner,
    allocator: owner,
    feeRecipient: owner,
    depositCap: 10n ** 30n,
    borrowRate: 2n * 10n ** 9n,
    feeBps: 1_000,
  }
  const vault = await deploy('ERC1967Proxy', [
    await deploy('HarborVault'),
    initialize('HarborVault', [parameters]),
  ])
  for (const user of [...users, ...strangers]) {
    const from = demoAccount(user).address
    const approve = encode('approve', [vault, maxUint256])
    const data = encode('mint', [from, 10n ** 30n])
    for (const token of [asset, collateral]) {
      await sendTransaction(client, { from, to: token, data: approve })
      await sendTransaction(client, { from, to: token, data })
    }
  }
  return { vault, asset, to: await deploy('HarborVaultV2') }
}

type WireCall = { readonly from: Address; readonly to: Address; readonly data: Hex }

function vaultCall(random: Random, vault: Address): WireCall {
  const from = demoAccount(random.pick(users)).address
  const other = demoAccount(random.pick(users)).address
  const amount = BigInt(random.integer(1, 500)) * usd
  const calls = [
    () => encode('deposit', [amount * 4n, from]),
    () => encode('deposit', [amount * 4n, from]),
    () => encode('withdraw', [amount, from, from]),
    () => encode('transfer', [other, amount * usd]),
    () => encode('approve', [other, amount]),
    () => encode('depositCollateral', [amount * 10n ** 12n, from]),
    () => encode('borrow', [amount / 10n, from]),
    // Of nothing that is there: it reverts.
    () => encode('withdraw', [10n ** 29n, from, from]),
  ]
  return { from, to: vault, data: random.pick(calls)() }
}

function foreignCall(random: Random, asset: Address): WireCall {
  const from = demoAccount(random.pick(strangers)).address
  const to = demoAccount(random.pick(users)).address
  return { from, to: asset, data: encode('transfer', [to, BigInt(random.integer(1, 500))]) }
}

function encode(functionName: string, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi: harborAbi, functionName, args } as never)
}

const gas = numberToHex(1_000_000)

async function sendAll(rpcUrl: string, calls: readonly WireCall[]): Promise<Hash[]> {
  const body = calls.map((call, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'eth_sendTransaction',
    params: [{ ...call, gas, gasPrice: '0x77359400' }],
  }))
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(rpcUrl, { method: 'POST', headers, body: JSON.stringify(body) })
  const answers = (await response.json()) as { id: number; result: Hash }[]
  return answers.toSorted((a, b) => a.id - b.id).map(({ result }) => result)
}
