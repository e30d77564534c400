import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRemappings, resolveImport } from './resolve-import'

type Callback = { import: (name: string) => { error: string } }

const solc = createRequire(import.meta.url)('solc') as {
  compile(input: string, callback: Callback): string
}

/** The name by which solc asks for an import that it does not have. */
function askSolc(path: string, from: string, remappings: string[]): string {
  const asked: string[] = []
  const sources = { [from]: { content: `import "${path}";` } }
  const callback: Callback = {
    import: (name) => {
      asked.push(name)
      return { error: 'not here' }
    },
  }
  const input = { language: 'Solidity', sources, settings: { remappings } }
  solc.compile(JSON.stringify(input), callback)
  return asked[0] ?? from
}

const segment = fc.constantFrom('a', 'b', '@oz', 'lib')
const folder = fc
  .array(segment, { maxLength: 3 })
  .map((parts) => parts.map((x) => `${x}/`).join(''))
const relative = fc
  .tuple(
    fc.constantFrom('./', '../', '../../', './../'),
    folder,
    fc.constantFrom('', './', '../', '/'),
  )
  .map(([start, rest, inner]) => `${start}${rest}${inner}B.sol`)
const direct = folder.map((path) => `${path}B.sol`)
const remapping = fc
  .tuple(fc.option(folder, { nil: undefined }), fc.oneof(folder, segment), folder)
  .filter(([, prefix]) => prefix !== '')
  .map(
    ([context, prefix, target]) =>
      `${context === undefined ? '' : `${context}:`}${prefix}=${target}`,
  )

test('default: what solc asks for', () => {
  fc.assert(
    fc.property(
      fc.oneof(relative, direct),
      folder.map((path) => `${path}A.sol`),
      fc.array(remapping, { maxLength: 4 }),
      (path, from, texts) => {
        const name = resolveImport({ path, from, remappings: parseRemappings(texts) })
        expect(name).toBe(askSolc(path, from, texts))
      },
    ),
    { numRuns: 300 },
  )
})
