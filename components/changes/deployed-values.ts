import { getAddress, type Hex } from 'viem'
import type { ImmutableValue, LinkedLibrary, Verification } from '@/lib/core/bytecode/verification'
import type { Known } from '@/lib/core/chain/snapshot'

/** A value as it stands in code. */
export type DeployedValue = {
  readonly value: Hex
  /** For people, where its type says how to read it. */
  readonly text: string | undefined
  readonly consistent: boolean
}

/** One name before and after. At least one side is there. */
export type PairedValue = {
  readonly key: string
  readonly name: string
  readonly about: string
  readonly from: DeployedValue | undefined
  readonly to: DeployedValue | undefined
}

export type DeployedValues = {
  readonly immutables: readonly PairedValue[]
  readonly libraries: readonly PairedValue[]
}

/**
 * What was filled in on both sides, by name. Known only where the sources of both sides are those of the code: else a
 * value that is missing would look like one that does not exist.
 */
export function deployedValues(
  from: Known<Verification>,
  to: Known<Verification>,
): Known<DeployedValues> {
  const [old, now] = [filledIn(from, 'before'), filledIn(to, 'after')]
  if (!old.known) return old
  if (!now.known) return now
  return {
    known: true,
    value: {
      immutables: pair(old.value.immutables.map(immutable), now.value.immutables.map(immutable)),
      libraries: pair(old.value.libraries.map(library), now.value.libraries.map(library)),
    },
  }
}

type Filled = Exclude<Verification, { readonly match: 'mismatch' }>

function filledIn(verification: Known<Verification>, side: string): Known<Filled> {
  if (!verification.known) return { known: false, reason: `Code ${side}: ${verification.reason}` }
  const { value } = verification
  return value.match === 'mismatch'
    ? { known: false, reason: `Code ${side}: its sources compile to other code.` }
    : { known: true, value }
}

type Named = Omit<PairedValue, 'from' | 'to'> & { readonly value: DeployedValue }

function immutable({ name, contract, type, value, consistent }: ImmutableValue): Named {
  const text = readWord(type, value)
  return {
    key: `${contract}.${name}`,
    name,
    about: `${type}, of ${contract}`,
    value: { value, text, consistent },
  }
}

function library({ path, library: name, address, consistent }: LinkedLibrary): Named {
  return {
    key: `${path}:${name}`,
    name,
    about: path,
    value: { value: address, text: undefined, consistent },
  }
}

function readWord(type: string, word: Hex): string | undefined {
  const isAddress = /^(address|contract )/.test(type) && BigInt(word) < 2n ** 160n
  if (isAddress) return getAddress(`0x${word.slice(-40)}`)
  return /^uint\d*$/.test(type) ? BigInt(word).toLocaleString('en-US') : undefined
}

/**
 * By name. The contract that declares it is part of the name only where one name stands for several: its own name mostly
 * changes with the version.
 */
function pair(from: readonly Named[], to: readonly Named[]): PairedValue[] {
  const byName = isUnique(from) && isUnique(to)
  const index = (some: readonly Named[]) =>
    new Map(some.map((one) => [byName ? one.name : one.key, one]))
  const [old, now] = [index(from), index(to)]
  return [...new Map([...now, ...old])].map(([key, { name }]) => {
    const [a, b] = [old.get(key), now.get(key)]
    return { key, name, about: (b ?? a)?.about ?? '', from: a?.value, to: b?.value }
  })
}

function isUnique(some: readonly Named[]): boolean {
  return new Set(some.map(({ name }) => name)).size === some.length
}
