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
 * What solc says of the sources, whether or not it could compile them.
 *
 * @see https://docs.soliditylang.org/en/latest/using-the-compiler.html#output-description
 */
export const messagesSchema = z.object({
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
})

/** What it made of them, of which this part is read here. */
export const outputSchema = z.object({
  sources: z.record(
    z.string(),
    // What is in a node depends on its type; whoever reads one checks what it uses.
    z.object({ ast: z.looseObject({ id: z.int(), nodeType: z.string(), src: z.string() }) }),
  ),
  // There are none where no file has a contract.
  contracts: z.optional(z.record(z.string(), z.record(z.string(), contractSchema))),
})

/** Messages as they stand in the JSON. */
export type WireMessages = z.infer<typeof messagesSchema>
export type WireContract = z.infer<typeof contractSchema>
/** Places in code, by the name of what is filled in. */
export type WireRanges = Readonly<Record<string, readonly z.infer<typeof range>[]>>
