import { BaseError } from '@/lib/core/error/base-error'

/** Bytes of a request about a subscription. */
export const fieldsLimit = 16 * 1_024

/** What a request says, and whether it was a form, which is answered with a page. */
export type Fields = {
  readonly isForm: boolean
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * Reads JSON, or a form of a page without script; `kinds` is a list in both.
 *
 * @throws BaseError where it is neither.
 */
export function readFields({ headers }: Pick<Request, 'headers'>, text: string): Fields {
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(text)
    return { isForm: true, values: { ...Object.fromEntries(form), kinds: form.getAll('kinds') } }
  }
  // Mail programs may end a subscription so (RFC 8058 3.2); nothing else is sent in this form.
  if (type.startsWith('multipart/form-data')) {
    return {
      isForm: true,
      values: text.includes('One-Click') ? { 'List-Unsubscribe': 'One-Click' } : {},
    }
  }
  if (text === '') return { isForm: false, values: {} }
  return { isForm: false, values: parseObject(text) }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new BaseError('The body is not a JSON object.', { hint: 'Send JSON, or a form.' })
}
