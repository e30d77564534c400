import * as z from 'zod/mini'

/** More could not be a draft of ours, and would only fill the browser's store. */
const longestDraft = 400_000

const migration = z.object({
  kind: z.enum(['none', 'calldata', 'function']),
  calldata: z.string(),
  signature: z.string(),
  /** One text per argument. */
  values: z.array(z.string()),
})
const upgrade = z.object({
  /** Names the row while the draft lives. */
  id: z.string(),
  protocol: z.string(),
  /** A row that was left out keeps what was typed in it. */
  chosen: z.boolean(),
  address: z.string(),
  to: z.string(),
  migration,
})
const change = z.object({
  kind: z.enum(['differs', 'newly-reverts', 'newly-succeeds']),
  /** A signature or a selector. */
  called: z.string(),
  /** An error's signature, its bytes, or the message in quotation marks. Of `differs` unused. */
  error: z.string(),
  reason: z.string(),
})
const draft = z.object({
  /** Seconds since the epoch, in decimal digits: when the draft was begun. */
  createdAt: z.string().check(z.regex(/^[1-9]\d{0,11}$/)),
  protocol: z.string(),
  upgrades: z.array(upgrade),
  /** Empty for the timelock's minimum. */
  delay: z.string(),
  delayUnit: z.enum(['seconds', 'hours', 'days']),
  predecessor: z.string(),
  title: z.string(),
  severity: z.enum(['', 'critical', 'high', 'medium', 'low', 'none']),
  description: z.string(),
  evidence: z.array(z.object({ label: z.string(), url: z.string() })),
  /** A draft of an earlier version has none. */
  changes: z._default(z.array(change), []),
  /** Empty for the next free one. */
  nonce: z.string(),
})

/** The texts of one proxy's row, as typed. */
export type UpgradeDraft = z.infer<typeof upgrade>
/** A migration as typed: bytes, or a function with one text per argument. */
export type MigrationDraft = z.infer<typeof migration>
/** A behaviour that is meant to become another one, as typed. */
export type ChangeDraft = z.infer<typeof change>
/** A patch that is being written: every field as the text that was typed, right or wrong. */
export type PatchDraft = z.infer<typeof draft>

/** A draft with nothing in it yet. `createdAt` is in seconds since the epoch. */
export function emptyDraft(parameters: { protocol: string; createdAt: bigint }): PatchDraft {
  return {
    createdAt: parameters.createdAt.toString(),
    protocol: parameters.protocol,
    upgrades: [],
    delay: '',
    delayUnit: 'days',
    predecessor: '',
    title: '',
    severity: '',
    description: '',
    evidence: [],
    changes: [],
    nonce: '',
  }
}

/**
 * Reads a draft from where it was kept.
 *
 * @returns undefined where it is none, e.g. because another version of Suture wrote it.
 */
export function parsePatchDraft(json: string | null): PatchDraft | undefined {
  if (json === null || json.length > longestDraft) return undefined
  try {
    const result = draft.safeParse(JSON.parse(json))
    return result.success ? result.data : undefined
  } catch {
    return undefined
  }
}

/** The rows that are part of the patch: those chosen, of the protocol it is for. */
export function chosenUpgrades({ upgrades, protocol }: PatchDraft): readonly UpgradeDraft[] {
  return upgrades.filter((row) => row.chosen && row.protocol === protocol)
}
