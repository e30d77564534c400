// A process of its own, started by run-solc.ts: reads a request from standard input, compiles, answers on standard output.
// Plain JavaScript, because nothing that could load TypeScript is let into this process.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { compileFunction } from 'node:vm'

/** What the loader around the compiler may ask for: it looks at paths and files, of which Node lets it read none but its own. */
const lent = ['fs', 'path']

/**
 * @param {{ soljson: string, input: unknown }} request Path of the compiler, and standard JSON input for it.
 * @returns {{ version: string, output: string } | { version: string, failure: string }} `output` is the compiler's JSON.
 */
export function compileStandardInput({ soljson, input }) {
  const compiler = loadCompiler(soljson)
  const version = compiler.cwrap('solidity_version', 'string', [])()
  // Two arguments before 0.6, three since; a third does no harm. Without a callback no import leaves the input.
  const compile = compiler.cwrap('solidity_compile', 'string', ['string', 'number', 'number'])
  try {
    return { version, output: compile(JSON.stringify(input), 0, 0) }
  } catch (error) {
    return { version, failure: String(error?.message ?? error) }
  }
}

/** @param {string} path */
function loadCompiler(path) {
  const require = createRequire(import.meta.url)
  const module = { exports: {} }
  const names = ['module', 'exports', 'require', '__filename', '__dirname']
  const run = compileFunction(readFileSync(path, 'utf8'), names, { filename: path })
  const lend = (/** @type {string} */ name) => {
    if (lent.includes(name)) return require(name)
    throw new Error(`The compiler asked for ${name}, which it is not given.`)
  }
  run(module, module.exports, lend, path, dirname(path))
  return module.exports
}

// Most compilations are over before optimising the compiler itself has paid: only what runs ten times as long as usual is.
setFlagsFromString('--wasm-tiering-budget=18000000')

// Node has no switch for the network, so what reaches it is taken away.
for (const name of ['fetch', 'WebSocket', 'EventSource']) delete globalThis[name]
for (const name of ['getBuiltinModule', 'binding']) delete process[name]
process.stdout.end(JSON.stringify(compileStandardInput(JSON.parse(readFileSync(0, 'utf8')))))
