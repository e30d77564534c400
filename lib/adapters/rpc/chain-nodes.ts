import { onlyId } from './cut-logs'
import { NodeContradictsItselfError, NodeRefusedError, NodeSilentError } from './node-errors'
import { NodeRest } from './node-rest'
import { countRequest } from './request-counts'
import { type SeenSpans, unseenSpans } from './seen-spans'

/** One node of a chain. */
export type ChainNode = {
  /** Without path and user: keys stand there, and hosts are shown. */
  readonly host: string
  /** @throws NodeRefusedError, NodeSilentError */
  request(method: string, params: readonly unknown[]): Promise<unknown>
  /**
   * As `request`, for answers that are read where they stand: what it refuses, and most of what is no JSON, `result` tells.
   *
   * @throws NodeRefusedError, NodeSilentError
   */
  ask(method: string, params: readonly unknown[]): Promise<NodeAnswer>
  /**
   * Several at once. A request that is refused does not fail the others.
   *
   * @throws NodeRefusedError, NodeSilentError
   */
  batch(requests: readonly NodeRequest[]): Promise<(unknown | NodeRefusedError)[]>
  /** Results of up to so many events were seen to be complete; see `fetchEventLogs`. */
  mostComplete: number
  /** Which ranges of blocks it was seen to answer to their end; see `checkSpan`. */
  readonly spans: SeenSpans
}

/** What a node answered. */
export type NodeAnswer = {
  /** As it came. */
  readonly bytes: Buffer
  /**
   * What it has as result.
   *
   * @throws NodeRefusedError
   */
  result(): unknown
}

export type NodeRequest = { readonly method: string; readonly params: readonly unknown[] }

/** The nodes of one chain, and how many of them have to give the same events. */
export type ChainNodes = {
  readonly chainId: number
  readonly nodes: readonly ChainNode[]
  readonly quorum: number
}

/** A large answer from far away takes its time. */
const timeout = 60_000

/** Bytes of an answer of which nobody told the length, and as many as a node is believed that tells it. */
const expectedLength = 65_536
const mostBelieved = 67_108_864

/** Bytes of an answer that nobody reads to its end: it would take all memory. */
const mostBytes = 268_435_456

/** Requests that travel together. */
const batchSize = 100

/** Nodes of a chain for indexing: each can be asked by itself, and answers may be as large as memory allows. */
export function createChainNodes({
  chainId,
  rpcUrls,
  quorum = 1,
}: {
  readonly chainId: number
  readonly rpcUrls: readonly string[]
  readonly quorum?: number | undefined
}): ChainNodes {
  return { chainId, nodes: rpcUrls.map((url) => createNode(chainId, url)), quorum }
}

function createNode(chainId: number, url: string): ChainNode {
  const { host } = new URL(url)
  /** What is read with the request counts as one that failed where it cannot be read. */
  const rest = new NodeRest()
  const post = async <T>(body: unknown, method: string, read: (response: Response) => T) => {
    const reason = rest.reason()
    if (reason) throw new NodeSilentError({ host, method, reason })
    return await countRequest(chainId, async () => read(await postTo(url, body, { method, rest })))
  }
  const ask = async <T>(
    method: string,
    params: readonly unknown[],
    read: (response: Response) => T,
  ) => await post({ jsonrpc: '2.0', id: onlyId, method, params }, method, read)
  const resultIn = (answer: unknown, method: string) => {
    const result = resultOf(answer, { host, method })
    if (isForAnother(answer))
      throw new NodeContradictsItselfError({ host, what: 'an answer to another request' })
    if (result instanceof NodeRefusedError) throw result
    return result
  }
  return {
    host,
    mostComplete: 0,
    spans: unseenSpans(),
    async ask(method, params) {
      const at = { host, method }
      const response = await ask(method, params, (response) => wholeOf(response, at))
      return { bytes: response.bytes, result: () => resultIn(readJson(response, at), method) }
    },
    async request(method, params) {
      const answer = await ask(method, params, (response) => readJson(response, { host, method }))
      return resultIn(answer, method)
    },
    async batch(requests) {
      const results: (unknown | NodeRefusedError)[] = []
      for (let first = 0; first < requests.length; first += batchSize) {
        const part = requests.slice(first, first + batchSize)
        const method = part[0]?.method ?? 'nothing'
        const body = part.map((request, id) => ({ jsonrpc: '2.0', id, ...request }))
        const read = (response: Response) => readJson(response, { host, method })
        results.push(...resultsIn(await post(body, method, read), host, part))
      }
      return results
    },
  }
}

