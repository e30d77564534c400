import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import { visibleText } from '@/lib/core/chain/visible-text'
import { UsageError } from './parse-arguments'

/** The instance that an argument names. @throws UsageError */
export function readInstance(text: string): SutureApi {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return { origin: new URL(text).origin }
  throw new UsageError('That is no instance.', {
    facts: [['Got', visibleText(text, { maxLength: 60 })]],
    hint: 'Give its http(s) URL, e.g. https://suture.example.org',
  })
}
