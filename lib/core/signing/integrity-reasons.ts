import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import { signingGate } from './signing-gate'

/**
 * Why an operation that is scheduled is not executed from here: integrity checks that fail now, each a whole sentence.
 * Judgements were answered when it was signed, and the chain lets others execute it in any case.
 */
export function integrityReasons(findings: readonly Finding[]): string[] {
  const { blocked } = signingGate({ findings, acknowledgements: [] })
  return blocked.map(
    ({ check, detail }) =>
      `${check} failed, which compares what has to be equal: ${visibleText(detail, { maxLength: 200 })}`,
  )
}
