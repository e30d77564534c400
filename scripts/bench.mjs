// npm run bench              every group
// npm run bench -- hash      these groups: bench/<name>.bench.ts

import { ensureInstall } from './ensure-install.mjs'

try {
  await ensureInstall()
  const { register } = await import('tsx/esm/api')
  register()
  const { runBench } = await import(new URL('../bench/main.ts', import.meta.url).href)
  await runBench(process.argv.slice(2))
} catch (error) {
  console.error(`\n${process.env.DEBUG ? error.stack : error.message}`)
  process.exitCode = 1
}
