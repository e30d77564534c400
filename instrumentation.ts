/**
 * Runs once when the server starts: a configuration that cannot work is said now, not at the first request. What waits is
 * looked at from now on.
 */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { loadConfig } = await import('@/lib/config/load-config')
  const { notePeers } = await import('@/lib/config/note-peers')
  notePeers()
  const { noteAnswers } = await import('@/lib/config/answer-status')
  noteAnswers()
  const { startTelling } = await import('@/lib/worker/start-telling')
  const { startWatching } = await import('@/lib/worker/start-watching')
  const { startIndexing } = await import('@/lib/worker/start-indexing')
  try {
    const config = loadConfig(process.env)
    const workers = [startWatching(config), startIndexing(config.timelocks), startTelling()]
    // What it has begun is given up: another process, or this one when it starts again, does it anew.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        for (const worker of workers) void worker?.stop()
      })
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
