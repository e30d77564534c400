/** Runs once when the server starts: a configuration that cannot work is said now, not at the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { loadConfig } = await import('@/lib/config/load-config')
  try {
    loadConfig(process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
