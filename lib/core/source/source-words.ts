/**
 * What Solidity separates text into, as far as finding imports and declarations asks for: comments, strings, words and
 * single signs. A line ends where solc ends it, at Unicode's separators too: what stands behind one is no comment any more.
 * A string that is never closed ends with its line, so that no text takes longer than its length.
 */
const token =
  /\/\/[^\n\v\f\r\u0085\u2028\u2029]*|\/\*[\s\S]*?(?:\*\/|$)|"[^"\\\n\r]*(?:\\[\s\S][^"\\\n\r]*)*"?|'[^'\\\n\r]*(?:\\[\s\S][^'\\\n\r]*)*'?|[A-Za-z_$][\w$]*|[^\s\w$]/g

export type SourceWords = {
  /** Paths as written in import directives, in their order. Undefined stands for one that could not be read. */
  readonly imports: readonly (string | undefined)[]
  /** Names of the contracts, libraries and interfaces that are declared. */
  readonly declarations: readonly string[]
}

/** Finds what a Solidity source imports and declares, without parsing it. */
export function readSourceWords(text: string): SourceWords {
  const tokens = (text.match(token) ?? []).filter((word) => !/^\/[/*]/.test(word))
  const imports: (string | undefined)[] = []
  const declarations: string[] = []
  tokens.forEach((word, index) => {
    if (word === 'import') imports.push(readImport(tokens, index + 1))
    if (word === 'contract' || word === 'library' || word === 'interface') {
      const name = tokens[index + 1]
      if (name && /^[A-Za-z_$]/.test(name)) declarations.push(name)
    }
  })
  return { imports, declarations }
}

/** The one string up to the semicolon. Escapes are left to solc: such a path counts as unreadable. */
function readImport(tokens: readonly string[], from: number): string | undefined {
  for (let index = from; index < tokens.length; index += 1) {
    const word = tokens[index] ?? ''
    if (word === ';' || word === 'import') return undefined
    if (/^["']/.test(word)) return word.includes('\\') ? undefined : word.slice(1, -1)
  }
  return undefined
}
