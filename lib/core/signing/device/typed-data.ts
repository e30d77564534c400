import type { TypedDataParameter } from 'viem'

/** EIP-712 typed data of any kind. */
export type TypedData = {
  readonly domain: TypedDataDomain
  readonly types: Readonly<Record<string, readonly TypedDataParameter[]>>
  readonly primaryType: string
  readonly message: Readonly<Record<string, unknown>>
}

/** The members that EIP-712 knows; a domain has those that it names. */
export type TypedDataDomain = {
  readonly name?: string | undefined
  readonly version?: string | undefined
  readonly chainId?: number | bigint | undefined
  readonly verifyingContract?: `0x${string}` | undefined
  readonly salt?: `0x${string}` | undefined
}
