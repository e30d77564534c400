import type { Finding } from '@/lib/core/check/finding'
import type { StoredAcknowledgement } from './acknowledgement'
import { hashFinding } from './hash-finding'
import type { JudgedAcknowledgement } from './judge-acknowledgements'

/** What a review says about signing. It is open where nothing is blocked, unknown or to be answered. */
export type SigningGate = {
  /** Integrity checks that failed: nobody can answer them. */
  readonly blocked: readonly Finding[]
  /** Integrity checks without an answer: nobody can talk them away either. */
  readonly unknown: readonly Finding[]
  /** Judgements that failed and that no current owner has answered. */
  readonly toAnswer: readonly Finding[]
  readonly answered: readonly {
    readonly finding: Finding
    readonly by: readonly StoredAcknowledgement[]
  }[]
}

export type SigningGateParameters = {
  readonly findings: readonly Finding[]
  readonly acknowledgements: readonly JudgedAcknowledgement[]
}

/**
 * What stands between the findings of review and simulation and a signature, by the second promise: a failed integrity
 * check of weight blocks, and so does a critical one that could not be made, as long as nothing was simulated; a failed
 * judgement of weight asks for an owner's typed reason. What else is unknown is shown and blocks nothing.
 */
export function signingGate({ findings, acknowledgements }: SigningGateParameters): SigningGate {
  const weighty = findings.filter(isWeighty)
  const failed = weighty.filter(({ verdict }) => verdict === 'fail')
  const judged = failed.filter(isAnswerable).map((finding) => ({
    finding,
    by: answersTo(finding, acknowledgements),
  }))
  return {
    blocked: failed.filter(({ kind }) => kind === 'integrity'),
    unknown: findings.filter(
      ({ verdict, kind, severity }) =>
        verdict === 'unknown' && kind === 'integrity' && severity === 'critical',
    ),
    toAnswer: judged.filter(({ by }) => by.length === 0).map(({ finding }) => finding),
    answered: judged.filter(({ by }) => by.length > 0),
  }
}

/** Whether an owner's typed reason answers it. */
export function isAnswerable(finding: Pick<Finding, 'kind' | 'verdict' | 'severity'>): boolean {
  return finding.kind === 'judgement' && finding.verdict === 'fail' && isWeighty(finding)
}

function isWeighty({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity === 'critical' || severity === 'high'
}

function answersTo(
  finding: Finding,
  acknowledgements: readonly JudgedAcknowledgement[],
): StoredAcknowledgement[] {
  const hash = hashFinding(finding)
  return acknowledgements
    .filter(
      ({ standing, acknowledgement }) =>
        standing === 'counts' &&
        acknowledgement.check === finding.check &&
        acknowledgement.subject === finding.subject &&
        acknowledgement.finding === hash,
    )
    .map(({ acknowledgement }) => acknowledgement)
}
