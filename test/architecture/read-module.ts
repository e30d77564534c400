import { parseAst } from 'vitest/node'

export type Import = {
  readonly specifier: string
  /** Erased by the compiler: `import type`, `export type … from`, `import('x').T`. */
  readonly isType: boolean
}

/** What the rules need to know of one source file. */
export type Module = {
  readonly path: string
  readonly imports: readonly Import[]
  /** Names under which it exports something of its own. */
  readonly exports: readonly string[]
  /** Reads of the clock or of randomness, as they would be written. */
  readonly impurities: readonly string[]
}

type Node = { readonly type: string; readonly [key: string]: unknown }

const languages = { ts: 'ts', tsx: 'tsx', mjs: 'js', js: 'js' } as const

/**
 * Parses one file, so that neither a comment nor a string is ever taken for an import.
 *
 * @param path - Relative to the root of the repository, with forward slashes.
 * @throws the parser's error where the text is not TypeScript.
 */
export function readModule(path: string, text: string): Module {
  const extension = path.slice(path.lastIndexOf('.') + 1) as keyof typeof languages
  const program = parseAst(text, { lang: languages[extension] }) as unknown as Node
  const imports: Import[] = []
  const impurities: string[] = []
  walk(program, (node) => {
    const specifier = specifierOf(node)
    if (specifier !== undefined) imports.push({ specifier, isType: isTypeImport(node) })
    const impurity = impurityOf(node)
    if (impurity) impurities.push(impurity)
  })
  return { path, imports, exports: exportsOf(program), impurities }
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (isNode(value)) {
    visit(value)
    for (const child of Object.values(value)) walk(child, visit)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** `import`, `export … from`, `import()` and `import('x').T` all hold their module in `source`; `require` in its argument. */
function specifierOf(node: Node): string | undefined {
  const { source } = node
  if (isNode(source) && typeof source.value === 'string') return source.value
  if (node.type !== 'CallExpression' || nameOf(node.callee) !== 'require') return undefined
  const [argument] = node.arguments as readonly unknown[]
  return isNode(argument) && typeof argument.value === 'string' ? argument.value : undefined
}

function isTypeImport(node: Node): boolean {
  if (node.type === 'TSImportType') return true
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = node.specifiers
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false
  return specifiers.every((one: Node) => one.importKind === 'type' || one.exportKind === 'type')
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.name === 'string' ? node.name : undefined
}

function impurityOf(node: Node): string | undefined {
  if (node.type === 'MemberExpression') {
    const member = `${nameOf(node.object)}.${nameOf(node.property)}`
    return ['Date.now', 'Math.random', 'performance.now'].includes(member) ? member : undefined
  }
  const isDate = nameOf(node.callee) === 'Date'
  if (node.type === 'CallExpression' && isDate) return 'Date()'
  const isBare = Array.isArray(node.arguments) && node.arguments.length === 0
  return node.type === 'NewExpression' && isDate && isBare ? 'new Date()' : undefined
}

function exportsOf(program: Node): string[] {
  return (program.body as readonly Node[])
    .filter(({ type }) => /^Export(Named|Default)Declaration$/.test(type))
    .flatMap(namesOf)
}

/** `export function x`, `export const x = 1, y = 2`, `export default function x`, `export { x }`. */
function namesOf({ declaration, specifiers }: Node): string[] {
  const parts = isNode(declaration) ? (declaration.declarations ?? [declaration]) : specifiers
  return ((parts as readonly Node[]) ?? []).flatMap(
    (part) => nameOf(part.exported) ?? nameOf(part.id) ?? [],
  )
}
