import type { Finding } from '@/lib/core/check/finding'
import { BaseError } from '@/lib/core/error/base-error'
import type { AcknowledgementContent } from './acknowledgement'
import { hashFinding } from './hash-finding'
import { isAnswerable } from './signing-gate'

/** No typed reason answers this finding, or none any more. */
export class NotAnswerableError extends BaseError {
  override readonly name = 'NotAnswerableError'
}

/**
 * Sees to it that what is answered is a finding of the review, that it failed, and that it is for people to judge.
 *
 * @throws NotAnswerableError that says why nothing can be answered, and what to do instead.
 */
export function assertAnswerable(
  { check, subject, finding }: Pick<AcknowledgementContent, 'check' | 'subject' | 'finding'>,
  findings: readonly Finding[],
): void {
  const ofCheck = findings.filter((one) => one.check === check)
  const found = ofCheck.find((one) => one.subject === subject && hashFinding(one) === finding)
  if (!found) throw otherFinding({ check, subject, isKnown: ofCheck.length > 0 })
  if (isAnswerable(found)) return
  throw new NotAnswerableError(describeRefusal(found), {
    facts: [
      ['Check', `${found.check} ${found.title}`],
      ['Verdict', found.verdict],
      ['Kind', found.kind],
    ],
    hint: hintFor(found),
  })
}

function otherFinding(parameters: { check: string; subject: string; isKnown: boolean }) {
  const { check, subject, isKnown } = parameters
  return new NotAnswerableError(
    isKnown
      ? 'The last review found something else than what is answered.'
      : 'The last review made no such check.',
    {
      facts: [
        ['Check', check],
        ['Subject', subject],
      ],
      hint: 'Load the page again and read what it finds now. An answer covers one finding, not the next.',
    },
  )
}

function describeRefusal({ kind, verdict }: Finding): string {
  if (kind === 'integrity') return 'Nobody can answer an integrity check.'
  return verdict === 'fail'
    ? 'A finding of this severity asks for no answer.'
    : 'Only a check that failed can be answered.'
}

function hintFor({ kind, verdict }: Finding): string {
  if (kind === 'integrity') {
    return 'It compares what has to be equal: correct what differs, or propose the patch anew.'
  }
  return verdict === 'fail'
    ? 'Critical and high judgements do; the others hold up no signature.'
    : 'What passed needs no reason, and no reason makes known what could not be checked.'
}
