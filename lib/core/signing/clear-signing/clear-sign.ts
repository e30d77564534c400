import type { AbiParameter } from 'viem'
import { decodeArguments } from '@/lib/core/calldata/decode-arguments'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { encodeType } from '@/lib/core/signing/device/encode-type'
import type { TypedData } from '@/lib/core/signing/device/typed-data'
import { describedFunctions, formatsOfType, isBoundTo } from './describes'
import type { Descriptor, DescriptorField, DescriptorFormat } from './descriptor'
import { formatField } from './format-field'
import { type NamedValues, readPath } from './read-path'

export type ClearRow = {
  readonly label: string
  readonly value: string
  /** What the device knows and we do not. */
  readonly note?: string | undefined
}

/** What a device that has the descriptor shows instead of hashes. */
export type ClearSigning = {
  readonly descriptor: Descriptor
  readonly intent: string
  /** The intent with values in it, where the descriptor has one and all of it could be filled in. */
  readonly sentence?: string | undefined
  readonly rows: readonly ClearRow[]
  /** Signed and not shown: members without a field, and those that the descriptor hides. */
  readonly hidden: readonly string[]
}

/** Why a device with the descriptor shows the plain view all the same. */
export type NotClear = { readonly reason: string }

/**
 * What a device with this descriptor shows of a call.
 *
 * @param parameters.from The account that sends it, where it is known.
 */
export function clearSignCall(parameters: {
  readonly descriptor: Descriptor
  readonly chainId: number
  readonly call: Call
  readonly from?: string | undefined
}): ClearSigning | NotClear {
  const { descriptor, chainId, call, from } = parameters
  const at: ChainAddress = { chainId, address: call.target }
  if (descriptor.context !== 'contract') return { reason: 'It describes messages, not calls.' }
  if (!isBoundTo(descriptor, at)) return { reason: 'It is not for this contract on this chain.' }
  const selector = call.data.slice(0, 10).toLowerCase()
  const matches = describedFunctions(descriptor).filter((one) => one.selector === selector)
  const [match] = matches
  if (!match) return { reason: `It has nothing for the function ${selector}.` }
  if (matches.length > 1) return { reason: 'Two of its keys are of the same function.' }
  const decoded = decodeArguments(match.item, call.data)
  if ('problem' in decoded) return { reason: `The calldata does not decode: ${decoded.problem}.` }
  const values = named(match.item.inputs, decoded.values)
  const container = { to: call.target, value: call.value, chainId, from }
  return show(descriptor, match.format, values, container)
}

/** What a device with this descriptor shows of typed data. */
export function clearSignTypedData({
  descriptor,
  typedData,
}: {
  readonly descriptor: Descriptor
  readonly typedData: TypedData
}): ClearSigning | NotClear {
  const { domain, types, primaryType, message } = typedData
  const { chainId, verifyingContract } = domain
  if (descriptor.context !== 'eip712') return { reason: 'It describes calls, not messages.' }
  if (chainId === undefined || verifyingContract === undefined) {
    return { reason: 'The domain names no chain, so that no descriptor is bound to it.' }
  }
  const at = { chainId: Number(chainId), address: verifyingContract }
  if (!isBoundTo(descriptor, at)) return { reason: 'It is not for this contract on this chain.' }
  const [format, second] = formatsOfType(descriptor, encodeType({ primaryType, types }))
  if (!format) return { reason: `It has nothing for a message of the type ${primaryType}.` }
  if (second) return { reason: 'Two of its keys are of the same message.' }
  return show(descriptor, format, message, { to: at.address, chainId: at.chainId })
}

function show(
  descriptor: Descriptor,
  format: DescriptorFormat,
  values: NamedValues,
  container: NamedValues,
): ClearSigning {
  const shown = format.fields.filter(({ visible }) => visible)
  const valuesOf = (field: DescriptorField) => resolve(field, { values, container, descriptor })
  const rows = shown.flatMap((field): ClearRow[] =>
    valuesOf(field).map((value) => {
      const { text, note } = formatField(field, value, descriptor)
      return { label: visibleText(field.label, { maxLength: 200 }), value: text, note }
    }),
  )
  const covered = new Set(shown.map(({ path = '' }) => rootOf(path)))
  // What a nested call is made to and carries is shown with it by the device.
  for (const { params } of shown) {
    for (const path of Object.values(params)) covered.add(rootOf(String(path)))
  }
  return {
    descriptor,
    intent: visibleText(format.intent, { maxLength: 200 }),
    sentence: sentenceOf(format, valuesOf, descriptor),
    rows,
    hidden: Object.keys(values).filter((name) => !covered.has(name)),
  }
}

type Sources = {
  readonly values: NamedValues
  readonly container: NamedValues
  readonly descriptor: Descriptor
}

function resolve(
  { path, value }: DescriptorField,
  { values, container, descriptor }: Sources,
): unknown[] {
  if (path === undefined) return value === undefined ? [] : [value]
  if (path.startsWith('@.')) return readPath(container, path.slice(2)).filter((one) => one != null)
  if (path.startsWith('$.metadata.constants.')) {
    return readPath(descriptor.constants, path.slice('$.metadata.constants.'.length))
  }
  return readPath(values, path)
}

function rootOf(path: string): string {
  return path.replace(/^#\./, '').split(/[.[]/, 1)[0] ?? ''
}

/** `Send {value} to {to}`; undefined where one of them cannot be filled in, as the standard asks. */
function sentenceOf(
  { interpolatedIntent, fields }: DescriptorFormat,
  valuesOf: (field: DescriptorField) => unknown[],
  descriptor: Descriptor,
): string | undefined {
  if (interpolatedIntent === undefined) return undefined
  let isWhole = true
  const text = interpolatedIntent.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (match, path?: string) => {
    if (path === undefined) return match.slice(0, 1)
    const field = fields.find((one) => one.visible && one.path === path)
    const [first] = field ? valuesOf(field) : []
    if (!field || first === undefined) {
      isWhole = false
      return ''
    }
    return formatField(field, first, descriptor).text
  })
  return isWhole ? visibleText(text, { maxLength: 1_000 }) : undefined
}

/** Arguments by the names that the key of the format gives them. */
function named(inputs: readonly AbiParameter[], values: readonly unknown[]): NamedValues {
  return Object.fromEntries(
    inputs.map(({ name = '' }, index) => [name || String(index), values[index]]),
  )
}

/** Whether a device shows it clearly. */
export function isClear(shown: ClearSigning | NotClear): shown is ClearSigning {
  return !('reason' in shown)
}
