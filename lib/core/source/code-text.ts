/**
 * A Solidity source without what the compiler skips: comments and white space, but for spaces that keep tokens apart.
 * Two sources with the same code text compile to the same code, apart from the metadata hash. Comments that compilers
 * and validators obey, those with `@solidity` or `@custom:`, stay.
 *
 * It is not a parser: on a text that is not Solidity it gives something, the same for the same text.
 *
 * @see https://docs.soliditylang.org/en/latest/layout-of-source-files.html#comments
 */
export function codeText(source: string): string {
  const parts: string[] = []
  let last = ''
  let gap = false
  for (const [token] of source.matchAll(tokens)) {
    if (isSkipped(token)) {
      gap = true
      continue
    }
    if (gap && needsSpace(last, token)) parts.push(' ')
    parts.push(isComment(token) ? `${token}\n` : token)
    last = token
    gap = false
  }
  return parts.join('')
}

/**
 * A line comment ends at any line terminator of Unicode, not only at a line feed: code behind a carriage return looks
 * like a comment and is compiled. Strings end at their quote or at the end of their line.
 */
const tokens =
  /\/\/[^\n\v\f\r\x85\u2028\u2029]*|\/\*.*?(?:\*\/|$)|"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"?|'[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*'?|[\w$]+|\s+|./gs

function isSkipped(token: string): boolean {
  if (/^\s/.test(token)) return true
  return isComment(token) && !/@solidity|@custom:/.test(token)
}

function isComment(token: string): boolean {
  return /^\/[/*]/.test(token)
}

/** Between two words, two signs of operators, or strings, which the compiler joins. Before and after brackets it is nothing. */
function needsSpace(last: string, next: string): boolean {
  return !/[(){}[\],;]$/.test(last) && !/^[(){}[\],;]/.test(next) && kindOf(last) === kindOf(next)
}

function kindOf(token: string): 'word' | 'sign' {
  return /^[\w$"'.]/.test(token) ? 'word' : 'sign'
}
