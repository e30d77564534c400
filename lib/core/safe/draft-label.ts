import { type Address, isAddressEqual } from 'viem'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { BaseError } from '@/lib/core/error/base-error'
import { cleanLabel, describeLabel } from '@/lib/core/safe/describe-label'
import type { OwnerLabel } from '@/lib/core/safe/owner-label'

export type DraftLabel = {
  readonly address: Address | undefined
  /** As it would be kept. */
  readonly text: string
  /** What is wrong with what was typed, in sentences; nothing while nothing is. */
  readonly problems: { readonly address?: string | undefined; readonly text?: string | undefined }
  /** What the address is called until then. */
  readonly before: string | undefined
}

/** Reads what an owner types to name an address. */
export function draftLabel({
  address: typedAddress,
  text: typedText,
  labels,
}: {
  readonly address: string
  readonly text: string
  readonly labels: readonly OwnerLabel[]
}): DraftLabel {
  const { address, problem } = readAddress(typedAddress.trim())
  const text = cleanLabel(typedText)
  return {
    address,
    text,
    problems: { address: problem, text: text === '' ? undefined : describeLabel(text) },
    before: address && labels.find((each) => isAddressEqual(each.address, address))?.text,
  }
}

function readAddress(text: string): { address?: Address; problem?: string } {
  if (text === '') return {}
  try {
    return { address: parseAddress(text) }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { problem: error.shortMessage }
  }
}
