import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { BaseError } from '@/lib/core/error/base-error'

/** Characters of a label: as many as the Safe Transaction Service keeps. */
export const longestLabel = 50

export type DraftDelegate = {
  readonly delegate: Address | undefined
  /** Why the address cannot be one; undefined while nothing is typed. */
  readonly problem: string | undefined
}

/**
 * Reads who is to propose without being an owner.
 *
 * @param parameters.owners Of the Safe: they may propose anyway.
 */
export function draftDelegate({
  text,
  owners,
}: {
  readonly text: string
  readonly owners: readonly Address[]
}): DraftDelegate {
  const refused = (problem: string | undefined) => ({ delegate: undefined, problem })
  if (text.trim() === '') return refused(undefined)
  try {
    const delegate = parseAddress(text.trim())
    if (isAddressEqual(delegate, zeroAddress)) return refused('Nobody has the zero address.')
    if (owners.some((owner) => isAddressEqual(owner, delegate))) {
      return refused('It is an owner, and may propose already.')
    }
    return { delegate, problem: undefined }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return refused(error.shortMessage)
  }
}
