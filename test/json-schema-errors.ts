type Schema = Readonly<Record<string, unknown>>

type Resolve = (reference: string) => object

/** What a keyword says against a value; `below` holds another value against another schema. */
type Check<T> = (given: {
  readonly says: T
  readonly value: unknown
  readonly schema: Schema
  readonly at: string
  readonly below: (schema: unknown, value: unknown, at: string) => string[]
  readonly resolve: Resolve
}) => string[]

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
}

/** A bound of what is measured; nothing where it has no such measure. */
const bound =
  (
    measure: (value: unknown) => number | undefined,
    isWithin: (size: number, limit: number) => boolean,
    word: string,
  ): Check<number> =>
  ({ says, value, at }) => {
    const size = measure(value)
    return size === undefined || isWithin(size, says) ? [] : [`${at}: is too ${word}`]
  }

const lengthOf = (value: unknown) => (typeof value === 'string' ? value.length : undefined)
const countOf = (value: unknown) => (Array.isArray(value) ? value.length : undefined)
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
const least = (size: number, limit: number) => size >= limit
const most = (size: number, limit: number) => size <= limit

const checks: Readonly<Record<string, Check<never>>> = {
  $ref: (({ says, value, at, below, resolve }) => below(resolve(says), value, at)) as Check<string>,
  type: (({ says, value, at }) => {
    const names = typeof says === 'string' ? [says] : says
    return names.some((name) => types[name]?.(value)) ? [] : [`${at}: is no ${names.join(' or ')}`]
  }) as Check<string | string[]>,
  const: (({ says, value, at }) =>
    value === says ? [] : [`${at}: is not ${JSON.stringify(says)}`]) as Check<unknown>,
  enum: (({ says, value, at }) =>
    says.includes(value) ? [] : [`${at}: is none of ${JSON.stringify(says)}`]) as Check<unknown[]>,
  allOf: (({ says, value, at, below }) => says.flatMap((part) => below(part, value, at))) as Check<
    Schema[]
  >,
  anyOf: (({ says, value, at, below }) =>
    says.some((part) => below(part, value, at).length === 0)
      ? []
      : [`${at}: is none of anyOf`]) as Check<Schema[]>,
  oneOf: (({ says, value, at, below }) =>
    says.filter((part) => below(part, value, at).length === 0).length === 1
      ? []
      : [`${at}: is not exactly one of oneOf`]) as Check<Schema[]>,
  pattern: (({ says, value, at }) =>
    typeof value !== 'string' || new RegExp(says, 'u').test(value)
      ? []
      : [`${at}: is not ${says}`]) as Check<string>,
  minLength: bound(lengthOf, least, 'short'),
  maxLength: bound(lengthOf, most, 'long'),
  minItems: bound(countOf, least, 'short'),
  maxItems: bound(countOf, most, 'long'),
  minimum: bound(numberOf, least, 'small'),
  maximum: bound(numberOf, most, 'large'),
  required: (({ says, value, at }) =>
    isObject(value)
      ? says
          .filter((name) => !Object.hasOwn(value, name))
          .map((name) => `${at}: ${name} is missing`)
      : []) as Check<string[]>,
  properties: (({ says, value, at, below }) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, item]) =>
          Object.hasOwn(says, name) ? below(says[name], item, `${at}.${name}`) : [],
        )
      : []) as Check<Schema>,
  additionalProperties: (({ says, value, schema, at, below }) => {
    if (!isObject(value) || says === true) return []
    const told = (schema.properties ?? {}) as Schema
    const others = Object.entries(value).filter(([name]) => !Object.hasOwn(told, name))
    return others.flatMap(([name, item]) =>
      says === false ? [`${at}.${name}: is not told of`] : below(says, item, `${at}.${name}`),
    )
  }) as Check<boolean | Schema>,
  propertyNames: (({ says, value, at, below }) =>
    isObject(value)
      ? Object.keys(value).flatMap((name) => below(says, name, `${at}.${name}`))
      : []) as Check<Schema>,
  prefixItems: (({ says, value, at, below }) =>
    Array.isArray(value)
      ? says.flatMap((part, i) => (i < value.length ? below(part, value[i], `${at}[${i}]`) : []))
      : []) as Check<Schema[]>,
  items: (({ says, value, schema, at, below }) => {
    if (!Array.isArray(value)) return []
    const before = ((schema.prefixItems ?? []) as Schema[]).length
    const rest = value.slice(before)
    if (says === false) return rest.length > 0 ? [`${at}: is too long`] : []
    return rest.flatMap((item, i) => below(says, item, `${at}[${before + i}]`))
  }) as Check<false | Schema>,
}

/** What says nothing of a value, or what the keywords beside it say as well. */
const silent = new Set(['description', 'title', 'default', 'examples', 'format', '$schema', 'id'])

/**
 * Holds a value against a JSON Schema (2020-12), by the keywords that our documents have.
 *
 * @param resolve The schema that a `$ref` names.
 * @returns What is wrong, each with its place.
 * @throws Error for a keyword that is not known here: what is not understood is no pass.
 */
export function jsonSchemaErrors(
  schema: object,
  value: unknown,
  resolve: Resolve,
  at = '$',
): string[] {
  return Object.entries(schema).flatMap(([keyword, says]) => {
    if (silent.has(keyword)) return []
    const check = checks[keyword] as Check<unknown> | undefined
    if (!check) throw new Error(`${at}: ${keyword} is unknown`)
    const below = (inner: unknown, item: unknown, place: string) =>
      jsonSchemaErrors(inner as object, item, resolve, place)
    return check({ says, value, schema: schema as Schema, at, below, resolve })
  })
}
