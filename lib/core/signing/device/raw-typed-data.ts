import { toPlainJson } from '@/lib/core/canonical/to-plain-json'
import type { TypedData } from './typed-data'
import { domainFields } from './typed-data-fields'

/**
 * The JSON that a wallet is handed in `eth_signTypedData_v4`: with the type of the domain, and integers as decimal digits.
 */
export function rawTypedData({ domain, types, primaryType, message }: TypedData): string {
  const EIP712Domain = domainFields(domain).map(({ name, type }) => ({ name, type }))
  const whole = { types: { EIP712Domain, ...types }, primaryType, domain, message }
  return JSON.stringify(toPlainJson(whole), null, 2)
}
