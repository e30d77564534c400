import { Agent, request as openRequest } from 'node:http'
import { BaseError } from '@/lib/core/error/base-error'
import { ForkError } from './fork-errors'

export type Channel = {
  /** @throws ForkError where it does not answer, refuses or answers too much; the reason of the signal. */
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>
  readonly close: () => void
}

export type OpenChannelParameters = {
  /** Bytes of one answer. */
  readonly maximum: number
  /** Whatever is under way when it is aborted is left. */
  readonly signal: AbortSignal
}

type Asked = {
  readonly id: number
  readonly method: string
  readonly body: string
  readonly resolve: (result: unknown) => void
  readonly reject: (reason: unknown) => void
}

/** What only reads may share a batch, and may be asked a second time. */
const readers: ReadonlySet<string> = new Set([
  'debug_traceCall',
  'eth_getBalance',
  'eth_getCode',
  'eth_getStorageAt',
])

/** Questions of one batch at most. */
const mostTogether = 16

/**
 * Opens the way to a fork, over connections that are kept. A fork is asked thousands of times, and most of what that takes
 * is HTTP: questions that only read and that are asked in one breath go together.
 */
export function openChannel(url: string, { maximum, signal }: OpenChannelParameters): Channel {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port, pathname: path } = new URL(url)
  const waiting: Asked[] = []
  let id = 0
  let isClosed = false
  const close = () => {
    isClosed = true
    signal.removeEventListener('abort', close)
    agent.destroy()
  }
  signal.addEventListener('abort', close)
  return {
    close,
    request: (method, params) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        id += 1
        const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
        const asked = { id, method, body, resolve, reject }
        if (!readers.has(method)) return void askOne(asked)
        if (waiting.length === 0) setImmediate(askWaiting)
        waiting.push(asked)
      }),
  }

  function askWaiting(): void {
    while (waiting.length > 0) {
      const [first, ...others] = waiting.splice(0, mostTogether)
      if (first) void (others.length === 0 ? askOne(first) : askTogether([first, ...others]))
    }
  }

  async function askOne(asked: Asked): Promise<void> {
    const { method, body, resolve, reject } = asked
    try {
      resolve(resultOf(method, await post(body)))
    } catch (error) {
      if (signal.aborted) return reject(signal.reason)
      if (error instanceof TooLongError) return reject(refusal(method, error.message))
      if (error instanceof BaseError) return reject(error)
      const said = error instanceof Error ? error.message : String(error)
      reject(new ForkError(`The fork did not answer ${method}.`, said, error))
    }
  }

  /** Where the answers are not those of a batch, or too long together, each is asked for by itself. */
  async function askTogether(all: readonly Asked[]): Promise<void> {
    const answers = await post(`[${all.map(({ body }) => body).join(',')}]`).catch(() => undefined)
    const byId = new Map(Array.isArray(answers) ? answers.map((one) => [idOf(one), one]) : [])
    for (const asked of all) {
      const answer = byId.get(asked.id)
      if (answer === undefined) void askOne(asked)
      else {
        try {
          asked.resolve(resultOf(asked.method, answer))
        } catch (error) {
          asked.reject(error)
        }
      }
    }
  }

  function post(body: string): Promise<unknown> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    return new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('It was closed.'))
      const sent = openRequest({ hostname, port, path, method: 'POST', agent, headers })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const parts: Buffer[] = []
        let length = 0
        response.on('error', reject)
        response.on('data', (part: Buffer) => {
          length += part.length
          if (length > maximum) response.destroy(new TooLongError(`more than ${maximum} bytes`))
          else parts.push(part)
        })
        response.on('end', () => {
          try {
            resolve(JSON.parse(Buffer.concat(parts).toString('utf8')))
          } catch (error) {
            reject(error)
          }
        })
      })
      sent.end(body)
    })
  }
}

class TooLongError extends Error {}

function resultOf(method: string, answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) throw refusal(method, 'no JSON-RPC')
  if ('error' in answer) throw refusal(method, messageOf(answer.error))
  return 'result' in answer ? answer.result : undefined
}

function idOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined
}

function refusal(method: string, said: string): ForkError {
  return new ForkError(`The fork refused ${method}.`, said)
}

function messageOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null
  return isObject && 'message' in error ? String(error.message) : String(error)
}
