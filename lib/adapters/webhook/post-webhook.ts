import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { type CheckedAddress, checkTarget } from './check-target'

export type PostWebhookParameters = {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** `host` or `host:port` of targets that need not be public. */
  readonly allowHosts: readonly string[]
  /** Milliseconds for all of it. Default 10,000. */
  readonly timeout?: number | undefined
}

/** How it went. A receiver that answers anything but 2xx has not taken it; redirections are not followed. */
export type DeliveryOutcome =
  | { readonly taken: true; readonly status: number }
  | { readonly taken: false; readonly status: number | undefined; readonly problem: string }

/** Of an answer that is read, bytes. */
const longestAnswer = 2_048

/** Sends one body to one target, and never throws. */
export async function postWebhook({
  url: text,
  timeout = 10_000,
  allowHosts,
  ...message
}: PostWebhookParameters): Promise<DeliveryOutcome> {
  try {
    const url = new URL(text)
    const signal = AbortSignal.timeout(timeout)
    const addresses = await orTimeout(checkTarget({ url, allowHosts }), signal)
    const { status, answer } = await post({ url, addresses, signal, ...message })
    if (status >= 200 && status < 300) return { taken: true, status }
    const isMoved = status >= 300 && status < 400
    const said = visibleText(answer, { maxLength: 200 })
    const problem = isMoved ? 'redirections are not followed' : said
    return { taken: false, status, problem: problem || `HTTP ${status}` }
  } catch (error) {
    return { taken: false, status: undefined, problem: describeFailure(error) }
  }
}

type Post = Pick<PostWebhookParameters, 'body' | 'headers'> & {
  readonly url: URL
  readonly addresses: readonly CheckedAddress[]
  readonly signal: AbortSignal
}

function post({ url, addresses, signal, body, headers }: Post) {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise<{ status: number; answer: string }>((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        // A connection of its own: none that an earlier name was resolved for.
        agent: false,
        lookup: answerWith(addresses),
        signal,
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Suture',
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        const finish = () => {
          const answer = Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8')
          resolve({ status: response.statusCode ?? 0, answer })
          response.destroy()
        }
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size >= longestAnswer) finish()
        })
        response.on('end', finish)
        response.on('error', reject)
      },
    )
    // To another protocol nobody changes. Without a word of it the connection would be closed, and no answer ever come.
    sent.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy()
      resolve({ status: statusCode, answer: '' })
    })
    sent.on('error', reject)
    sent.on('close', () => reject(new Error('the connection was closed')))
    sent.end(body)
  })
}

/** A lookup that knows only what was checked. */
function answerWith(addresses: readonly CheckedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) return callback(null, [...addresses])
    const [first] = addresses
    return callback(null, first?.address ?? '', first?.family)
  }
}

function orTimeout<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

/** In a few words, and without what it tells of the network that this server stands in. */
function describeFailure(error: unknown): string {
  if (error instanceof BaseError) return error.shortMessage
  const { name, code, message } = error as { name?: string; code?: string; message?: string }
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time'
  return visibleText(code ?? message ?? 'it could not be reached', { maxLength: 100 })
}
