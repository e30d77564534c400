import { zeroAddress } from 'viem'
import { type Batch, parseBatchFile } from '@/lib/core/calldata/batch/parse-batch-file'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedArgument, DecodedCall, DecodedValue } from '@/lib/core/calldata/decoded-call'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { parsePlacedAddress } from '@/lib/core/chain/parse-placed-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { alignRows } from './align-rows'
import type { Command, CommandIo } from './command'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'
import type { ParsedArguments } from './parse-arguments'
import { readText } from './read-json'

/** `suture decode`: what a call does, with all the calls it carries. */
export const decodeCommand: Command = {
  name: 'decode',
  summary: 'read calldata, or a file of the Transaction Builder, and every call within it',
  positionals: ['<calldata|file.json|->'],
  options: {
    to: { value: '<address>', summary: 'the target of the call' },
    json: { summary: 'one line of canonical JSON' },
  },
  details: `Of a file of the Safe's Transaction Builder the checksum is recomputed, and each call is read. Signatures are those known by heart: Safe, MultiSend, timelock, proxies, governance, Multicall3 and the common
standards. What they do not cover is said to be undecoded. Without --to, the target is the zero address.`,
  run: async ({ positionals: [argument = '-'], options }, io) => {
    const isFile = argument === '-' || /^\{|\.json$/.test(argument)
    const text = isFile ? (await readText(argument, io)).trim() : argument
    if (text.startsWith('{')) return describeBatch(parseBatchFile(text), options, io)
    const to = options.to
    const target = typeof to === 'string' ? parsePlacedAddress(to).address : zeroAddress
    const decoded = decodeCall({ call: { target, value: 0n, data: parseBytes(text) } })
    io.writeOut(options.json ? jsonText(decoded) : `${describeCall(decoded, '').join('\n')}\n`)
    return exitCodes.done
  },
}

function describeBatch(batch: Batch, options: ParsedArguments['options'], io: CommandIo): number {
  const { chainId, safe, name, checksum, calls } = batch
  const decoded = calls.map((call) => decodeCall({ call }))
  if (options.json) {
    io.writeOut(jsonText({ chainId, safe, name, checksum, calls: decoded }))
    return exitCodes.done
  }
  const rows = [
    ['Name', visibleText(name, { maxLength: 200 }) || 'none'],
    ['Chain', String(chainId)],
    ['Safe', safe ?? 'not named'],
    [
      'Checksum',
      checksum ? `${checksum}, as its content makes` : 'none: anybody may have changed it',
    ],
  ]
  const lines = [...alignRows(rows), ...decoded.flatMap((one) => describeCall(one, ''))]
  io.writeOut(`${lines.join('\n')}\n`)
  return exitCodes.done
}

function describeCall(decoded: DecodedCall, indent: string): string[] {
  const { call, operation, confidence, signature, candidates, reason, args, children } = decoded
  const name = signature ?? (call.data === '0x' ? 'transfer of value' : call.data.slice(0, 10))
  const value = call.value > 0n ? ` with ${call.value} wei` : ''
  const notes = [reason, candidates && `could be ${candidates.join(' or ')}`]
  return [
    `${indent}${operation} ${call.target} ${name}${value} [${confidence}]`,
    ...notes.flatMap((note) => (note ? [`${indent}  ! ${visibleText(note)}`] : [])),
    ...(args ?? []).map((argument) => `${indent}  ${describeArgument(argument)}`),
    ...children.flatMap(({ via, call: inner }) => [
      `${indent}  └ ${via}`,
      ...describeCall(inner, `${indent}    `),
    ]),
  ]
}

function describeArgument({ name, type, value }: DecodedArgument): string {
  return `${type}${name ? ` ${name}` : ''} = ${describeValue(value)}`
}

/** Long values are cut with a mark; the JSON has them whole. */
function describeValue(value: DecodedValue): string {
  return visibleText(jsonText(value).trimEnd(), { maxLength: 400 }).replace(
    /^"(0x[0-9a-fA-F]*|\d+)"$/,
    '$1',
  )
}
