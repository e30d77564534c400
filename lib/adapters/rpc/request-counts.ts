/** What this process has asked the nodes of a chain. */
export type RequestCounts = { requests: number; errors: number }

// On globalThis because Next evaluates a module once per bundle.
const held = globalThis as { sutureRequests?: Map<number, RequestCounts> | undefined }

/** By chain, since the process runs. */
export function requestCounts(): ReadonlyMap<number, Readonly<RequestCounts>> {
  return counts()
}

/**
 * Counts a request while it runs. An answer that says why a call fails is the contract's, and no error.
 *
 * @throws What it throws.
 */
export async function countRequest<T>(chainId: number, request: () => Promise<T>): Promise<T> {
  const count = counts().get(chainId) ?? { requests: 0, errors: 0 }
  counts().set(chainId, count)
  count.requests += 1
  try {
    return await request()
  } catch (error) {
    if (!isRevert(error)) count.errors += 1
    throw error
  }
}

function counts(): Map<number, RequestCounts> {
  held.sutureRequests ??= new Map()
  return held.sutureRequests
}

/** As nodes tell it: EIP-1474's code 3, or in words. */
function isRevert(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return code === 3 || /execution reverted|\brevert\b/i.test(String(message ?? ''))
}
