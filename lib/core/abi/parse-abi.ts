import type { Abi } from 'viem'
import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** A contract of 24 KB holds some thousand selectors at most; bounded so that a hostile file costs little. */
const limits = { entries: 8_192, parameters: 256, depth: 16, text: 1_000 } as const

/** `facts` name the entry and what is wrong with it. */
export class InvalidAbiError extends BaseError {
  override readonly name = 'InvalidAbiError'
  constructor(facts: readonly ErrorFact[]) {
    super('This is not the ABI of a contract.', {
      facts,
      hint: 'Give the abi as the compiler wrote it: an array of functions, events and errors.',
    })
  }
}

const identifier = z
  .string()
  .check(z.maxLength(limits.text), z.regex(/^[A-Za-z_$][\w$]*$/, 'Expected a Solidity name.'))
const parameterName = z.optional(
  z.string().check(z.maxLength(limits.text), z.regex(/^[\w$]*$/, 'Expected a Solidity name.')),
)
const valueType = z
  .string()
  .check(
    z.maxLength(100),
    z.regex(
      /^(address|bool|string|bytes([1-9]|[12]\d|3[0-2])?|u?int(8|16|24|32|40|48|56|64|72|80|88|96|104|112|120|128|136|144|152|160|168|176|184|192|200|208|216|224|232|240|248|256)|u?fixed\d{1,3}x\d{1,2}|function|tuple)(\[\d{0,20}\])*$/,
      'Expected a type such as uint256, address[] or tuple.',
    ),
  )

type WireParameter = {
  type: string
  name?: string | undefined
  indexed?: boolean | undefined
  internalType?: string | undefined
  components?: WireParameter[] | undefined
}

const parameter: z.ZodMiniType<WireParameter> = z.object({
  type: valueType,
  name: parameterName,
  indexed: z.optional(z.boolean()),
  internalType: z.optional(z.string().check(z.maxLength(limits.text))),
  components: z.optional(z.lazy(() => z.array(parameter).check(z.maxLength(limits.parameters)))),
})
const parameters = z.array(parameter).check(z.maxLength(limits.parameters))
const stateMutability = z.enum(['pure', 'view', 'nonpayable', 'payable'])

const entry = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('function'),
    name: identifier,
    inputs: parameters,
    outputs: parameters,
    stateMutability,
  }),
  z.object({
    type: z.literal('event'),
    name: identifier,
    inputs: parameters,
    anonymous: z.optional(z.boolean()),
  }),
  z.object({ type: z.literal('error'), name: identifier, inputs: parameters }),
  z.object({ type: z.literal('constructor'), inputs: parameters, stateMutability }),
  z.object({ type: z.literal('fallback'), stateMutability }),
  z.object({ type: z.literal('receive'), stateMutability }),
])

/**
 * Reads an ABI that came from outside, as compilers since solc 0.6 write it, from a value parsed from JSON. What viem
 * gets from here it can hash without throwing.
 *
 * @throws InvalidAbiError
 */
export function parseAbi(value: unknown): Abi {
  if (!Array.isArray(value)) throw new InvalidAbiError([['abi', 'is not an array']])
  if (value.length > limits.entries) {
    throw new InvalidAbiError([['abi', `more than ${limits.entries} entries`]])
  }
  assertShallow(value)
  const result = z.array(entry).safeParse(value)
  if (!result.success) {
    throw new InvalidAbiError(
      result.error.issues
        .slice(0, 6)
        .map(
          ({ path, message }): ErrorFact => [
            visibleText(path.map(String).join('.'), { maxLength: 120 }),
            message,
          ],
        ),
    )
  }
  const hollow = result.data.find((item) => 'inputs' in item && item.inputs.some(isHollow))
  if (hollow) throw new InvalidAbiError([[nameOf(hollow), 'has a tuple without components']])
  return result.data as unknown as Abi
}

/** Before anything walks it recursively. An entry, its inputs and each level of components are two levels. */
function assertShallow(value: unknown): void {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > 2 * limits.depth) {
      throw new InvalidAbiError([['abi', `tuples nested more than ${limits.depth} deep`]])
    }
    level = level
      .filter((one) => typeof one === 'object' && one !== null)
      .flatMap((one) => Object.values(one as object))
  }
}

function isHollow({ type, components }: WireParameter): boolean {
  if (!type.startsWith('tuple')) return false
  return components === undefined || components.some(isHollow)
}

function nameOf(item: { type: string; name?: string }): string {
  return item.name ?? item.type
}
