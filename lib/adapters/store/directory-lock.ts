import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StoreInUseError } from './errors'

const held = new Set<string>()

/**
 * Claims a data directory for this process: two PGlite in one directory destroy it. A lock left behind by a process
 * that was killed is taken over.
 *
 * @returns What releases it.
 * @throws StoreInUseError
 */
export function lockDirectory(directory: string): () => void {
  const folder = resolve(directory)
  const file = join(folder, 'suture.pid')
  mkdirSync(folder, { recursive: true })
  const holder = readHolder(file)
  if (held.has(file)) throw new StoreInUseError({ directory: folder, pid: process.pid })
  if (holder !== undefined && holder !== process.pid && isAlive(holder)) {
    throw new StoreInUseError({ directory: folder, pid: holder })
  }
  writeFileSync(file, `${process.pid}\n`)
  held.add(file)
  return () => {
    held.delete(file)
    rmSync(file, { force: true })
  }
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
