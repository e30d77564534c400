/** A piece of Solidity: a comment, a string, a word with its digits, or a sign. */
const token =
  /\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[\w$.]+|[^\s\w$.]/g

/** Solidity without comments and with one space between its tokens, so that equal code is equal text. */
export function stripComments(source: string): string {
  const tokens = source.match(token) ?? []
  return tokens.filter((one) => !/^\/[/*]/.test(one)).join(' ')
}

/** The comments of a source, each with the line on which it begins, counted from 1. */
export function readComments(source: string): { readonly line: number; readonly text: string }[] {
  let [line, at] = [1, 0]
  return [...source.matchAll(token)].flatMap(({ 0: text, index }) => {
    if (!/^\/[/*]/.test(text)) return []
    line += source.slice(at, index).split('\n').length - 1
    at = index
    return [{ line, text }]
  })
}

/** The comments that a text ends in, with nothing but space behind and between them. */
export function trailingComments(source: string): string {
  const tokens = source.match(token) ?? []
  const last = tokens.findLastIndex((one) => !/^\/[/*]/.test(one))
  return tokens.slice(last + 1).join('\n')
}
