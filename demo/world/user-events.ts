import { type Abi, encodeFunctionData, type Hex, maxUint256 } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { cast, castAddress } from './cast'
import type { Harbor } from './harbor'
import { harborAbi } from './harbor-abi'
import type { WorldEvent } from './play-events'
import { type Random, seededRandom } from './random'

const usd = 10n ** 6n
const ether = 10n ** 18n

/** What a user is believed to hold; only good enough to choose what it would plausibly do next. */
type Account = { user: number; supplied: bigint; collateral: bigint; debt: bigint }

type Action = (account: Account, random: Random, self: Hex) => Hex | undefined

export type UserEventsParameters = {
  harbor: Harbor
  /** Seconds since the epoch. */
  from: bigint
  to: bigint
  /** How many transactions, beside three per user that fetch tokens and approve the vault. */
  count: number
}

/** People who use the vault: all benign, all with the vulnerable release as their only choice. */
export function userEvents(client: AnvilClient, parameters: UserEventsParameters): WorldEvent[] {
  const { harbor, from, to, count } = parameters
  const random = seededRandom(0x5e_ed)
  const accounts = cast.users.map((user) => ({ user, supplied: 0n, collateral: 0n, debt: 0n }))
  const arrivals = accounts.map(({ user }, index) => ({
    at: from + BigInt(index) * 7_200n,
    run: () => arrive(client, harbor, user),
  }))
  const start = from + BigInt(accounts.length) * 7_200n
  const activity = Array.from({ length: count }, () => {
    const account = random.pick(accounts)
    const at = start + (BigInt(random.integer(0, 1_000_000)) * (to - start)) / 1_000_000n
    return { at, run: () => act(client, harbor, account, random) }
  })
  return [...arrivals, ...activity]
}

async function arrive(client: AnvilClient, harbor: Harbor, user: number): Promise<void> {
  const from = castAddress(user)
  const approve = encode('approve', [harbor.vault, maxUint256])
  await sendTransaction(client, { from, to: harbor.asset, data: approve })
  await sendTransaction(client, { from, to: harbor.collateral, data: approve })
  const mint = (amount: bigint) => encode('mint', [from, amount])
  await sendTransaction(client, { from, to: harbor.asset, data: mint(500_000n * usd) })
  await sendTransaction(client, { from, to: harbor.collateral, data: mint(250n * ether) })
}

/** Somebody's bad luck, such as a strategy without liquidity, may revert: that too is life. */
async function act(
  client: AnvilClient,
  harbor: Harbor,
  account: Account,
  random: Random,
): Promise<void> {
  const from = castAddress(account.user)
  const data = choose(account, random, from) ?? actions.deposit(account, random, from)
  await sendTransaction(client, { from, to: harbor.vault, data, allowRevert: true })
}

function choose(account: Account, random: Random, self: Hex): Hex | undefined {
  const name = random.pick(Object.keys(actions) as (keyof typeof actions)[])
  return actions[name](account, random, self)
}

const actions = {
  deposit: (account, random, self) => {
    const amount = BigInt(random.integer(200, 20_000)) * usd
    account.supplied += amount
    return encode('deposit', [amount, self])
  },
  withdraw: (account, random, self) => {
    const amount = part(account.supplied, random)
    account.supplied -= amount
    return amount > usd ? encode('withdraw', [amount, self, self]) : undefined
  },
  transfer: (account, random) => {
    if (account.supplied < 1_000n * usd) return undefined
    const to = castAddress(random.pick(cast.users))
    // Shares have six more decimals than the asset.
    return encode('transfer', [to, BigInt(random.integer(10, 100)) * usd * usd])
  },
  depositCollateral: (account, random, self) => {
    const amount = (BigInt(random.integer(5, 60)) * ether) / 10n
    account.collateral += amount
    return encode('depositCollateral', [amount, self])
  },
  borrow: (account, random, self) => {
    // Up to half of the collateral's first price: far enough from liquidation.
    const room = (account.collateral * 1_500n * usd) / ether - account.debt
    const amount = room > 0n ? part(room, random) : 0n
    account.debt += amount
    return amount > usd ? encode('borrow', [amount, self]) : undefined
  },
  repay: (account, random, self) => {
    const amount = random.integer(0, 3) === 0 ? account.debt : part(account.debt, random)
    account.debt -= amount
    return amount > usd ? encode('repay', [amount, self]) : undefined
  },
  withdrawCollateral: (account, random, self) => {
    if (account.debt > 0n || account.collateral === 0n) return undefined
    const amount = part(account.collateral, random)
    account.collateral -= amount
    return encode('withdrawCollateral', [amount, self])
  },
} satisfies Record<string, Action>

/** 10 to 60 % of an amount. */
function part(amount: bigint, random: Random): bigint {
  return (amount * BigInt(random.integer(10, 60))) / 100n
}

function encode(functionName: string, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi: harborAbi as Abi, functionName, args })
}
