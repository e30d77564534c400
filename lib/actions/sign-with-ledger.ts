import { type Address, type Hash, isAddressEqual } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import { proveWalletSignature } from '@/lib/actions/prove-wallet-signature'
import { ShownHashError } from '@/lib/actions/sign-safe-transaction'
import {
  addressCommand,
  type DerivationPath,
  readAddress,
  readSignature,
  signHashesCommand,
  usualPaths,
} from '@/lib/adapters/ledger/ethereum-app'
import type { Hid } from '@/lib/adapters/ledger/hid'
import { type Ledger, openLedger } from '@/lib/adapters/ledger/open-ledger'
import { BaseError } from '@/lib/core/error/base-error'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

/** None of the first accounts of the device is an owner. */
export class NoOwnerOnLedgerError extends BaseError {
  override readonly name = 'NoOwnerOnLedgerError'
  constructor({ seen }: { seen: readonly Address[] }) {
    super('No account of this Ledger is an owner of the Safe.', {
      facts: seen.map((address, index) => [`Account ${index + 1}`, address] as const),
      hint: 'Only the first accounts are looked at. For another one, connect the Ledger through a wallet.',
    })
  }
}

export type SignWithLedgerParameters = {
  transaction: SafeTransaction
  /** The Safe's `VERSION()`. */
  version: string
  owners: readonly Address[]
  /** The hash that was on the screen when the button was pressed. */
  shown: Hash
  /** Asked once the device has told its account. */
  inTurn: InTurn
}

/**
 * Signs a Safe transaction on a Ledger without a wallet between: the device is given the domain hash and the message hash and
 * shows both. The signature is recovered before it is trusted.
 *
 * @throws ShownHashError, NoLedgerError, LedgerStatusError, NoOwnerOnLedgerError, SignatureMismatchError, and what
 * `inTurn` throws.
 */
export async function signWithLedger(
  hid: Hid,
  { transaction, version, owners, shown, inTurn }: SignWithLedgerParameters,
): Promise<SafeSignature> {
  const { safeTxHash, domainHash, messageHash } = hashSafeTransaction({ transaction, version })
  if (safeTxHash !== shown) throw new ShownHashError({ shown, computed: safeTxHash })
  const ledger = await openLedger(hid)
  try {
    const { path, account } = await findOwner(ledger, owners)
    return await inTurn({ transaction, safeTxHash, account }, async () => {
      const answer = await ledger.exchange(signHashesCommand({ path, domainHash, messageHash }))
      return await proveWalletSignature({
        answer: readSignature(answer),
        method: 'eip712',
        safeTxHash,
        account,
      })
    })
  } finally {
    await ledger.close()
  }
}

async function findOwner(
  ledger: Ledger,
  owners: readonly Address[],
): Promise<{ path: DerivationPath; account: Address }> {
  const seen: Address[] = []
  for (const path of usualPaths) {
    const account = readAddress(await ledger.exchange(addressCommand(path)))
    if (owners.some((owner) => isAddressEqual(owner, account))) return { path, account }
    seen.push(account)
  }
  throw new NoOwnerOnLedgerError({ seen })
}
