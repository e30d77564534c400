import { type ChildProcess, spawn } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findAnvil } from './find-anvil'
import { ForkError } from './fork-errors'
import type { ForkLimits, Forks } from './forks'
import { type Channel, openChannel } from './open-channel'
import { watchParent } from './watch-parent'

/** A chain of our own that continues another one from a block on. */
export type Fork = {
  readonly limits: ForkLimits
  /** What `web3_clientVersion` answers, e.g. `anvil/v1.7.1`. */
  readonly engine: string
  readonly pid: number
  readonly url: string
  /** Aborted when its time is over, or whoever wanted it has gone. */
  readonly signal: AbortSignal
  /** Asks it over JSON-RPC. @throws ForkError, the reason of the signal */
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>
}

export type WithForkParameters = {
  /** A node of the chain that has the state of the block. */
  readonly rpcUrl: string
  readonly blockNumber: bigint
  readonly signal?: AbortSignal | undefined
}

/**
 * Forks a chain at a block for the length of some work. When the work is done, when its time is over, when the signal is
 * aborted and when this process ends, however it does, the fork is killed by its own process id and leaves nothing behind. Forks share no
 * cache: two chains may have one id.
 *
 * @throws AnvilMissingError, ForkError, the reason of the signal
 */
export async function withFork<T>(
  forks: Forks,
  at: WithForkParameters,
  work: (fork: Fork) => Promise<T>,
): Promise<T> {
  return await forks.takeTurn(() => runFork(forks, at, work), at.signal)
}

/**
 * A second fork of the same chain, within the work of a first one. It takes no turn of its own: two that hold one and wait
 * for another would wait for ever.
 *
 * @throws as `withFork`
 */
export function withForkBeside<T>(
  forks: Forks,
  at: WithForkParameters,
  work: (fork: Fork) => Promise<T>,
): Promise<T> {
  return runFork(forks, at, work)
}

async function runFork<T>(
  { limits }: Forks,
  { rpcUrl, blockNumber, signal }: WithForkParameters,
  work: (fork: Fork) => Promise<T>,
): Promise<T> {
  const args = [
    ['--fork-url', rpcUrl, '--fork-block-number', `${blockNumber}`],
    ['--no-storage-caching', '--no-rate-limit', '--retries', '2', '--timeout', '20000'],
  ].flat()
  return await withAnvil(limits, { args, signal }, work)
}

export type WithScratchParameters = {
  readonly chainId: number
  readonly signal?: AbortSignal | undefined
}

/**
 * The same with an empty chain of that id: what runs there brings its own state.
 *
 * @throws AnvilMissingError, ForkError, the reason of the signal
 */
export async function withScratch<T>(
  forks: Forks,
  { chainId, signal }: WithScratchParameters,
  work: (fork: Fork) => Promise<T>,
): Promise<T> {
  const args = ['--chain-id', `${chainId}`]
  return await forks.takeTurn(() => withAnvil(forks.limits, { args, signal }, work), signal)
}

async function withAnvil<T>(
  limits: Forks['limits'],
  { args, signal }: { args: readonly string[]; signal: AbortSignal | undefined },
  work: (fork: Fork) => Promise<T>,
): Promise<T> {
  const late = AbortSignal.timeout(limits.seconds * 1_000)
  const ends = signal ? AbortSignal.any([signal, late]) : late
  // Every question that is under way listens to it.
  setMaxListeners(0, ends)
  const folder = await mkdtemp(join(tmpdir(), 'suture-fork-'))
  const child = start(args, folder)
  const stopWatching = watchParent(child.pid)
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  ends.addEventListener('abort', kill, { once: true })
  let channel: Channel | undefined
  try {
    const url = `http://127.0.0.1:${await listeningPort(child, ends)}`
    channel = openChannel(url, { maximum: limits.answer, signal: ends })
    const { request } = channel
    const engine = String(await request('web3_clientVersion', []))
    return await work({ limits, engine, pid: child.pid ?? 0, url, signal: ends, request })
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    if (late.aborted) throw new ForkError(`The fork took longer than ${limits.seconds} s.`, '')
    throw error
  } finally {
    process.off('exit', kill)
    ends.removeEventListener('abort', kill)
    stopWatching()
    channel?.close()
    await end(child)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * Nothing that is not on the chain: no accounts of its own, no factory. Blocks are mined when we say so. It inherits no
 * environment, so that nobody's settings or keys reach it.
 */
function start(args: readonly string[], folder: string): ChildProcess {
  const all = [
    ['--host', '127.0.0.1', '--port', '0'],
    ['--no-mining', '--accounts', '0', '--disable-default-create2-deployer'],
    ['--cache-path', folder, '--no-request-size-limit'],
    args,
  ].flat()
  const stdio = ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe']
  const env = { HOME: folder } as unknown as NodeJS.ProcessEnv
  return spawn(findAnvil(), all, { cwd: folder, env, stdio })
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    // It may never have started.
    child.once('error', () => resolve())
    child.kill('SIGKILL')
  })
}

const keptOutput = 4_000

function listeningPort(child: ChildProcess, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (cause?: unknown) =>
      reject(new ForkError('The fork did not start.', lastWords(output), cause))
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-keptOutput)
      const port = /Listening on [^\s]*:(\d+)/.exec(output)?.[1]
      if (port === undefined) return
      child.stdout?.off('data', read).resume()
      child.stderr?.off('data', read).resume()
      resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', fail)
    child.once('close', () => fail())
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
  })
}

/** Without the logo. */
function lastWords(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  return lines
    .filter((line) => /\w{3}/.test(line))
    .slice(-3)
    .join(' ')
}
