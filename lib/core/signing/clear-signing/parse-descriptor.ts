import { getAddress, isAddress } from 'viem'
import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import type { Descriptor, DescriptorField, DescriptorFormat } from './descriptor'

/** Each fact names a member and what is wrong with it. */
export class InvalidDescriptorError extends BaseError {
  override readonly name = 'InvalidDescriptorError'
  constructor(facts: readonly ErrorFact[], cause?: unknown) {
    super('This is not a descriptor of ERC-7730.', {
      facts,
      hint: 'Give { context: { contract or eip712: { deployments } }, metadata, display: { formats } }.',
      cause,
    })
  }
}

const limits = { characters: 1_000_000, formats: 500, fields: 200, text: 2_000 } as const

const text = z.string().check(z.maxLength(limits.text, `Longer than ${limits.text} characters.`))
const loose = z.record(z.string(), z.unknown())
const address = z.pipe(
  z.string().check(z.refine((value) => isAddress(value, { strict: false }), 'Not an address.')),
  z.transform((value) => getAddress(value)),
)
const binding = z.looseObject({
  deployments: z.optional(z.array(z.looseObject({ chainId: z.int(), address }))),
})
const field = z.looseObject({
  path: z.optional(text),
  value: z.optional(z.unknown()),
  label: z.optional(text),
  format: z.optional(z.nullable(text)),
  params: z.optional(z.nullable(loose)),
  visible: z.optional(z.unknown()),
  $ref: z.optional(text),
})
const format = z.looseObject({
  intent: z.optional(z.union([text, z.record(z.string(), text)])),
  interpolatedIntent: z.optional(text),
  fields: z.optional(z.array(field).check(z.maxLength(limits.fields, 'Too many fields.'))),
})
const file = z.looseObject({
  includes: z.optional(text),
  context: z.optional(
    z.looseObject({
      $id: z.optional(text),
      contract: z.optional(binding),
      eip712: z.optional(binding),
    }),
  ),
  metadata: z.optional(
    z.looseObject({
      owner: z.optional(z.nullable(text)),
      contractName: z.optional(z.nullable(text)),
      enums: z.optional(z.record(z.string(), z.record(z.string(), text))),
      constants: z.optional(loose),
    }),
  ),
  display: z.looseObject({
    definitions: z.optional(z.record(z.string(), field)),
    formats: z.record(text, format),
  }),
})

type WireField = z.infer<typeof field>

/** Whether parsed JSON has the shape of a descriptor; whether it is one is for its parser to say. */
export function isDescriptor(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'context' in value && 'display' in value
}

/**
 * Reads a descriptor of ERC-7730, of version 1 or 2 of its schema, from JSON text or from what was parsed of it. What it
 * includes is not fetched.
 *
 * @throws InvalidDescriptorError
 */
export function parseDescriptor(json: unknown): Descriptor {
  const result = file.safeParse(typeof json === 'string' ? parseJson(json) : json)
  if (!result.success) throw new InvalidDescriptorError(result.error.issues.slice(0, 8).map(factOf))
  const { context, metadata, display, includes } = result.data
  const bound = context?.contract ?? context?.eip712
  if (!bound) throw new InvalidDescriptorError([['context', 'Neither contract nor eip712.']])
  const entries = Object.entries(display.formats)
  if (entries.length > limits.formats) {
    throw new InvalidDescriptorError([['display.formats', `More than ${limits.formats}.`]])
  }
  const owner = metadata?.owner ?? ''
  return {
    name: context?.$id ?? metadata?.contractName ?? (owner || 'without a name'),
    owner,
    context: context?.contract ? 'contract' : 'eip712',
    deployments: (bound.deployments ?? []).map(({ chainId, address: at }) => ({
      chainId,
      address: at,
    })),
    enums: metadata?.enums ?? {},
    constants: metadata?.constants ?? {},
    formats: entries.map(([key, wire]) => readFormat(key, wire, display.definitions ?? {})),
    includes,
  }
}

function readFormat(
  key: string,
  { intent = '', interpolatedIntent, fields = [] }: z.infer<typeof format>,
  definitions: Readonly<Record<string, WireField>>,
): DescriptorFormat {
  return {
    key,
    intent: typeof intent === 'string' ? intent : Object.values(intent).join(', '),
    interpolatedIntent,
    fields: fields.map((wire) => readField(wire, definitions)),
  }
}

function readField(
  wire: WireField,
  definitions: Readonly<Record<string, WireField>>,
): DescriptorField {
  const name = wire.$ref?.replace(/^\$\.display\.definitions\./, '') ?? ''
  const shared = Object.hasOwn(definitions, name) ? definitions[name] : undefined
  const { path, value, label, format: kind, visible } = { ...shared, ...wire }
  return {
    path,
    value: value === undefined ? undefined : String(value),
    label: label ?? path ?? '',
    format: kind ?? 'raw',
    params: { ...shared?.params, ...wire.params },
    visible: visible !== 'never',
  }
}

function parseJson(json: string): unknown {
  if (json.length > limits.characters) {
    throw new InvalidDescriptorError([['Size', `more than ${limits.characters} characters`]])
  }
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new InvalidDescriptorError([['JSON', 'does not parse']], cause)
  }
}

function factOf(issue: z.core.$ZodIssue): ErrorFact {
  const path = visibleText(issue.path.map(String).join('.') || 'descriptor', { maxLength: 80 })
  return [path, visibleText(expectedType(issue), { maxLength: 200 })]
}
