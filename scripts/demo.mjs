import { ensureInstall } from './ensure-install.mjs'

try {
  await ensureInstall()
  const { register } = await import('tsx/esm/api')
  register()
  const { runDemo } = await import(new URL('../demo/main.ts', import.meta.url).href)
  await runDemo(process.argv.slice(2))
} catch (error) {
  // A stack trace helps nobody who only wanted to look at the demo.
  console.error(`\n${process.env.DEBUG ? error.stack : error.message}`)
  // Leaves no build behind that was still running.
  process.exit(1)
}
