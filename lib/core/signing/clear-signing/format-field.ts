import { formatUnits, getAddress, isAddress, isHex, size, slice } from 'viem'
import { spellSeconds } from '@/lib/core/chain/spell-seconds'
import { visibleText } from '@/lib/core/chain/visible-text'
import { calldataDigest } from '@/lib/core/signing/device/calldata-digest'
import type { Descriptor, DescriptorField } from './descriptor'

/** A value as a device shows it, and what a device knows that we do not. */
export type FormattedValue = { readonly text: string; readonly note?: string | undefined }

/**
 * One value in the format that a descriptor gives it. Names of accounts and units of tokens come from the lists of the
 * device's maker, which are not asked: the raw value is shown and said to be raw.
 */
export function formatField(
  { format, params }: Pick<DescriptorField, 'format' | 'params'>,
  value: unknown,
  descriptor: Pick<Descriptor, 'enums'>,
): FormattedValue {
  switch (format) {
    case 'addressName':
      return {
        text: rawText(value),
        note: 'A device that knows a name for it shows the name instead.',
      }
    case 'amount':
      return isCount(value)
        ? { text: `${formatUnits(BigInt(value), 18)} of the native currency` }
        : raw(value)
    case 'tokenAmount':
      return { text: rawText(value), note: 'A device shows it in units of the token.' }
    case 'enum':
      return enumValue(params.$ref, value, descriptor)
    case 'duration':
      return isCount(value) ? { text: spellSeconds(BigInt(value)) } : raw(value)
    case 'date':
      return dateValue(params.encoding, value)
    case 'unit':
      return unitValue(params, value)
    case 'calldata':
      return nestedCalldata(value)
    default:
      return raw(value)
  }
}

function raw(value: unknown): FormattedValue {
  return { text: rawText(value) }
}

function isCount(value: unknown): value is bigint | number {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))
}

/** As the encoder would take it; lists with commas between. */
function rawText(value: unknown): string {
  if (Array.isArray(value)) return visibleText(value.map(rawText).join(', '), { maxLength: 4_000 })
  if (typeof value === 'string' && isAddress(value, { strict: false })) return getAddress(value)
  return visibleText(String(value), { maxLength: 4_000 })
}

/** `$.metadata.enums.operation` */
function enumValue(
  reference: unknown,
  value: unknown,
  { enums }: Pick<Descriptor, 'enums'>,
): FormattedValue {
  const name = String(reference ?? '').replace(/^\$\.metadata\.enums\./, '')
  const names = Object.hasOwn(enums, name) ? enums[name] : undefined
  const key = String(value)
  if (!names || !Object.hasOwn(names, key)) {
    return { text: rawText(value), note: 'The descriptor has no word for this value.' }
  }
  return { text: visibleText(names[key] ?? '', { maxLength: 200 }) }
}

function dateValue(encoding: unknown, value: unknown): FormattedValue {
  if (encoding === 'blockheight' || !isCount(value)) return raw(value)
  const milliseconds = Number(value) * 1_000
  // Beyond it there is no date.
  if (!(milliseconds < 8.64e15)) return raw(value)
  return { text: `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC` }
}

function unitValue(params: DescriptorField['params'], value: unknown): FormattedValue {
  if (!isCount(value)) return raw(value)
  const decimals = Number(params.decimals ?? 0)
  const isUsable = Number.isInteger(decimals) && decimals >= 0 && decimals <= 255
  const base = visibleText(String(params.base ?? ''), { maxLength: 20 })
  return { text: `${isUsable ? formatUnits(BigInt(value), decimals) : value} ${base}`.trim() }
}

function nestedCalldata(value: unknown): FormattedValue {
  if (!isHex(value)) return raw(value)
  if (size(value) < 4) return { text: value === '0x' ? 'no calldata' : value }
  return {
    text: `${slice(value, 0, 4)}, ${size(value)} bytes, Calldata Digest ${calldataDigest(value)}`,
    note: 'A device that has a descriptor of the callee shows what it does instead.',
  }
}
