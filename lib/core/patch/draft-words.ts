import { zeroAddress, zeroHash } from 'viem'
import type { DraftField, DraftNote } from '@/lib/core/patch/draft-note'
import { InvalidDossierError, parseDossier } from '@/lib/core/patch/parse-dossier'
import type { Dossier } from '@/lib/core/patch/patch'
import type { PatchDraft } from '@/lib/core/patch/patch-draft'

export type DraftWords = {
  /** Undefined where a note stands in the way. */
  readonly words: Pick<Dossier, 'title' | 'description' | 'severity' | 'evidence'> | undefined
  readonly notes: readonly DraftNote[]
}

/** Reads title, severity, description and evidence by the very rules that a dossier is read by. */
export function readDraftWords(draft: PatchDraft): DraftWords {
  const missing = missingWords(draft)
  // A row that was opened and left empty is no document.
  const rows = draft.evidence
    .map(({ label, url }, row) => ({ row, label: label.trim(), url: url.trim() }))
    .filter(({ label, url }) => label !== '' || url !== '')
  const words = {
    title: draft.title.trim() || 'untitled',
    description: draft.description.trim(),
    severity: draft.severity === '' ? ('none' as const) : draft.severity,
    evidence: rows.map(({ label, url }) => ({ label, url })),
  }
  const wrong = wireNotes(
    { ...carrier, ...words },
    rows.map(({ row }) => row),
  )
  const notes = [...missing, ...wrong]
  return { words: notes.length > 0 ? undefined : words, notes }
}

/** The rest of a dossier, valid by itself, so that only what was typed can be wrong. */
const carrier = {
  schema: 'suture/patch/1',
  chainId: 1,
  safe: zeroAddress,
  timelock: zeroAddress,
  predecessor: zeroHash,
  calls: [{ target: zeroAddress, value: '0', data: '0x' }],
  upgrades: [],
  createdAt: '0',
} as const

function missingWords({ title, severity }: PatchDraft): DraftNote[] {
  const notes: DraftNote[] = []
  if (title.trim() === '') {
    notes.push({ field: 'title', tone: 'missing', text: 'The title is missing.' })
  }
  if (severity === '') {
    notes.push({
      field: 'severity',
      tone: 'missing',
      text: 'Say how bad the hole is that the patch closes.',
    })
  }
  return notes
}

function wireNotes(wire: unknown, places: readonly number[]): DraftNote[] {
  try {
    parseDossier(wire)
    return []
  } catch (error) {
    if (!(error instanceof InvalidDossierError)) throw error
    return error.facts.map(([member, text]) => ({
      field: fieldOf(member, places),
      tone: 'fail',
      text,
    }))
  }
}

/** `evidence[0].url` is the first document of the dossier, which need not be the first row of the form. */
function fieldOf(member: string, places: readonly number[]): DraftField {
  const evidence = /^evidence\[(\d+)\]\.(label|url)$/.exec(member)
  if (evidence) {
    const row = places[Number(evidence[1])] ?? 0
    return `evidence-${row}-${evidence[2] === 'url' ? 'url' : 'label'}`
  }
  if (member.startsWith('evidence')) return 'evidence-0-url'
  return member === 'description' ? 'description' : 'title'
}
