/** A remapping `context:prefix=target` of solc. */
export type Remapping = {
  readonly context: string
  readonly prefix: string
  readonly target: string
}

/** Reads the remappings of settings; what is none of them is left out, as nothing is resolved by it. */
export function parseRemappings(value: unknown): Remapping[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((text: unknown) => {
    const equals = typeof text === 'string' ? text.indexOf('=') : -1
    if (typeof text !== 'string' || equals < 0) return []
    const colon = text.slice(0, equals).indexOf(':')
    const [context, prefix] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1, equals)]
    return prefix === '' ? [] : [{ context, prefix, target: text.slice(equals + 1) }]
  })
}

export type ResolveImportParameters = {
  /** As written in the directive. */
  readonly path: string
  /** Path of the source that imports. */
  readonly from: string
  readonly remappings: readonly Remapping[]
}

/**
 * The name under which solc looks for an import: a relative one is taken from the folder of the source that imports, then
 * remapped by the closest remapping. That is the one with the longest context, among these with the longest prefix, among
 * these the last.
 *
 * @see https://docs.soliditylang.org/en/latest/path-resolution.html
 */
export function resolveImport({ path, from, remappings }: ResolveImportParameters): string {
  const name = /^\.\.?\//.test(path) ? resolveRelative(path, from) : path
  let closest: Remapping | undefined
  for (const remapping of remappings) {
    const { context, prefix } = remapping
    if (!from.startsWith(context) || !name.startsWith(prefix)) continue
    if (!closest || !isCloser(closest, remapping)) closest = remapping
  }
  return closest ? closest.target + name.slice(closest.prefix.length) : name
}

/** Whether the first is closer than the second, whatever their order. */
function isCloser(first: Remapping, second: Remapping): boolean {
  return (
    first.context.length > second.context.length ||
    (first.context.length === second.context.length && first.prefix.length > second.prefix.length)
  )
}

function resolveRelative(path: string, from: string): string {
  const segments = from.split('/').slice(0, -1)
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '.' && segment !== '') segments.push(segment)
  }
  return segments.join('/')
}
