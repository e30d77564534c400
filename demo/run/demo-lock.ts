import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { demoFiles } from './demo-files'
import { stateDirectory } from './root'

/**
 * Makes sure that only one demo uses the folder: two would share a database that allows one owner.
 * Returns what gives the folder back.
 *
 * @throws Error when another demo runs.
 */
export function lockDemo(): () => void {
  mkdirSync(stateDirectory, { recursive: true })
  const other = Number(readOr(demoFiles.lock, '0'))
  if (other > 0 && other !== process.pid && isRunning(other)) {
    throw new Error(
      `Another demo is running (process ${other}).\n` +
        `Stop it with Ctrl-C in its terminal, or with \`kill ${other}\`.`,
    )
  }
  writeFileSync(demoFiles.lock, `${process.pid}`)
  return () => rmSync(demoFiles.lock, { force: true })
}

function readOr(path: string, fallback: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return fallback
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
