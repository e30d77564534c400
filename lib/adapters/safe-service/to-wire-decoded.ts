import type { DecodedCall, DecodedValue } from '@/lib/core/calldata/decoded-call'

export type WireValue = string | readonly WireValue[]

export type WireDataDecoded = {
  method: string
  parameters: {
    name: string
    type: string
    value: WireValue
    valueDecoded?: {
      operation: number
      to: string
      value: string
      data: string | null
      dataDecoded: WireDataDecoded | null
    }[]
  }[]
}

/**
 * A decoded call as the wire has it, or null where it could not be decoded. The calls inside hang at the argument that
 * carries them; upstream does so for MultiSend only.
 */
export function toWireDecoded(decoded: DecodedCall): WireDataDecoded | null {
  const { name, args, children } = decoded
  if (!name || !args) return null
  const carrier = args.find(({ type }) => type === 'bytes' || type === 'bytes[]')
  return {
    method: name,
    parameters: args.map((argument) => ({
      name: argument.name,
      type: argument.type,
      value: toWireValue(argument.value),
      ...(argument === carrier && children.length > 0
        ? { valueDecoded: children.map(({ call }) => toWireInner(call)) }
        : {}),
    })),
  }
}

function toWireInner(decoded: DecodedCall) {
  const { call, operation } = decoded
  return {
    operation: operation === 'delegatecall' ? 1 : 0,
    to: call.target,
    value: String(call.value),
    data: call.data === '0x' ? null : call.data,
    dataDecoded: toWireDecoded(decoded),
  }
}

/** Numbers travel as decimal text, booleans as upstream writes them, tuples as lists. */
function toWireValue(value: DecodedValue): WireValue {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  const items: readonly DecodedValue[] = Array.isArray(value) ? value : Object.values(value)
  return items.map(toWireValue)
}
