import { spawn } from 'node:child_process'
import { root } from './root'

export type RunCommandParameters = {
  /** Words that name the command in the error. */
  name: string
  command: string
  args: string[]
  env?: Record<string, string> | undefined
}

/**
 * Runs a command in the root folder and resolves with its output.
 *
 * @throws Error with the end of the output when it fails.
 */
export function runCommand(parameters: RunCommandParameters): Promise<string> {
  const { name, command, args, env } = parameters
  return new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } })
    const kill = () => child.kill('SIGKILL')
    process.once('exit', kill)
    const read = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('exit', kill)
      if (code === 0) resolve(output)
      else reject(new Error(`${name} failed (exit code ${code}):\n${output.trim().slice(-4_000)}`))
    })
  })
}
