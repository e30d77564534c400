import { isAddressEqual } from 'viem'
import type { SignatureFile } from './signature-file'

/** Signature files kept side by side, one for each Safe transaction. */
export type SignatureShelf = readonly SignatureFile[]

/** More transactions than anybody collects signatures for by hand; the oldest go first. */
const mostFiles = 50

/**
 * Puts a file on the shelf. What is there of the same transaction is joined, never replaced; another transaction for the same
 * nonce stays beside it.
 */
export function shelve(shelf: SignatureShelf, file: SignatureFile): SignatureShelf {
  const same = shelf.find(({ safeTxHash }) => safeTxHash === file.safeTxHash)
  const joined = same
    ? { ...file, signatures: [...new Set([...same.signatures, ...file.signatures])] }
    : file
  const others = shelf.filter((each) => each !== same)
  return [...others, joined].slice(-mostFiles)
}

/** What is kept for the nonce of a transaction and is another transaction: only one of them can ever execute. */
export function conflictsOf(
  shelf: SignatureShelf,
  { transaction, safeTxHash }: Pick<SignatureFile, 'transaction' | 'safeTxHash'>,
): SignatureFile[] {
  return shelf.filter(
    (each) =>
      each.safeTxHash !== safeTxHash &&
      each.transaction.nonce === transaction.nonce &&
      each.transaction.safe.chainId === transaction.safe.chainId &&
      isAddressEqual(each.transaction.safe.address, transaction.safe.address),
  )
}
