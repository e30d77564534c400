import { bigint, customType, numeric, timestamp } from 'drizzle-orm/pg-core'
import { type Address, getAddress, type Hash, type Hex } from 'viem'

/** A checksummed address, as text: one address has one text, whoever wrote it. */
export const address = customType<{ data: Address; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => getAddress(value),
})

/** 32 bytes as lower-case hex, as text. */
export const hash = customType<{ data: Hash; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => value.toLowerCase(),
})

/** Bytes as hex, as text: what a reader of the database sees is what the chain shows. */
export const hex = customType<{ data: Hex; driverData: string }>({ dataType: () => 'text' })

/** An unsigned integer of up to 256 bits, exact. */
export const uint256 = () => numeric({ precision: 78, scale: 0, mode: 'bigint' })

/** A moment by our own clock. Block times are kept as seconds instead, as the chain counts. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

/** Chain ids outgrow 32 bits on some networks. */
export const chainId = () => bigint({ mode: 'number' })

/** Words of a search, with spaces between them; the database keeps each once, in its own order. */
export const searchWords = customType<{ data: string; driverData: string }>({
  dataType: () => 'tsvector',
})
