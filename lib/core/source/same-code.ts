/**
 * Whether two Solidity sources differ in nothing but what the compiler skips: comments and white space. They then
 * compile to the same code, apart from the metadata hash. Comments that compilers and validators obey, those with
 * `@solidity` or `@custom:`, are no such difference. It stops at the first difference that counts.
 *
 * It is not a parser: where in doubt, as with a space between two signs, the sources differ.
 *
 * @see https://docs.soliditylang.org/en/latest/layout-of-source-files.html#comments
 */
export function isSameCode(a: string, b: string): boolean {
  const [left, right] = [readTokens(a), readTokens(b)]
  for (;;) {
    const [one, other] = [left(), right()]
    if (one !== other) return false
    if (one === undefined) return true
  }
}

/**
 * A line comment ends at any line terminator of Unicode, not only at a line feed: code behind a carriage return looks
 * like a comment and is compiled. Strings end at their quote or at the end of their line.
 */
const tokens =
  /\/\/[^\n\v\f\r\x85\u2028\u2029]*|\/\*.*?(?:\*\/|$)|"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"?|'[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*'?|[\w$]+|\s+|./gs

/** Answers one token that counts after the other, with a space in front where one keeps it from the token before. */
function readTokens(source: string): () => string | undefined {
  const matches = source.matchAll(tokens)
  let last = ''
  return () => {
    for (let gap = false; ; gap = true) {
      const { value } = matches.next()
      if (value === undefined) return undefined
      const [token] = value
      if (isSkipped(token)) continue
      const text = gap && needsSpace(last, token) ? ` ${token}` : token
      last = token
      return text
    }
  }
}

function isSkipped(token: string): boolean {
  if (/^\s/.test(token)) return true
  return /^\/[/*]/.test(token) && !/@solidity|@custom:/.test(token)
}

/** Between two words and between two signs. Around brackets a space is nothing. */
function needsSpace(last: string, next: string): boolean {
  return !/[(){}[\],;]$/.test(last) && !/^[(){}[\],;]/.test(next) && isWord(last) === isWord(next)
}

function isWord(token: string): boolean {
  return /^[\w$"'.]/.test(token)
}
