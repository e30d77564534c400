import { visibleText } from '@/lib/core/chain/visible-text'
import type { ViewAnswer } from './expected-answers'

/** An answer in words, short enough for evidence. */
export function showAnswer(answer: ViewAnswer): string {
  const text = answer.known ? String(answer.value) : `no answer (${answer.reason})`
  return visibleText(text, { maxLength: 120 })
}