/** Of several requests, in their order. */
function resultsIn(answer: unknown, host: string, requests: readonly NodeRequest[]): unknown[] {
  const method = requests[0]?.method ?? 'nothing'
  if (!Array.isArray(answer)) {
    const refused = resultOf(answer, { host, method })
    if (refused instanceof NodeRefusedError) throw refused
    throw new NodeRefusedError({ host, method, reason: 'it does not answer several requests' })
  }
  const byId = new Map<unknown, unknown>()
  for (const each of answer) {
    const id = idOf(each)
    if (typeof id !== 'number') continue
    if (byId.has(id))
      throw new NodeContradictsItselfError({ host, what: 'two answers to one request' })
    byId.set(id, each)
  }
  return requests.map((request, id) => resultOf(byId.get(id), { host, method: request.method }))
}

/** A machine between may mix up what it passes on. Who cannot read a question answers it without an id. */
function isForAnother(answer: unknown): boolean {
  const id = idOf(answer)
  return id !== undefined && id !== null && id !== onlyId
}

/** Some write a number as text. */
function idOf(answer: unknown): unknown {
  const { id } = (answer ?? {}) as { id?: unknown }
  return typeof id === 'string' && /^\d+$/.test(id) ? Number(id) : id
}

type Response = { readonly bytes: Buffer; readonly status: number }

async function postTo(
  url: string,
  body: unknown,
  { method, rest }: { readonly method: string; readonly rest: NodeRest },
): Promise<Response> {
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // What is configured is asked, nobody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    })
    const { status } = response
    if (status === 429 || status >= 500 || (status >= 300 && status < 400)) {
      await response.body?.cancel()
      rest.begin(status, response.headers.get('retry-after'))
      throw new NodeSilentError({ host, method, reason: `HTTP ${status}` })
    }
    const bytes = await readBody(response)
    if (bytes) return { bytes, status }
    const reason = `an answer of more than ${mostBytes} bytes`
    throw new NodeRefusedError({ host, method, reason })
  } catch (error) {
    if (error instanceof NodeSilentError || error instanceof NodeRefusedError) throw error
    const cause = (error as { cause?: { message?: unknown } } | undefined)?.cause?.message
    const reason = String(cause ?? (error instanceof Error ? error.message : error))
    throw new NodeSilentError({ host, method, reason })
  }
}

/** Piece by piece into one place, so that an answer of many megabytes is not kept twice. Undefined where it does not end. */
async function readBody({ body, headers }: globalThis.Response): Promise<Buffer | undefined> {
  const told = Number(headers.get('content-length'))
  let bytes = Buffer.allocUnsafeSlow(Math.min(Math.max(told || 0, expectedLength), mostBelieved))
  let length = 0
  for await (const chunk of body ?? []) {
    // To leave ends it.
    if (length + chunk.length > mostBytes) return undefined
    if (length + chunk.length > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (length + chunk.length))
      bytes.copy(larger, 0, 0, length)
      bytes = larger
    }
    bytes.set(chunk, length)
    length += chunk.length
  }
  return bytes.subarray(0, length)
}

const [brace, braceEnd, newline] = [0x7b, 0x7d, 0x0a]

/**
 * An answer that is left as it is. One that does not begin and end as an object is read at once: it may have been cut off, or be
 * a page of words.
 */
function wholeOf(response: Response, at: { host: string; method: string }): Response {
  const { bytes } = response
  const last = bytes.at(-1) === newline ? bytes.at(-2) : bytes.at(-1)
  if (bytes[0] !== brace || last !== braceEnd) readJson(response, at)
  return response
}

function readJson(
  { bytes, status }: Response,
  { host, method }: { host: string; method: string },
): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new NodeRefusedError({ host, method, reason: `HTTP ${status}, and no JSON` })
  }
}

/** Characters of a node's words that are kept. */
const longestReason = 200

function resultOf(answer: unknown, at: { host: string; method: string }): unknown {
  const { result, error } = (answer ?? {}) as { result?: unknown; error?: { message?: unknown } }
  if (error) {
    const reason = String(error.message ?? 'an error without words').slice(0, longestReason)
    return new NodeRefusedError({ ...at, reason })
  }
  if (result === undefined) return new NodeRefusedError({ ...at, reason: 'no result' })
  return result
}
