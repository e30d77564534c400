import type { Address } from 'viem'
import * as z from 'zod/mini'
import { SourcifyUnreachableError } from '@/lib/adapters/sourcify/sourcify-errors'
import type { BundledSources } from '@/lib/core/source/bundle-sources'
import { parseSourcifyContract } from '@/lib/core/source/parse-sourcify-contract'

export type FetchSourcifyBundleParameters = {
  readonly chainId: number
  readonly address: Address
  /** From the configuration, e.g. `https://sourcify.dev/server`; never from a user. */
  readonly baseUrl: string
  readonly signal?: AbortSignal | undefined
  /** Milliseconds until the answer has to be complete. Default 15,000. */
  readonly timeout?: number | undefined
}

const defaultTimeout = 15_000

/** Texts are escaped in JSON, and settings come twice, so an answer is larger than the sources it may hold. */
const maximumBytes = 12 * 1024 * 1024

const wireContract = z.looseObject({
  match: z.nullable(z.string()),
  compilation: z.optional(z.unknown()),
  stdJsonInput: z.optional(z.unknown()),
})

/**
 * Asks Sourcify (API v2) for the sources of a contract. Its word on how well they match is not taken: compiling them is
 * what shows it.
 *
 * @returns undefined where Sourcify does not know the contract.
 * @throws SourcifyUnreachableError, and InvalidSourcesError where the sources cannot be taken.
 * @see https://docs.sourcify.dev/docs/api
 */
export async function fetchSourcifyBundle(
  parameters: FetchSourcifyBundleParameters,
): Promise<BundledSources | undefined> {
  const { chainId, address, baseUrl, signal, timeout = defaultTimeout } = parameters
  const fields = 'compilation,stdJsonInput'
  const url = `${baseUrl.replace(/\/+$/, '')}/v2/contract/${chainId}/${address}?fields=${fields}`
  const ended = AbortSignal.timeout(timeout)
  const text = await requestText(url, signal ? AbortSignal.any([signal, ended]) : ended)
  const answer = wireContract.safeParse(parseJson(url, text))
  if (!answer.success) {
    throw new SourcifyUnreachableError(url, { reason: 'The answer is none of Sourcify’s API v2.' })
  }
  return parseSourcifyContract(answer.data)
}

async function requestText(url: string, signal: AbortSignal): Promise<string> {
  try {
    // Another host would be one that nobody configured.
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal,
    })
    // What it does not know it answers with 404, and says so in JSON; any other host's 404 says nothing of contracts.
    if (!response.ok && response.status !== 404) {
      await response.body?.cancel()
      throw new SourcifyUnreachableError(url, { reason: `HTTP status ${response.status}` })
    }
    return await readText(url, response)
  } catch (cause) {
    if (cause instanceof SourcifyUnreachableError) throw cause
    throw new SourcifyUnreachableError(url, { reason: reasonOf(cause), cause })
  }
}

/** What Node says of a failed request stands in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

/** Reads no more than the limit, whatever the headers claim. */
async function readText(url: string, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maximumBytes) {
      throw new SourcifyUnreachableError(url, { reason: `more than ${maximumBytes} bytes` })
    }
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

function parseJson(url: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SourcifyUnreachableError(url, { reason: 'The answer is no JSON.', cause })
  }
}
