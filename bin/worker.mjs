#!/usr/bin/env node
// A process that only works, beside web processes on the same PostgreSQL. Runs the TypeScript of lib/worker through tsx.
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const { register } = await import('tsx/esm/api')
register({ tsconfig: fileURLToPath(new URL('tsconfig.json', root)) })

const { runWorker } = await import(new URL('lib/worker/run-worker.ts', root).href)
try {
  await runWorker()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
