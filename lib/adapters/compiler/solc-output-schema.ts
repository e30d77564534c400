import * as z from 'zod/mini'

const range = z.object({
  start: z.int().check(z.gte(0)),
  length: z.int().check(z.gte(1), z.lte(32)),
})
const hexWithPlaces = z.string().check(z.regex(/^([0-9a-f]{2}|__\$[0-9a-f]{34}\$__)*$/))
const linkReferences = z.optional(z.record(z.string(), z.record(z.string(), z.array(range))))

const contractSchema = z.object({
  abi: z.unknown(),
  storageLayout: z.optional(z.unknown()),
  evm: z.optional(
    z.object({
      methodIdentifiers: z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{8}$/))),
      bytecode: z.object({ object: hexWithPlaces, linkReferences }),
      deployedBytecode: z.object({
        object: hexWithPlaces,
        linkReferences,
        immutableReferences: z.optional(z.record(z.string(), z.array(range))),
      }),
    }),
  ),
})

/**
 * The part of solc's answer that is read here.
 *
 * @see https://docs.soliditylang.org/en/latest/using-the-compiler.html#output-description
 */
export const outputSchema = z.object({
  errors: z.optional(
    z.array(
      z.object({
        severity: z.string(),
        type: z.string(),
        message: z.string(),
        formattedMessage: z.optional(z.string()),
      }),
    ),
  ),
  sources: z.optional(
    z.record(
      z.string(),
      // What is in a node depends on its type; whoever reads one checks what it uses.
      z.object({
        ast: z.looseObject({ id: z.int(), nodeType: z.string(), src: z.string() }),
      }),
    ),
  ),
  contracts: z.optional(z.record(z.string(), z.record(z.string(), contractSchema))),
})

/** The answer as it stands in the JSON. */
export type WireOutput = z.infer<typeof outputSchema>
export type WireContract = z.infer<typeof contractSchema>
/** Places in code, by the name of what is filled in. */
export type WireRanges = Readonly<Record<string, readonly z.infer<typeof range>[]>>
