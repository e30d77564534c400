// A process of its own, started by run-solver.ts: reads queries from standard input, asks z3, answers on standard output.
// Plain JavaScript, because nothing that could load TypeScript is let into this process.
import { readFileSync } from 'node:fs'
import startSolver from 'z3-solver/build/z3-built.js'

const solver = await startSolver()

/**
 * @param {{ steps: number, queries: { text: string, inputs: string[] }[] }} request
 * @returns {unknown[]} What `askSolver` reads, one for each query.
 */
export function solveQueries({ steps, queries }) {
  return queries.map(({ text, inputs }) => {
    const context = openContext()
    try {
      // The tactic is named because the usual one tries several, each for so many milliseconds.
      const question = `(set-option :rlimit ${steps})\n${text}\n(check-sat-using smt)`
      const status = evaluate(context, question).trim()
      if (status === 'unsat') return { status }
      if (status !== 'sat') return { status: 'unknown', reason: reasonFor(status, steps) }
      if (inputs.length === 0) return { status, values: '' }
      return { status, values: evaluate(context, `(get-value (${inputs.join(' ')}))`) }
    } finally {
      solver._Z3_del_context(context)
    }
  })
}

/**
 * @param {string} status
 * @param {number} steps
 */
function reasonFor(status, steps) {
  const isAnswer = status === 'unknown'
  return isAnswer
    ? `not decided within ${steps} steps`
    : 'the solver did not understand the question'
}

function openContext() {
  const configuration = solver._Z3_mk_config()
  const context = solver._Z3_mk_context(configuration)
  solver._Z3_del_config(configuration)
  // Without it an error would end the process; it is part of the answer too.
  solver._set_noop_error_handler(context)
  return context
}

/**
 * Calls the function that answers at once: the one that answers later needs a thread, and loses the end of what it is given.
 *
 * @param {number} context
 * @param {string} text
 * @returns {string}
 */
function evaluate(context, text) {
  const bytes = new TextEncoder().encode(`${text}\0`)
  const place = solver._malloc(bytes.length)
  solver.HEAPU8.set(bytes, place)
  try {
    return solver.UTF8ToString(solver._Z3_eval_smtlib2_string(context, place))
  } finally {
    solver._free(place)
  }
}

const request = JSON.parse(readFileSync(0, 'utf8'))
const limit = ['memory_max_size', String(request.memory)]
solver.ccall('Z3_global_param_set', 'void', ['string', 'string'], limit)
process.stdout.end(JSON.stringify(solveQueries(request)))
