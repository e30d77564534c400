import {
  type Abi,
  type AbiEvent,
  type AbiFunction,
  type Hash,
  type Hex,
  toEventSelector,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem'

type AbiError = Extract<Abi[number], { readonly type: 'error' }>

/** One entry before and after. `changes` say what is different about it, each in a few words. */
export type AbiChange<T, Key extends Hex = Hex> = {
  /** The selector of a function or error, the topic of an event. */
  readonly key: Key
  /** Canonical, e.g. `transfer(address,uint256)`. */
  readonly signature: string
  readonly change: 'added' | 'removed' | 'changed' | 'unchanged'
  readonly from?: T | undefined
  readonly to?: T | undefined
  readonly changes: readonly string[]
}

export type AbiDiff = {
  readonly functions: readonly AbiChange<AbiFunction>[]
  readonly events: readonly AbiChange<AbiEvent, Hash>[]
  readonly errors: readonly AbiChange<AbiError>[]
  /** What answers calls that no selector matches: `receive` and `fallback` that came or went, or take value or not. */
  readonly unmatched: readonly string[]
}

/**
 * What callers notice of an upgrade: functions by selector, events by topic, errors by selector, each list by signature.
 * Names of parameters are not compared: nothing on chain depends on them.
 *
 * @param parameters ABIs that `parseAbi` has read.
 */
export function diffAbi({ from, to }: Sides): AbiDiff {
  const known = diffs.get(from)?.get(to)
  if (known) return known
  const diff = compareAbis({ from, to })
  diffs.set(from, (diffs.get(from) ?? new WeakMap()).set(to, diff))
  return diff
}

/** Several checks ask for the same diff, and nearly all of it is hashing of signatures. */
const diffs = new WeakMap<Abi, WeakMap<Abi, AbiDiff>>()

function compareAbis(sides: Sides): AbiDiff {
  return {
    functions: diffEntries(sides, isFunction, {
      keyOf: toFunctionSelector,
      signatureOf: toFunctionSignature,
      compare: compareFunctions,
    }),
    events: diffEntries(sides, isEvent, {
      keyOf: toEventSelector,
      signatureOf: signature,
      compare: compareEvents,
    }),
    errors: diffEntries(sides, isError, {
      keyOf: (item) => toFunctionSelector(signature(item)),
      signatureOf: signature,
      compare: () => [],
    }),
    unmatched: diffUnmatched(sides),
  }
}

type Sides = { readonly from: Abi; readonly to: Abi }

type Entries<T, Key extends Hex> = {
  readonly keyOf: (item: T) => Key
  readonly signatureOf: (item: T) => string
  readonly compare: (from: T, to: T) => string[]
}

function diffEntries<T extends Abi[number], Key extends Hex>(
  { from, to }: Sides,
  isOf: (item: Abi[number]) => item is T,
  { keyOf, signatureOf, compare }: Entries<T, Key>,
): AbiChange<T, Key>[] {
  const old = new Map(from.filter(isOf).map((item) => [keyOf(item), item]))
  const now = new Map(to.filter(isOf).map((item) => [keyOf(item), item]))
  const keys = [...new Set([...old.keys(), ...now.keys()])]
  return keys
    .flatMap((key): AbiChange<T, Key>[] => {
      const [a, b] = [old.get(key), now.get(key)]
      const item = b ?? a
      if (item === undefined) return []
      const changes = a && b ? compare(a, b) : []
      const change = !a ? 'added' : !b ? 'removed' : changes.length > 0 ? 'changed' : 'unchanged'
      return [{ key, signature: signatureOf(item), change, from: a, to: b, changes }]
    })
    .sort((a, b) => (a.signature < b.signature ? -1 : a.signature > b.signature ? 1 : 0))
}

function isFunction(item: Abi[number]): item is AbiFunction {
  return item.type === 'function'
}

function isEvent(item: Abi[number]): item is AbiEvent {
  return item.type === 'event'
}

function isError(item: Abi[number]): item is AbiError {
  return item.type === 'error'
}

/** Errors and events have signatures in the form of functions. */
function signature({ name, inputs }: AbiEvent | AbiError): string {
  return toFunctionSignature({
    type: 'function',
    name,
    inputs,
    outputs: [],
    stateMutability: 'view',
  })
}

function compareFunctions(from: AbiFunction, to: AbiFunction): string[] {
  const outputs = [from, to].map(typesOf)
  const problems: string[] = []
  if (from.stateMutability !== to.stateMutability) {
    problems.push(`was ${from.stateMutability}, is ${to.stateMutability}`)
  }
  if (outputs[0] !== outputs[1]) {
    problems.push(`returned ${outputs[0]}, returns ${outputs[1]}`)
  }
  return problems
}

/** `(uint256,address)`; nothing is `()`. */
function typesOf({ name, outputs }: Pick<AbiFunction, 'name' | 'outputs'>): string {
  const item = { type: 'function', name, inputs: outputs, outputs: [], stateMutability: 'view' }
  return toFunctionSignature(item as AbiFunction).slice(name.length)
}

function compareEvents(from: AbiEvent, to: AbiEvent): string[] {
  const indexed = [from, to].map(({ inputs }) => describeIndexed(inputs))
  const problems: string[] = []
  if (indexed[0] !== indexed[1]) problems.push(`indexed ${indexed[0]}, indexes ${indexed[1]}`)
  if (Boolean(from.anonymous) !== Boolean(to.anonymous)) {
    problems.push(to.anonymous ? 'is now anonymous' : 'is no longer anonymous')
  }
  return problems
}

/** By position, from 1: `parameter 1, parameter 3`. */
function describeIndexed(inputs: AbiEvent['inputs']): string {
  const places = inputs.flatMap(({ indexed }, index) => (indexed ? [`${index + 1}`] : []))
  return places.length > 0 ? `parameter ${places.join(', ')}` : 'none'
}

function diffUnmatched({ from, to }: Sides): string[] {
  return (['receive', 'fallback'] as const).flatMap((type) => {
    const [a, b] = [from, to].map((abi) => abi.find((item) => item.type === type))
    const [old, now] = [a, b].map((item) =>
      item && 'stateMutability' in item ? item.stateMutability : 'none',
    )
    return old === now ? [] : [`${type}: was ${old}, is ${now}`]
  })
}
