import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Known } from '@/lib/core/chain/snapshot'
import { type ProcessEnd, runProcess } from './run-process'

export type RunConfinedParameters = {
  /** The file that runs. */
  readonly entry: string
  /** What it may read besides: a file, or a folder that ends with a slash. */
  readonly readable: string
  /** Megabytes of the heap. */
  readonly heap: number
  /** Megabytes of each memory of WebAssembly. Undefined: what `entry` itself asks for. */
  readonly wasm?: number | undefined
  readonly input: string
  readonly seconds: number
  /** Bytes of the answer. */
  readonly output: number
  readonly signal?: AbortSignal | undefined
}

/** WebAssembly counts memory in pages of 64 KiB. */
const pagesPerMegabyte = 16

/**
 * Runs code that is not ours in a process of its own, which may read what it is made of and nothing else, writes no file,
 * starts no other, inherits no environment and is killed at its limits, when the signal is aborted and when this process
 * exits. What of the network it is lent, `entry` decides: Node's permissions do not cover it.
 *
 * @throws the error of the system where no process can be started; the reason of the signal.
 * @see https://nodejs.org/api/permissions.html
 */
export async function runConfined(parameters: RunConfinedParameters): Promise<ProcessEnd> {
  const { entry, readable, heap, wasm, input, seconds, output, signal } = parameters
  // Where the command is run may be anybody's folder.
  const cwd = await mkdtemp(join(tmpdir(), 'suture-confined-'))
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  const flags = [
    '--no-warnings',
    permission,
    `--allow-fs-read=${entry}`,
    `--allow-fs-read=${readable}`,
    `--max-old-space-size=${heap}`,
    ...(wasm === undefined ? [] : [`--wasm-max-mem-pages=${wasm * pagesPerMegabyte}`]),
  ]
  try {
    return await runProcess({
      command: process.execPath,
      args: [...flags, entry],
      cwd,
      environment: {},
      input,
      milliseconds: seconds * 1_000,
      maximumOutput: output,
      signal,
    })
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

/** What it answered, or why there is nothing. What it says of hostile input when it breaks off is not repeated. */
export function answerOf(
  end: ProcessEnd,
  { who, seconds }: { readonly who: string; readonly seconds: number },
): Known<string> {
  if (end.outcome === 'timeout') {
    return { known: false, reason: `${who} took longer than ${seconds} seconds` }
  }
  if (end.outcome === 'too much output') {
    return { known: false, reason: `the answer of ${who} is too long` }
  }
  return end.code === 0
    ? { known: true, value: end.stdout }
    : { known: false, reason: `${who} broke off` }
}
