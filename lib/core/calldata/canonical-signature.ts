const types =
  /^(?:address|bool|string|function|bytes(?:[1-9]|[12]\d|3[0-2])?|u?int(?:8|16|24|32|40|48|56|64|72|80|88|96|104|112|120|128|136|144|152|160|168|176|184|192|200|208|216|224|232|240|248|256)?)$/
const argument = /^(\w+)((?:\[\d*\])*)(?:\s+[A-Za-z_$][\w$]*)*$/
/** What follows a tuple. */
const afterTuple = /^((?:\[\d*\])*)(?:\s+[A-Za-z_$][\w$]*)*$/

/**
 * The signature that a selector is the hash of: `approve(address,uint256)` of `approve(address spender, uint amount)`. The parser
 * of ABIs remembers all that it has ever read, which is not for what anybody sends.
 *
 * @returns undefined where the text is no signature.
 */
export function canonicalSignature(text: string): string | undefined {
  const [, name, rest] = /^([A-Za-z_$][\w$]*)\s*(\(.*\))$/s.exec(text.trim()) ?? []
  if (name === undefined || rest === undefined) return undefined
  const parts = rest.split(/([(),])/).map((part) => part.trim())
  const read = parts.map((part, index) =>
    /^[(),]?$/.test(part) ? part : typeOf(part, parts[index - 1]),
  )
  if (read.includes(undefined) || !closesAtItsEnd(parts)) return undefined
  const types = read.join('')
  // A tuple begins where an argument does, and nothing is left out between two commas.
  return /\(,|,,|,\)|[^(,]\(/.test(types) ? undefined : `${name}${types}`
}

/** Whether the parenthesis that comes first is closed by the last one, and no sooner. */
function closesAtItsEnd(parts: readonly string[]): boolean {
  const last = parts.lastIndexOf(')')
  let depth = 0
  return (
    parts.every((part, index) => {
      if (part === '(') depth += 1
      if (part === ')') depth -= 1
      return depth > 0 || index === 0 || index >= last
    }) && depth === 0
  )
}

function typeOf(part: string, before: string | undefined): string | undefined {
  if (before === ')') return afterTuple.exec(part)?.[1]
  const [, type = '', arrays = ''] = argument.exec(part) ?? []
  if (!types.test(type)) return undefined
  return `${/^u?int$/.test(type) ? `${type}256` : type}${arrays}`
}
