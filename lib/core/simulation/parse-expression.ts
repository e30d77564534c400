import {
  type AbiParameter,
  type Address,
  encodeAbiParameters,
  getAddress,
  isAddress,
  parseAbiParameters,
} from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { visibleText } from '@/lib/core/chain/visible-text'
import type {
  CallExpression,
  ExpressionTarget,
  ExpressionWord,
  NamedAddress,
  Operand,
  PlainValue,
} from './expression'

export type ParseExpressionParameters = {
  readonly names: readonly NamedAddress[]
  /** Words that mean something where this one stands. */
  readonly words?: readonly ExpressionWord[] | undefined
}

/** Calls within calls. */
const mostNested = 6
const tooDeep = `more than ${mostNested} calls stand within each other`

/**
 * Reads an operand of a declaration: `1_000`, `1e18`, `true`, `0x…`, `"text"`, the name of a proxy, or a call as
 * `Dollar vault.balanceOf(self)`. The type of an argument is that of its value, `uint256` for a number, unless it is
 * written before it: `uint8 3`. A call answers one `uint256`, unless it says otherwise:
 * `Feed.latestRoundData() returns (uint80, int256)[1]`. Calls are made upon what calls answer:
 * `Comptroller.oracle().price(each)`.
 *
 * @returns unknown with what is wrong and what to write instead.
 */
export function parseOperand(text: string, parameters: ParseExpressionParameters): Known<Operand> {
  try {
    const reader = new Reader(text, parameters)
    const operand = reader.operand(0)
    reader.end()
    return { known: true, value: operand }
  } catch (error) {
    if (!(error instanceof Misread)) throw error
    return { known: false, reason: error.message }
  }
}

/** The same where only a call makes sense. */
export function parseCall(
  text: string,
  parameters: ParseExpressionParameters,
): Known<CallExpression> {
  const read = parseOperand(text, parameters)
  if (!read.known) return read
  if (read.value.kind === 'call') return { known: true, value: read.value.call }
  return {
    known: false,
    reason: `"${shown(text)}" calls nothing; write a contract, a function and its arguments, e.g. Vault.totalAssets()`,
  }
}

/** An address, or the name of a configured proxy. */
export function parseContract(text: string, names: readonly NamedAddress[]): Known<Address> {
  const named = names.find(({ name }) => name === text)
  if (named) return { known: true, value: named.address }
  if (isAddress(text)) return { known: true, value: getAddress(text) }
  return { known: false, reason: unknownName(text, names) }
}

/** Only within this file: what it reports is a value outside. */
class Misread extends Error {}

/** Types that have one value: numbers of whole bytes, addresses, truths, bytes and strings. */
function isElementary(type: string): boolean {
  const [, kind, digits] = /^(u?int|bytes)(\d{0,3})$/.exec(type) ?? []
  const size = Number(digits)
  if (kind === 'bytes') return digits === '' || (size > 0 && size <= 32)
  if (kind) return digits === '' || (size > 0 && size <= 256 && size % 8 === 0)
  return type === 'address' || type === 'bool' || type === 'string'
}

class Reader {
  private at = 0
  private readonly text: string
  private readonly names: readonly NamedAddress[]
  private readonly words: readonly ExpressionWord[]

  constructor(text: string, { names, words = [] }: ParseExpressionParameters) {
    this.text = text
    // The longest first, so that no name hides one that begins with it.
    this.names = names.toSorted((a, b) => b.name.length - a.name.length)
    this.words = words
  }

  operand(depth: number): Operand {
    if (depth > mostNested) throw new Misread(tooDeep)
    this.space()
    const type = this.match(/(?:u?int\d{0,3}|address|bool|bytes\d{0,2}|string)(?=\s)/y)
    if (type) this.space()
    const value = this.value(depth)
    if (!type) return value
    if (value.kind !== 'literal')
      throw new Misread(`a type stands before a call; write it behind, as returns (${type})`)
    return literal(normal(type), value.value)
  }

  end(): void {
    this.space()
    if (this.at < this.text.length)
      throw new Misread(`"${shown(this.rest())}" is left over at the end`)
  }

  private value(depth: number): Operand {
    const quoted = this.match(/"[^"]*"/y)
    if (quoted !== undefined) return literal('string', quoted.slice(1, -1))
    const start = this.at
    const target = this.contract()
    if (target) return this.chain(target, start, depth)
    const hex = this.match(/0x[0-9a-fA-F]*/y)
    if (hex !== undefined) return bytes(hex)
    const number = this.match(/-?\d[\d_]*(?:\.\d+)?(?:e\d{1,3})?/y)
    if (number !== undefined) return literal('', integer(number))
    const truth = this.match(/(?:true|false)\b/y)
    if (truth !== undefined) return literal('bool', truth === 'true')
    if (this.match(/self\b/y)) throw new Misread('"self" is whoever makes a step of a journey')
    if (this.match(/each\b/y))
      throw new Misread('"each" is one of `each`, in the calls of consumers')
    throw new Misread(unknownName(this.rest().split(/[,().]/, 1)[0] ?? '', this.names))
  }

