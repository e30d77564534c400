import { noteAnswers } from '@/lib/config/answer-status'
import { loadConfig } from '@/lib/config/load-config'
import { notePeers } from '@/lib/config/note-peers'
import { startIndexing } from '@/lib/worker/start-indexing'
import { startTelling } from '@/lib/worker/start-telling'
import { startWatching } from '@/lib/worker/start-watching'

/**
 * What a server does by itself, from its start on. A configuration that cannot work is said now, not at the first request,
 * and ends the process.
 */
export function startServerWork(): void {
  notePeers()
  noteAnswers()
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
