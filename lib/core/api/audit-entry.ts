import type { Hash } from 'viem'

/** What a write is about. */
export const writeKinds = [
  'acknowledgement',
  'attestation',
  'delegate',
  'deletion',
  'dossier',
  'follow',
  'confirmation',
  'label',
  'message',
  'note',
  'proposal',
  'replay',
  'report',
  'review',
  'session',
  'simulation',
  'sources',
  'subscription',
] as const

export type WriteKind = (typeof writeKinds)[number]

/** One request that changed something, or tried to. It holds no secret and tells not from where it came. */
export type AuditEntry = {
  /** Counts up. */
  readonly position: number
  /** Seconds since the epoch, by the clock of the server. */
  readonly at: bigint
  readonly kind: WriteKind
  /** Method and pattern of the path, without what varies in it. */
  readonly route: string
  /** What was written, as the public pages address it; undefined where the request did not get that far. */
  readonly subject: string | undefined
  /** Whose signature proved it; undefined where nobody has to sign. */
  readonly actor: string | undefined
  /** HTTP status of the answer. */
  readonly status: number
  /** SHA-256 of the body; undefined where the body is nobody's business. */
  readonly request: Hash | undefined
}