  /** What can be called, where something of the kind stands here. */
  private contract(): ExpressionTarget | undefined {
    for (const { name, address } of this.names) {
      const next = this.text[this.at + name.length]
      if (!this.text.startsWith(name, this.at) || (next && !/[.,)\s]/.test(next))) continue
      this.at += name.length
      return { kind: 'address', address }
    }
    const word = this.words.find((one) => this.match(new RegExp(`${one}\\b`, 'y')))
    if (word) return { kind: 'word', word }
    const address = this.match(/0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/y)
    if (address === undefined) return undefined
    if (!isAddress(address)) throw new Misread(`${address} has a wrong checksum`)
    return { kind: 'address', address: getAddress(address) }
  }

  private chain(first: ExpressionTarget, start: number, nesting: number): Operand {
    let call: CallExpression | undefined
    for (let depth = nesting + 1; this.match(/\./y); depth += 1) {
      if (depth > mostNested) throw new Misread(tooDeep)
      const functionName = this.match(/[A-Za-z_$][\w$]{0,63}/y)
      if (!functionName || !this.match(/\(/y)) {
        throw new Misread(
          `"${shown(this.text)}" names no function with its arguments; write e.g. Vault.totalAssets()`,
        )
      }
      // What is called upon an answer takes it for an address.
      const target: ExpressionTarget = call
        ? { kind: 'call', call: answering(call, 'address') }
        : first
      const args = this.arguments(depth)
      const { returns, index } = this.answer()
      const text = this.text.slice(start, this.at)
      call = { text, target, functionName, types: args.map(typeOf), args, returns, index }
    }
    if (call) return { kind: 'call', call: answering(call, 'uint256') }
    if (first.kind === 'address') return literal('address', first.address)
    if (first.kind === 'word') return { kind: 'word', word: first.word }
    throw new Misread(`"${shown(this.text)}" cannot be read`)
  }

  private arguments(depth: number): Operand[] {
    const args: Operand[] = []
    this.space()
    if (this.match(/\)/y)) return args
    for (;;) {
      args.push(this.operand(depth))
      this.space()
      if (this.match(/\)/y)) return args
      if (!this.match(/,/y))
        throw new Misread(
          `a comma or a closing parenthesis is missing before "${shown(this.rest())}"`,
        )
    }
  }

  private answer(): Pick<CallExpression, 'returns' | 'index'> {
    const written = this.match(/\s*returns\s*\([^()]{1,200}\)/y)
    if (written === undefined) return { returns: [], index: this.index() }
    const inner = written.slice(written.indexOf('(') + 1, -1)
    const index = this.index()
    const returns = parameters(inner)
    const meant = returns[index]
    if (!meant) throw new Misread(`returns (${shown(inner)}) has nothing at place ${index}`)
    if (!isElementary(meant.type))
      throw new Misread(
        `what is compared is a ${shown(meant.type)}; choose a number, address, bool, bytes or string`,
      )
    return { returns, index }
  }

  private index(): number {
    const written = this.match(/\[\d{1,2}\]/y)
    return written ? Number(written.slice(1, -1)) : 0
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  private space(): void {
    this.match(/\s*/y)
  }

  private rest(): string {
    return this.text.slice(this.at)
  }
}

/** The type of an answer where none is written. */
function answering(call: CallExpression, type: string): CallExpression {
  return call.returns.length > 0 ? call : { ...call, returns: [...places(call.index), { type }] }
}

/** Words that stand before the one that is meant. */
function places(count: number): AbiParameter[] {
  return Array.from({ length: count }, () => ({ type: 'bytes32' }))
}

function parameters(written: string): AbiParameter[] {
  try {
    return [...parseAbiParameters(written)]
  } catch {
    throw new Misread(
      `returns (${shown(written)}) is no list of types, e.g. returns (uint80, int256)[1]`,
    )
  }
}

function typeOf(argument: Operand): string {
  if (argument.kind === 'literal') return argument.type || 'uint256'
  if (argument.kind === 'word') return 'address'
  const { returns, index } = argument.call
  return returns[index]?.type ?? 'uint256'
}

function literal(type: string, value: PlainValue): Operand {
  const known = type || (typeof value === 'bigint' && value < 0n ? 'int256' : 'uint256')
  if (!isElementary(known)) throw new Misread(`there is no type ${known}`)
  try {
    encodeAbiParameters([{ type: known }], [value])
  } catch {
    throw new Misread(`${shown(String(value))} is no ${known}`)
  }
  return { kind: 'literal', type: known, value }
}

/** Bytes of a size that fits have a type of their own, any others are `bytes`. */
function bytes(hex: string): Operand {
  if (hex.length % 2 === 1) throw new Misread(`${shown(hex)} has half a byte`)
  const size = (hex.length - 2) / 2
  return literal(size > 0 && size <= 32 ? `bytes${size}` : 'bytes', hex.toLowerCase())
}

function normal(type: string): string {
  return type === 'uint' || type === 'int' ? `${type}256` : type
}

function integer(written: string): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)([\d_]+)(?:\.(\d+))?(?:e(\d+))?$/.exec(written) ?? []
  const zeros = Number(exponent) - fraction.length
  if (zeros < 0) throw new Misread(`${shown(written)} is no whole number`)
  if (zeros > 80) throw new Misread(`${shown(written)} is larger than any number of the chain`)
  const digits = `${whole.replaceAll('_', '')}${fraction}${'0'.repeat(zeros)}`
  return sign === '-' ? -BigInt(digits) : BigInt(digits)
}

function unknownName(text: string, names: readonly NamedAddress[]): string {
  const known = names.slice(0, 8).map(({ name }) => visibleText(name, { maxLength: 40 }))
  const listed = known.length > 0 ? `configured are ${known.join(', ')}` : 'none is configured'
  return `"${shown(text)}" is neither an address nor a number nor the name of a configured proxy (${listed})`
}

function shown(text: string): string {
  return visibleText(text.trim(), { maxLength: 80 })
}
