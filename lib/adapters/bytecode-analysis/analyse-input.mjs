// A process of its own, started by run-analysis.ts: reads code from standard input, analyses it, answers on standard output.
// Plain JavaScript, because nothing that could load TypeScript is let into this process.
import { readFileSync } from 'node:fs'
import { contractInfo } from 'evmole'

/**
 * @param {string} code Runtime code.
 * @returns {unknown} What `parseCodeAnalysis` reads. Types of arguments and mutability take as long again, and are guesses.
 */
export function analyseInput(code) {
  const { functions, storage } = contractInfo(code, { selectors: true, storage: true })
  return { functions, storage }
}

process.stdout.end(JSON.stringify(analyseInput(readFileSync(0, 'utf8'))))
