import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { stopProcess } from '@/demo/chain/stop-process'
import { root } from '@/demo/run/root'
import { nextBinary } from './build-app'
import { freePort } from './free-port'

export type StartAppParameters = {
  /** Path of the configuration file (`SUTURE_CONFIG`). */
  configPath: string
  /** Folder of the database (`SUTURE_DATA_DIR`). */
  dataDirectory: string
  /** File that receives everything the server prints. */
  logPath: string
  /** Taken where it is free, else another one; any by default. */
  preferredPort?: number | undefined
  /** Further environment, e.g. `DATABASE_URL`. */
  env?: Record<string, string> | undefined
}

export type App = { url: string; port: number; pid: number; stop(): Promise<void> }

const startTimeout = 60_000

/**
 * Starts the production build (`next start`) and resolves once it answers. The process also ends with
 * the process that started it.
 *
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function startApp(parameters: StartAppParameters): Promise<App> {
  const { configPath, dataDirectory, logPath, preferredPort, env } = parameters
  const port = await freePort(preferredPort)
  const log = openSync(logPath, 'a')
  const child = spawn(
    process.execPath,
    [nextBinary, 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
    {
      cwd: root,
      stdio: ['ignore', log, log],
      detached: process.platform !== 'win32',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        SUTURE_CONFIG: configPath,
        SUTURE_DATA_DIR: dataDirectory,
        ...env,
      },
    },
  )
  closeSync(log)
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const url = `http://127.0.0.1:${port}`
  try {
    await answering(url, child, logPath)
  } catch (error) {
    kill()
    process.off('exit', kill)
    throw error
  }
  const stop = () => stopProcess(child).finally(() => process.off('exit', kill))
  return { url, port, pid: child.pid ?? 0, stop }
}

async function answering(url: string, child: ChildProcess, logPath: string): Promise<void> {
  const deadline = Date.now() + startTimeout
  let last = 'no answer'
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    try {
      const { status } = await fetch(url, { signal: AbortSignal.timeout(20_000) })
      if (status < 500) return
      last = `HTTP ${status}`
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  if (child.exitCode !== null) last = `exit code ${child.exitCode}`
  const log = readFileSync(logPath, 'utf8').trim().slice(-3_000)
  throw new Error(`The app does not come up at ${url} (${last}). Its log, ${logPath}:\n${log}`)
}
