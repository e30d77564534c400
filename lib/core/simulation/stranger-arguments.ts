import {
  type AbiFunction,
  type AbiParameter,
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  numberToHex,
  pad,
  parseAbi,
  toFunctionSelector,
} from 'viem'

/** Calldata that a stranger would try, and what it gives, in words. */
export type TriedData = { readonly data: Hex; readonly given: string }

/** Who and what there is to be named in arguments. */
export type Actors = {
  readonly stranger: Address
  readonly proxy: Address
  /** A contract of the protocol, its token where one is known. */
  readonly token: Address
}

type Choice = {
  readonly given: string
  /** Of the address at a position among so many. */
  readonly address: (position: number, of: number) => Address
  readonly number: bigint | 'largest'
  readonly bytes?: Hex | undefined
}

const some = 1_000_000n
const zero: Address = '0x0000000000000000000000000000000000000000'
const transferAbi = parseAbi(['function transfer(address to, uint256 amount)'])

/** Zeros, the stranger's own address, small numbers, the largest, addresses of the protocol, and a call of its token. */
function choicesOf({ stranger, proxy, token }: Actors): Choice[] {
  const own = () => stranger
  const data = encodeFunctionData({ abi: transferAbi, args: [stranger, 1n] })
  return [
    { given: 'zeros', address: () => zero, number: 0n },
    { given: 'its own address, 1', address: own, number: 1n },
    { given: `its own address, ${some}`, address: own, number: some },
    { given: 'its own address, the largest numbers', address: own, number: 'largest' },
    {
      given: `the token, then its own address, ${some}`,
      address: (position) => (position === 0 ? token : stranger),
      number: some,
    },
    {
      given: `the proxy, then its own address, ${some}`,
      address: (position) => (position === 0 ? proxy : stranger),
      number: some,
    },
    {
      given: `its own address, then the proxy, ${some}`,
      address: (position, of) => (position === of - 1 ? proxy : stranger),
      number: some,
    },
    {
      given: 'the token, and a transfer to itself as bytes',
      address: () => token,
      number: 0n,
      bytes: data,
    },
  ]
}

/** Calldata for a function whose parameters are known, each different one once. */
export function strangerArguments(item: AbiFunction, actors: Actors): TriedData[] {
  const selector = toFunctionSelector(item)
  const tried = choicesOf(actors).map(({ given, ...choice }) => {
    const of = item.inputs.filter(({ type }) => type === 'address').length
    let position = 0
    const address = (parameter: AbiParameter) => {
      const isContract = parameter.internalType?.startsWith('contract ') && choice.number !== 0n
      const chosen = choice.address(position++, of)
      return isContract ? actors.token : chosen
    }
    const values = item.inputs.map((input) => valueOf(input, { ...choice, address }))
    return { given, data: concat([selector, encodeAbiParameters(item.inputs, values)]) }
  })
  return distinct(tried)
}

/** Words behind a selector of which nothing else is known. */
const words = 6

/** Calldata for a selector that nothing is known of. Numbers and addresses take turns. */
export function guessedArguments(selector: Hex, { stranger, proxy }: Actors): TriedData[] {
  const [own, one, many] = [pad(stranger, { size: 32 }), wordOf(1n), wordOf(some)]
  const sets: readonly (readonly [given: string, ...words: Hex[]])[] = [
    ['zeros', wordOf(0n)],
    ['its own address everywhere', own],
    ['1 everywhere', one],
    [`its own address and ${some} by turns`, own, many],
    [`${some} and its own address by turns`, many, own],
    [`the proxy, its own address and ${some} by turns`, pad(proxy, { size: 32 }), own, many],
  ]
  return sets.map(([given, ...turns]) => {
    const all = Array.from({ length: words }, (_, at) => turns[at % turns.length] ?? '0x')
    return { given: `${given} (guessed)`, data: concat([selector, ...all]) }
  })
}

function distinct(tried: readonly TriedData[]): TriedData[] {
  return tried.filter((one, at) => tried.findIndex(({ data }) => data === one.data) === at)
}

type Values = {
  readonly address: (parameter: AbiParameter) => Address
  readonly number: bigint | 'largest'
  readonly bytes?: Hex | undefined
}

function valueOf(parameter: AbiParameter, choice: Values): unknown {
  const { type } = parameter
  const [, element, length] = /^(.*)\[(\d*)\]$/.exec(type) ?? []
  if (element !== undefined) {
    const count = length ? Math.min(Number(length), 64) : isNothing(choice) ? 0 : 1
    return Array.from({ length: count }, () => valueOf({ ...parameter, type: element }, choice))
  }
  if (!('components' in parameter)) return simpleValue(parameter, choice)
  const members = parameter.components.map((one) => [one.name, valueOf(one, choice)] as const)
  const isNamed = members.every(([name]) => name)
  return isNamed ? Object.fromEntries(members) : members.map(([, value]) => value)
}

function simpleValue(parameter: AbiParameter, choice: Values): unknown {
  const { type } = parameter
  switch (type) {
    case 'address':
      return choice.address(parameter)
    case 'bool':
      return !isNothing(choice)
    case 'string':
      return isNothing(choice) ? '' : 'a'
    case 'bytes':
      return choice.bytes ?? '0x'
    default:
      return type.startsWith('bytes')
        ? bytesOf(Number(type.slice(5)), choice)
        : numberOf(type, choice)
  }
}

function isNothing({ number, bytes }: Values): boolean {
  return number === 0n && bytes === undefined
}

function bytesOf(size: number, { number }: Values): Hex {
  if (number === 'largest') return `0x${'ff'.repeat(size)}`
  return size < 4 ? `0x${'00'.repeat(size)}` : numberToHex(number, { size })
}

/** The largest that the type can hold; what is asked for, where it can. */
function numberOf(type: string, { number }: Values): bigint | number {
  const bits = Number(/\d+$/.exec(type)?.[0] ?? 256)
  const largest = 2n ** BigInt(type.startsWith('int') ? bits - 1 : bits) - 1n
  const value = number === 'largest' || number > largest ? largest : number
  return bits <= 48 ? Number(value) : value
}

function wordOf(value: bigint): Hex {
  return numberToHex(value, { size: 32 })
}
