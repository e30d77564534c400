import {
  type Address,
  getAddress,
  type Hash,
  type Hex,
  isAddress,
  isHex,
  keccak256,
  pad,
  size,
  slice,
  stringToHex,
  toHex,
} from 'viem'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { ContractModel } from '@/lib/core/source/contract-model'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** What one side of an upgrade says of where its variables are. */
export type NamedValues = {
  readonly model: ContractModel
  readonly verification: Verification | undefined
  readonly layout: StorageLayout | undefined
  /** Words of the proxy by slot. */
  readonly words: ReadonlyMap<bigint, Hash>
}

/** The address that a variable holds in storage, in the code, or by its definition. Undefined where that is not known. */
export function namedAddress(name: string, values: NamedValues): Address | undefined {
  return inStorage(name, values) ?? inCode(name, values) ?? asConstant(name, values)
}

function inStorage(name: string, { layout, words }: NamedValues): Address | undefined {
  const [found, ...others] = layout?.variables.filter(({ label }) => label === name) ?? []
  const type = found && layout?.types.get(found.type)
  const word = found && words.get(found.slot)
  if (!word || others.length > 0 || type?.kind !== 'value' || type.value.name !== 'address') {
    return undefined
  }
  const end = 32 - found.offset
  return getAddress(slice(word, end - 20, end))
}

function inCode(name: string, { verification }: NamedValues): Address | undefined {
  if (!verification || verification.match === 'mismatch') return undefined
  const [found, ...others] = verification.immutables.filter((one) => one.name === name)
  if (!found?.consistent || others.length > 0 || size(found.value) !== 32) return undefined
  return getAddress(slice(found.value, 12))
}

function asConstant(name: string, { model }: NamedValues): Address | undefined {
  const value = constantOf(name, model)
  const given = value && /^(?:address\()?(0x[0-9a-fA-F]{40})\)?$/.exec(value)?.[1]
  return given && isAddress(given, { strict: false }) ? getAddress(given) : undefined
}

function constantOf(name: string, { variables }: ContractModel): string | undefined {
  const isNamed = (one: string) => one === name || name.endsWith(`.${one}`)
  const found = variables.filter((one) => one.mutability === 'constant' && isNamed(one.name))
  const values = new Set(found.map(({ value }) => value))
  return values.size === 1 ? [...values][0] : undefined
}

/** The id of a role, where the expression that names it is a constant. */
export function roleId(expression: string, model: ContractModel): Hash | undefined {
  const text = constantOf(expression, model) ?? expression
  const hashed = /^keccak256\((?:bytes\()?["'](\w+)["']\)?\)$/.exec(text)?.[1]
  if (hashed !== undefined) return keccak256(stringToHex(hashed))
  if (/^\d{1,78}$/.test(text)) return toHex(BigInt(text), { size: 32 })
  return isHex(text) && size(text as Hex) <= 32 ? pad(text, { size: 32 }) : undefined
}
