import { BaseError } from '@/lib/core/error/base-error'

/** Deeper than anything we write; a cycle is caught by it too. */
const maximumDepth = 256

/**
 * The one JSON text of a value (RFC 8785): keys sorted by UTF-16 code unit, no whitespace, numbers as ECMAScript
 * prints them. Members whose value is `undefined` are left out, as `JSON.stringify` does.
 *
 * @param value null, booleans, finite numbers, strings, arrays and plain objects of these. Integers beyond 2^53 have
 *   no exact JSON form: callers write them as decimal strings.
 * @throws NotCanonicalError for anything else: bigint, NaN, lone surrogates, dates, maps, functions, cycles.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  return write(value, [])
}

type Path = readonly (string | number)[]

function write(value: unknown, path: Path): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path)
    case 'number':
      return writeNumber(value, path)
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? 'null' : writeStructure(value, path)
    case 'bigint':
      throw new NotCanonicalError('A bigint has no exact JSON form', path, 'Write it as a string.')
    default:
      throw new NotCanonicalError(`JSON has no ${typeof value}`, path)
  }
}

function writeString(value: string, path: Path): string {
  // JSON.stringify would escape a lone surrogate; RFC 8785 3.2.2.2 wants an error instead.
  if (!isWellFormed(value)) throw new NotCanonicalError('A string has a lone surrogate', path)
  return JSON.stringify(value)
}

function writeNumber(value: number, path: Path): string {
  if (!Number.isFinite(value)) throw new NotCanonicalError(`JSON has no ${value}`, path)
  return JSON.stringify(value)
}

function writeStructure(value: object, path: Path): string {
  if (path.length >= maximumDepth) {
    throw new NotCanonicalError('The value is cyclic or nested too deeply', path.slice(0, 3))
  }
  if (Array.isArray(value)) {
    // Array.from visits holes too, which are then refused like any other undefined.
    return `[${Array.from(value, (item, index) => write(item, [...path, index])).join(',')}]`
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotCanonicalError(`Not a plain object: ${value.constructor?.name}`, path)
  }
  return writeMembers(value as Record<string, unknown>, path)
}

function writeMembers(value: Record<string, unknown>, path: Path): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    // The default order of sort() is by UTF-16 code unit, which is what RFC 8785 3.2.3 asks for.
    .sort()
    .map((key) => `${writeString(key, path)}:${write(value[key], [...path, key])}`)
  return `{${members.join(',')}}`
}

/** `String.prototype.isWellFormed` is ES2024; with the `u` flag only lone surrogates match. */
function isWellFormed(value: string): boolean {
  return !/\p{Surrogate}/u.test(value)
}

/** The value has no canonical JSON form. `Where` names the member, e.g. `$.calls[0].value`. */
export class NotCanonicalError extends BaseError {
  override name = 'NotCanonicalError'

  constructor(what: string, path: Path, hint?: string | undefined) {
    const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
    super(`${what}.`, { facts: [['Where', `$${where}`]], hint })
  }
}
