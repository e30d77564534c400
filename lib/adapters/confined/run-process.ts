import { spawn } from 'node:child_process'

export type RunProcessParameters = {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The whole environment: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>
  readonly input?: string | undefined
  readonly milliseconds: number
  /** Bytes of standard output after which it is ended. */
  readonly maximumOutput: number
  readonly signal?: AbortSignal | undefined
  /** Through a shell, which Windows needs for scripts. Only for arguments of our own. */
  readonly shell?: boolean | undefined
}

/** How a process ended; `stderr` is its last part. */
export type ProcessEnd =
  | {
      readonly outcome: 'exited'
      readonly code: number | null
      readonly stdout: string
      readonly stderr: string
    }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'too much output' }

const keptErrors = 4_000

/**
 * Runs a process to its end, within bounds of time and output. Beyond them, when the signal is aborted and when this
 * process exits, it is killed by its own id.
 *
 * @throws the reason of the signal; the error of the system where the process cannot be started.
 */
export function runProcess(parameters: RunProcessParameters): Promise<ProcessEnd> {
  const { command, args, cwd, environment, input, milliseconds, maximumOutput } = parameters
  const { signal, shell = false } = parameters
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const child = spawn(command, args, { cwd, env: { ...environment } as NodeJS.ProcessEnv, shell })
    let cut: 'timeout' | 'too much output' | undefined
    const kill = () => child.kill('SIGKILL')
    const cutShort = (why: typeof cut) => {
      cut = why
      kill()
    }
    const timer = setTimeout(() => cutShort('timeout'), milliseconds)
    process.once('exit', kill)
    signal?.addEventListener('abort', kill)
    const forget = () => {
      clearTimeout(timer)
      process.off('exit', kill)
      signal?.removeEventListener('abort', kill)
    }
    const output: Buffer[] = []
    let length = 0
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk)
      length += chunk.length
      if (length > maximumOutput) cutShort('too much output')
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-keptErrors)
    })
    child.once('error', (error) => {
      forget()
      reject(error)
    })
    child.once('close', (code) => {
      forget()
      if (signal?.aborted) return reject(signal.reason)
      if (cut) return resolve({ outcome: cut })
      return resolve({
        outcome: 'exited',
        code,
        stdout: Buffer.concat(output).toString('utf8'),
        stderr,
      })
    })
    // A process that ends before it has read everything is told by its exit code.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
  })
}
