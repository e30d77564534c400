#!/usr/bin/env node
// The command line. Runs the TypeScript of lib/cli as it is, through tsx; from any folder.
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)

try {
  const { register } = await import('tsx/esm/api')
  // The paths of the imports are those of our own configuration, not of the folder it is run in.
  register({ tsconfig: fileURLToPath(new URL('tsconfig.json', root)) })
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  process.exit(70)
}

// Whoever reads may stop before the end, as `head` does.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
})

const { runSuture } = await import(new URL('lib/cli/run-suture.ts', root).href)
const { nodeIo } = await import(new URL('lib/cli/node-io.ts', root).href)
const code = await runSuture(process.argv.slice(2), nodeIo())
process.exitCode = code
// What was under way when it was stopped is not waited for.
if (code === 130) process.exit()
