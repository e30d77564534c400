import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import { SutureApiError } from '@/lib/adapters/suture-api/suture-api-error'
import { visibleText } from '@/lib/core/chain/visible-text'

/** Milliseconds. Sources and reports are large. */
const timeout = 600_000

/**
 * All that an instance hands on, a record a line.
 *
 * @throws SutureApiError
 */
export async function fetchExport({ origin }: SutureApi): Promise<string> {
  try {
    const response = await fetch(`${origin}/api/v1/export`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    })
    const text = await response.text()
    if (response.ok) return text
    throw new SutureApiError(response.status, 'The instance exports nothing now.', {
      facts: [['Answer', visibleText(text, { maxLength: 400 })]],
      hint: 'Its chain and its Safe service have to answer.',
      retry: true,
    })
  } catch (cause) {
    if (cause instanceof SutureApiError) throw cause
    throw new SutureApiError(0, 'The instance did not answer to the end.', {
      facts: [['Reason', cause instanceof Error ? visibleText(cause.message) : 'unknown']],
      hint: 'Ask again.',
      retry: true,
    })
  }
}
