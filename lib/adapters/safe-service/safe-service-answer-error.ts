import { BaseError } from '@/lib/core/error/base-error'

/** The Safe service refused a request, or could not be reached. `status` is that of HTTP, where there was an answer. */
export class SafeServiceAnswerError extends BaseError {
  override readonly name = 'SafeServiceAnswerError'
  readonly status: number | undefined

  constructor({ url, request, cause }: { url: string; request: string; cause: unknown }) {
    const status = statusOf(cause)
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      status === undefined
        ? 'The Safe service could not be reached.'
        : 'The Safe service refused the request.',
      {
        facts: [
          ['Service', url],
          ['Request', request],
          ...(status === undefined ? [] : [['Status', String(status)] as const]),
          ['Answer', reason.slice(0, 1_000)],
        ],
        hint: hintOf(status),
        // Too many requests and troubles of the server pass; what is wrong with the request does not.
        retry: status === undefined || status === 429 || status >= 500,
        cause,
      },
    )
    this.status = status
  }
}

function statusOf(cause: unknown): number | undefined {
  const status: unknown =
    typeof cause === 'object' && cause !== null && 'statusCode' in cause
      ? cause.statusCode
      : undefined
  return typeof status === 'number' ? status : undefined
}

function hintOf(status: number | undefined): string {
  if (status === 401 || status === 403) return 'Check SAFE_SERVICE_API_KEY.'
  if (status === 429) return 'Wait a moment; the service limits how often it may be asked.'
  if (status === undefined || status >= 500) {
    return 'What was signed is not lost: try again, or approve the hash on chain instead.'
  }
  return 'The answer says what the service did not accept.'
}
