import type { Hash } from 'viem'
import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import { SutureApiError } from '@/lib/adapters/suture-api/suture-api-error'
import { visibleText } from '@/lib/core/chain/visible-text'
import { hashSerializedBundle } from '@/lib/core/source/hash-source-bundle'
import { parseSourceBundle } from '@/lib/core/source/parse-source-bundle'
import type { SourceBundle } from '@/lib/core/source/source-bundle'

export type FetchSourceBundleParameters = {
  readonly hash: Hash
  /** Milliseconds until the answer has to be complete. Default 20,000. */
  readonly timeout?: number | undefined
}

const defaultTimeout = 20_000

/** Bytes. Sources are at most 5 MB, and twice that once they are escaped in JSON. */
const maximumBytes = 12 * 1024 * 1024

/**
 * Fetches a source bundle by its hash, which is recomputed from what came: it does not matter who answers.
 *
 * @returns undefined where the instance does not have it.
 * @throws SutureApiError where it does not answer, or with other bytes; InvalidSourcesError.
 */
export async function fetchSourceBundle(
  { origin }: SutureApi,
  { hash, timeout = defaultTimeout }: FetchSourceBundleParameters,
): Promise<SourceBundle | undefined> {
  const url = new URL(`/api/v1/sources/${hash}`, origin)
  const json = await requestText(url, AbortSignal.timeout(timeout))
  if (json === undefined) return undefined
  const found = hashSerializedBundle(json)
  if (found === hash) return parseSourceBundle(json)
  throw refusal(url, 'it answered with other sources', [
    ['Asked for', hash],
    ['Answered', found],
  ])
}

async function requestText(url: URL, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'error', signal })
    if (response.ok) return await readText(url, response)
    await response.body?.cancel()
    if (response.status === 404) return undefined
    throw refusal(url, `HTTP status ${response.status}`)
  } catch (cause) {
    if (cause instanceof SutureApiError) throw cause
    throw refusal(url, reasonOf(cause))
  }
}

/** What Node says of a failed request stands in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

/** Reads no more than the limit, whatever the headers claim. */
async function readText(url: URL, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maximumBytes) throw refusal(url, `more than ${maximumBytes} bytes`)
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

function refusal(url: URL, reason: string, facts: readonly [string, string][] = []) {
  return new SutureApiError(0, 'The instance gave no usable sources.', {
    facts: [['Request', url.href], ['Reason', visibleText(reason, { maxLength: 200 })], ...facts],
    hint: 'Name another instance, or the folder of the project, with --sources.',
    retry: true,
  })
}
