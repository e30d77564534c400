import { spawn } from 'node:child_process'

/**
 * Ends a process when this one ends without being able to do so itself: a shell that waits for a pipe of ours to close,
 * as it does even when we are killed, and then kills it.
 *
 * @returns Ends the watch. Do that before the process has ended: its id may be given to another one.
 */
export function watchParent(pid: number | undefined): () => void {
  if (pid === undefined || process.platform === 'win32') return () => {}
  const script = 'read _; kill -9 "$1"'
  const watch = spawn('/bin/sh', ['-c', script, 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {} as NodeJS.ProcessEnv,
  })
  // Without a shell it goes unwatched, as a process that was never started.
  watch.once('error', () => {})
  watch.stdin.once('error', () => {})
  return () => {
    watch.kill('SIGKILL')
  }
}
