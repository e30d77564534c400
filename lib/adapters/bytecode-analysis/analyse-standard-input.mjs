// A process of its own, started by run-analysis.ts: reads code from standard input, analyses it, answers on standard output.
// Plain JavaScript, because nothing that could load TypeScript is let into this process.
import { readFileSync } from 'node:fs'
import { contractInfo } from 'evmole'

const { functions, storage } = contractInfo(readFileSync(0, 'utf8'), {
  selectors: true,
  storage: true,
})
process.stdout.end(JSON.stringify({ functions, storage }))
