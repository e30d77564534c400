import { isAddress, isHex } from 'viem'
import {
  addressOf,
  asObject,
  InvalidMemberError,
  uintOf,
  type WireObject,
} from '@/lib/core/chain/parse-wire-fields'
import { BaseError } from '@/lib/core/error/base-error'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import type { TypedData, TypedDataDomain } from '@/lib/core/signing/device/typed-data'
import { hashTypedDataParts } from '@/lib/core/signing/device/typed-data-views'
import type { Given, GivenOptions } from './given'

/**
 * EIP-712 typed data as wallets are handed it. A `SafeTx` that hashes as a Safe hashes it is read as the Safe transaction
 * that it is; anything else stays typed data, whatever it is called.
 *
 * @throws InvalidMemberError; BaseError for what nobody can hash.
 */
export function readTypedData(value: WireObject, options: GivenOptions): Given {
  const typedData = parseTypedData(value)
  const digest = digestOf(typedData)
  const read = safeTransactionOf(typedData, options)
  const isSame = read && hashSafeTransaction(read).safeTxHash === digest
  if (!isSame) return { kind: 'typed-data', typedData }
  return {
    kind: 'safe-transaction',
    ...read,
    patch: undefined,
    claimedHash: undefined,
    signatures: [],
    ignored: [],
  }
}

function parseTypedData(value: WireObject): TypedData {
  const { primaryType } = value
  if (typeof primaryType !== 'string') {
    throw new InvalidMemberError('primaryType', 'the name of a type', primaryType)
  }
  const { EIP712Domain: _, ...types } = asObject(value.types, 'types')
  return {
    domain: parseDomain(asObject(value.domain ?? {}, 'domain')),
    types: Object.fromEntries(
      Object.entries(types).map(([name, members]) => [name, membersOf(members, `types.${name}`)]),
    ),
    primaryType,
    message: asObject(value.message, 'message'),
  }
}

function membersOf(value: unknown, where: string) {
  if (!Array.isArray(value) || value.length > 200) {
    throw new InvalidMemberError(where, 'an array of members', value)
  }
  return value.map((one, index) => {
    const { name, type } = asObject(one, `${where}[${index}]`)
    if (typeof name !== 'string' || typeof type !== 'string') {
      throw new InvalidMemberError(`${where}[${index}]`, 'name and type', one)
    }
    return { name, type }
  })
}

function parseDomain(value: WireObject): TypedDataDomain {
  const { name, version, chainId, verifyingContract, salt } = value
  const text = (member: unknown, where: string) => {
    if (member === undefined || typeof member === 'string') return member
    throw new InvalidMemberError(`domain.${where}`, 'text', member)
  }
  return {
    ...(name !== undefined && { name: text(name, 'name') }),
    ...(version !== undefined && { version: text(version, 'version') }),
    ...(chainId !== undefined && { chainId: chainOf(chainId) }),
    ...(verifyingContract !== undefined && {
      verifyingContract: addressOf(verifyingContract, 'domain.verifyingContract'),
    }),
    ...(isHex(salt) && { salt }),
  }
}

/** Some wallets write it in hex. */
function chainOf(value: unknown): number {
  const text = typeof value === 'string' && isHex(value) ? BigInt(value).toString() : value
  return Number(uintOf(text, 'domain.chainId'))
}

function digestOf(typedData: TypedData) {
  try {
    return hashTypedDataParts(typedData).digest
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''
    throw new BaseError('This typed data cannot be hashed.', {
      facts: [['Problem', problem.slice(0, 200)]],
      hint: 'Types, domain and message have to fit each other.',
      cause,
    })
  }
}

/** Undefined where it is none, or where the chain is in no place that is hashed and nobody has said it. */
function safeTransactionOf(
  { domain, types, primaryType, message }: TypedData,
  options: GivenOptions,
) {
  const { verifyingContract } = domain
  const chainId = domain.chainId ?? options.chainId
  if (primaryType !== 'SafeTx' || chainId === undefined || !isAddress(verifyingContract ?? '')) {
    return undefined
  }
  const names = types.SafeTx?.map(({ name }) => name) ?? []
  const { dataGas, ...fields } = message
  const base = dataGas === undefined ? {} : { baseGas: dataGas }
  const old = names.includes('dataGas') ? '0.1.0' : '1.0.0'
  try {
    const { transaction } = parseSafeTransaction({
      ...Object.fromEntries(
        Object.entries({ ...fields, ...base }).map(([name, one]) => [name, plain(one)]),
      ),
      safe: verifyingContract,
      chainId: Number(chainId),
    })
    // Of versions that hash alike it does not matter which.
    return {
      transaction,
      version: options.version ?? (domain.chainId === undefined ? old : '1.3.0'),
    }
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}

/** Wallets write integers as numbers, decimal digits or hex. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  const isHexNumber = typeof value === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(value)
  return isHexNumber && value.length % 2 === 1 ? BigInt(value).toString() : value
}
