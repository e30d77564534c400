import { type Address, type Hash, isAddress } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'

/** The last row of a page. `at` is what the list is ordered by. */
export type OperationCursor = {
  readonly at: bigint
  readonly chainId: number
  readonly timelock: Address
  readonly id: Hash
}

export class BadCursorError extends BaseError {
  override readonly name = 'BadCursorError'
  constructor() {
    super('This is not a cursor of this list.', {
      hint: 'Take `next` of the page before as it is, or begin without a cursor.',
    })
  }
}

/** As it stands in addresses: readable, without anything to be escaped. */
export function writeOperationCursor({ at, chainId, timelock, id }: OperationCursor): string {
  return `${at}.${chainId}.${timelock}.${id}`
}

/** @throws BadCursorError */
export function readOperationCursor(cursor: string): OperationCursor {
  const [, at, chainId, timelock, id] =
    /^(\d{1,78})\.(\d{1,15})\.(0x[0-9a-fA-F]{40})\.(0x[0-9a-f]{64})$/.exec(cursor) ?? []
  if (!at || !timelock || !isAddress(timelock)) throw new BadCursorError()
  return { at: BigInt(at), chainId: Number(chainId), timelock, id: id as Hash }
}
