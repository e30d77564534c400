import { type Hash, isAddress, isAddressEqual, isHash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { type InputConflict, inputConflicts } from './input-conflicts'
import type { ReviewInput } from './review-input'

/** What a report says that it is of, in so far as a permalink names it. */
export type ReportPlace = {
  readonly timelock: ChainAddress
  readonly operationId: Hash
  readonly blockNumber: bigint
}

/** Undefined for a report of something that no timelock has an id for. */
export function reportPlace({
  chainId,
  protocol,
  operation,
  block,
}: ReviewInput): ReportPlace | undefined {
  const { timelock } = protocol
  if (!timelock || !operation) return undefined
  return {
    timelock: { chainId, address: timelock },
    operationId: operation.id,
    blockNumber: block.number,
  }
}

export type WirePlace = {
  readonly chain: string
  readonly address: string
  readonly id: string
  readonly block: string
}

/** Reads a place from the parts of an address bar; undefined where they name none. */
export function parseReportPlace({
  chain,
  address,
  id,
  block,
}: WirePlace): ReportPlace | undefined {
  const isNumber = /^[1-9]\d{0,14}$/.test(chain) && /^(?:0|[1-9]\d{0,18})$/.test(block)
  if (!isNumber || !isAddress(address, { strict: false }) || !isHash(id)) return undefined
  return {
    timelock: { chainId: Number(chain), address },
    operationId: id.toLowerCase() as Hash,
    blockNumber: BigInt(block),
  }
}

/**
 * In what a report is not of the place that somebody gave for it; none where it really is: then its calls give the id of
 * the operation, too.
 */
export function placeConflicts(input: ReviewInput, place: ReportPlace): InputConflict[] {
  const own = reportPlace(input)
  const { timelock, operationId, blockNumber } = place
  const given = own?.timelock.address
  const isSame = given !== undefined && isAddressEqual(given, timelock.address)
  const rows: readonly InputConflict[] = [
    { where: 'Chain', given: String(timelock.chainId), made: String(input.chainId) },
    {
      where: 'Timelock',
      given: timelock.address,
      made: isSame ? timelock.address : (input.protocol.timelock ?? 'none'),
    },
    { where: 'Operation', given: operationId, made: input.operation?.id ?? 'none' },
    { where: 'Block', given: String(blockNumber), made: String(input.block.number) },
  ]
  return [...rows.filter((row) => row.given !== row.made), ...inputConflicts(input)]
}
