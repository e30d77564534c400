import { NodeRefusedError, NodeSilentError } from './node-errors'
import { countRequest } from './request-counts'

/** One node of a chain. */
export type ChainNode = {
  /** Without path and user: keys stand there, and hosts are shown. */
  readonly host: string
  /** @throws NodeRefusedError, NodeSilentError */
  request(method: string, params: readonly unknown[]): Promise<unknown>
  /**
   * As `request`, for answers that are read where they stand.
   *
   * @throws NodeRefusedError where it is no JSON at all; NodeSilentError
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
  const post = (body: unknown, method: string) =>
    countRequest(chainId, async () => {
      const response = await postTo(url, body, method)
      // What does not begin as an answer is none, and counts as a failure.
      if (!openings.has(response.bytes[0])) readJson(response, { host, method })
      return response
    })
  const ask = async (method: string, params: readonly unknown[]): Promise<NodeAnswer> => {
    const response = await post({ jsonrpc: '2.0', id: 1, method, params }, method)
    return {
      bytes: response.bytes,
      result() {
        const result = resultOf(readJson(response, { host, method }), { host, method })
        if (result instanceof NodeRefusedError) throw result
        return result
      },
    }
  }
  return {
    host,
    mostComplete: 0,
    ask,
    request: async (method, params) => (await ask(method, params)).result(),
    async batch(requests) {
      const results: (unknown | NodeRefusedError)[] = []
      for (let first = 0; first < requests.length; first += batchSize) {
        const part = requests.slice(first, first + batchSize)
        results.push(...(await askBatch(post, host, part)))
      }
      return results
    },
  }
}

/** Of an object, and of a list. */
const openings: ReadonlySet<number | undefined> = new Set([0x7b, 0x5b])

async function askBatch(post: Post, host: string, requests: readonly NodeRequest[]) {
  const method = requests[0]?.method ?? 'nothing'
  const body = requests.map((request, id) => ({ jsonrpc: '2.0', id, ...request }))
  const answer = readJson(await post(body, method), { host, method })
  if (!Array.isArray(answer)) {
    const refused = resultOf(answer, { host, method })
    if (refused instanceof NodeRefusedError) throw refused
    throw new NodeRefusedError({ host, method, reason: 'it does not answer several requests' })
  }
  const byId = new Map(answer.map((each) => [(each as { id?: unknown } | null)?.id, each]))
  return requests.map((request, id) => resultOf(byId.get(id), { host, method: request.method }))
}

type Post = (body: unknown, method: string) => Promise<Response>

type Response = { readonly bytes: Buffer; readonly status: number }

async function postTo(url: string, body: unknown, method: string): Promise<Response> {
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    })
    const { status } = response
    const bytes = await readBody(response)
    if (status === 429 || status >= 500) {
      throw new NodeSilentError({ host, method, reason: `HTTP ${status}` })
    }
    return { bytes, status }
  } catch (error) {
    if (error instanceof NodeSilentError) throw error
    const cause = (error as { cause?: { message?: unknown } } | undefined)?.cause?.message
    const reason = String(cause ?? (error instanceof Error ? error.message : error))
    throw new NodeSilentError({ host, method, reason })
  }
}

/** Piece by piece into one place, so that an answer of many megabytes is not kept twice. */
async function readBody({ body, headers }: globalThis.Response): Promise<Buffer> {
  const told = Number(headers.get('content-length'))
  let bytes = Buffer.allocUnsafeSlow(Math.min(Math.max(told || 0, expectedLength), mostBelieved))
  let length = 0
  for await (const chunk of body ?? []) {
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
