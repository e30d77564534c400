import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foundryBinary } from './foundry-binary'
import { stopProcess } from './stop-process'

export type StartAnvilParameters = {
  /** Fixed port; a free one is chosen by the system when left out. */
  port?: number | undefined
  chainId?: number | undefined
  /** Fork of this chain; the chain id of the fork is kept unless `chainId` is given. */
  forkUrl?: string | undefined
  forkBlockNumber?: number | undefined
  /** Timestamp of the genesis block, in seconds. */
  timestamp?: number | undefined
  /** File from which the chain is loaded (when it exists) and to which it is written on `stop()`. */
  statePath?: string | undefined
  /** How many old states stay readable (`eth_call` at a past block). Default 20,000. */
  maxPersistedStates?: number | undefined
  /** Further command-line arguments. */
  args?: string[] | undefined
}

export type Anvil = {
  rpcUrl: string
  port: number
  pid: number
  /** Ends the process (SIGTERM, then SIGKILL after 20 s) and removes its temporary files. */
  stop(): Promise<void>
}

const startTimeout = 30_000

/**
 * Starts Anvil and resolves once it listens. Old states are kept on disk, so that reads at past
 * blocks work. The process also ends with the process that started it.
 *
 * @throws Error with Anvil's own output when it does not start (port in use, upstream not reachable).
 */
export async function startAnvil(parameters: StartAnvilParameters = {}): Promise<Anvil> {
  const cachePath = mkdtempSync(join(tmpdir(), 'suture-anvil-'))
  const child = spawn(foundryBinary('anvil'), anvilArguments(parameters, cachePath), {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C in a terminal reaches the whole process group; the owner decides the order of the end.
    detached: process.platform !== 'win32',
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const release = () => {
    process.off('exit', kill)
    rmSync(cachePath, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    const port = await listeningPort(child)
    const pid = child.pid
    if (pid === undefined) throw new Error('Anvil has no process id.')
    const stop = () => stopProcess(child).finally(release)
    return { rpcUrl: `http://127.0.0.1:${port}`, port, pid, stop }
  } catch (error) {
    kill()
    release()
    throw error
  }
}

function anvilArguments(parameters: StartAnvilParameters, cachePath: string): string[] {
  const { chainId, forkUrl, forkBlockNumber, timestamp, statePath } = parameters
  return [
    ['--host', '127.0.0.1', '--port', `${parameters.port ?? 0}`, '--accounts', '20'],
    ['--cache-path', cachePath],
    ['--max-persisted-states', `${parameters.maxPersistedStates ?? 20_000}`],
    chainId === undefined ? [] : ['--chain-id', `${chainId}`],
    forkUrl === undefined ? [] : ['--fork-url', forkUrl, '--no-storage-caching'],
    forkBlockNumber === undefined ? [] : ['--fork-block-number', `${forkBlockNumber}`],
    timestamp === undefined ? [] : ['--timestamp', `${timestamp}`],
    statePath === undefined ? [] : ['--state', statePath, '--preserve-historical-states'],
    parameters.args ?? [],
  ].flat()
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: string) => {
      clearTimeout(timer)
      reject(new Error(`Anvil did not start: ${why}\n${output.trim().slice(-2_000)}`))
    }
    const timer = setTimeout(() => fail(`silent for ${startTimeout / 1_000} s`), startTimeout)
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const port = /Listening on [^\s]*:(\d+)/.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      child.stdout?.off('data', read).resume()
      child.stderr?.off('data', read).resume()
      resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`exit code ${code}`))
  })
}
