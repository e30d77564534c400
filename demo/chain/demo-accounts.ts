import type { Address, Hex } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'
import { toHex } from 'viem/utils'
import { anvilMnemonic } from './anvil-mnemonic'

const accounts = new Map<number, HDAccount>()

/** Anvil's account number `index` (0–19; derivation is slow, so each one is derived once). */
export function demoAccount(index: number): HDAccount {
  const known = accounts.get(index)
  if (known) return known
  const account = mnemonicToAccount(anvilMnemonic, { addressIndex: index })
  accounts.set(index, account)
  return account
}

/** Private key of Anvil's account number `index`. */
export function demoPrivateKey(index: number): Hex {
  const key = demoAccount(index).getHdKey().privateKey
  if (!key) throw new Error(`Anvil account ${index} has no private key.`)
  return toHex(key)
}

/** Addresses of Anvil's accounts `from` to `to - 1`. */
export function demoAddresses(from: number, to: number): Address[] {
  return Array.from({ length: to - from }, (_, index) => demoAccount(from + index).address)
}
