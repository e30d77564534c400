import * as z from 'zod/mini'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import type { StorageVariable } from './storage-layout'

/** More than any contract of 24 KB could use; bounded so that a hostile file costs little. */
export const layoutLimits = {
  variables: 4_096,
  types: 4_096,
  text: 2_000,
  cells: 20_000,
  depth: 32,
} as const

/** `facts` name the variable or type and what is wrong with it. */
export class InvalidStorageLayoutError extends BaseError {
  override readonly name = 'InvalidStorageLayoutError'
  constructor(facts: readonly ErrorFact[], cause?: unknown) {
    super('This is not a storage layout of solc.', {
      facts,
      hint: 'Compile with storageLayout among the outputs: in foundry.toml extra_output = ["storageLayout"], in standard JSON outputSelection.',
      cause,
    })
  }
}

const text = z.string().check(z.maxLength(layoutLimits.text))
const digits = z.string().check(z.regex(/^(0|[1-9]\d{0,77})$/, 'Expected decimal digits.'))
const variableSchema = z.object({
  label: text.check(z.minLength(1)),
  slot: digits,
  offset: z.int().check(z.gte(0), z.lte(31)),
  type: text,
})
const typeSchema = z.object({
  encoding: z.enum(['inplace', 'bytes', 'mapping', 'dynamic_array']),
  label: text,
  numberOfBytes: digits,
  base: z.optional(text),
  key: z.optional(text),
  value: z.optional(text),
  // Of a struct its variables; of an enum, in layouts that name them, words.
  members: z.optional(
    z.union([
      z.array(variableSchema).check(z.maxLength(layoutLimits.variables)),
      z.array(text).check(z.maxLength(256)),
    ]),
  ),
  underlying: z.optional(text),
})
/** The shape of the JSON; whether it makes sense is for the parser to say. */
export const layoutSchema = z.object({
  storage: z.array(variableSchema).check(z.maxLength(layoutLimits.variables)),
  // solc writes null where there is no variable.
  types: z.nullish(z.record(text, typeSchema)),
})

/** A type as it stands in the JSON. */
export type WireStorageType = z.infer<typeof typeSchema>
type WireVariable = z.infer<typeof variableSchema>

/** Also used for the members of a struct. */
export function toVariable({ label, slot, offset, type }: WireVariable): StorageVariable {
  return { label, slot: BigInt(slot), offset, type }
}

/** Sorts variables by where they begin. */
export function byPosition(a: StorageVariable, b: StorageVariable): number {
  if (a.slot !== b.slot) return a.slot < b.slot ? -1 : 1
  return a.offset - b.offset
}
