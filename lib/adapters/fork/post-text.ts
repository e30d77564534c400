import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from 'node:http'
import { Agent as HttpsAgent, request as secureRequest } from 'node:https'
import { createGunzip } from 'node:zlib'

export type PostTextParameters = {
  /** JSON. */
  readonly body: string
  /** Bytes of the answer, unpacked. */
  readonly maximum: number
  readonly signal: AbortSignal
}

/** Connections that are kept: opening one takes several ways there and back. */
const agents = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true }),
}

/**
 * Posts a question and reads what comes back as text; it may be asked a second time. `fetch` takes about twice as long
 * for it, which is felt where thousands of answers are read.
 *
 * @throws TooLongError, the reason of the signal, and whatever the network says.
 */
export async function postText(url: string, parameters: PostTextParameters): Promise<string> {
  for (;;) {
    const { text, error, isStale } = await post(url, parameters)
    if (text !== undefined) return text
    parameters.signal.throwIfAborted()
    // The other side had let go of a connection that was kept.
    if (!isStale) throw error
  }
}

type Posted = {
  readonly text?: string
  readonly error?: unknown
  readonly isStale?: boolean
}

function post(url: string, { body, maximum, signal }: PostTextParameters): Promise<Posted> {
  return new Promise((resolve) => {
    const sent = open(url, body)
    const abort = () => sent.destroy(new Error('It was given up.'))
    const end = (posted: Posted) => {
      signal.removeEventListener('abort', abort)
      resolve(posted)
    }
    let isAnswered = false
    sent.on('error', (error) => end({ error, isStale: sent.reusedSocket && !isAnswered }))
    sent.on('response', (response) => {
      isAnswered = true
      collect(response, maximum).then(
        (text) => end({ text }),
        (error) => end({ error }),
      )
    })
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    sent.end(body)
  })
}

function open(url: string, body: string): ClientRequest {
  const { protocol, hostname, port, pathname, search, username, password } = new URL(url)
  const isSecure = protocol === 'https:'
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'accept-encoding': 'gzip',
  }
  const options = {
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(port ? { port } : {}),
    ...(username
      ? { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` }
      : {}),
    path: `${pathname}${search}`,
    method: 'POST',
    headers,
    agent: isSecure ? agents.https : agents.http,
  }
  return isSecure ? secureRequest(options) : request(options)
}

function collect(response: IncomingMessage, maximum: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const isPacked = response.headers['content-encoding'] === 'gzip'
    const source = isPacked ? response.pipe(createGunzip()) : response
    const parts: Buffer[] = []
    let length = 0
    source.on('data', (part: Buffer) => {
      length += part.length
      parts.push(part)
      if (length <= maximum) return
      reject(new TooLongError(maximum))
      response.destroy()
    })
    source.on('end', () => resolve(Buffer.concat(parts, length).toString('utf8')))
    source.on('error', reject)
    response.on('error', reject)
    response.on('close', () => {
      if (!response.complete) reject(new Error('The connection was closed in the middle.'))
    })
  })
}

/** An answer of more bytes than allowed. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError'
  constructor(maximum: number) {
    super(`more than ${maximum} bytes`)
  }
}
