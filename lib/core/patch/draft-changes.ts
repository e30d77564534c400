import { encodeErrorResult, type Hex, toFunctionSelector } from 'viem'
import { parseFunctionSignature } from '@/lib/core/calldata/parse-function-signature'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { type DraftField, type DraftNote, noteOfError } from '@/lib/core/patch/draft-note'
import type { ChangeDraft } from '@/lib/core/patch/patch-draft'
import type { ChangeExpectation } from '@/lib/core/simulation/expectations'

/** A text that names no error of a contract. */
class InvalidErrorTextError extends BaseError {
  override readonly name = 'InvalidErrorTextError'
  constructor(text: string, cause?: unknown) {
    super('Not an error of a contract.', {
      facts: [['Got', visibleText(text, { maxLength: 120 })]],
      hint: 'Write its name and types, e.g. Frozen(), or its message in quotation marks, or its bytes.',
      cause,
    })
  }
}

export type DraftChanges = {
  /** Undefined where a note stands in the way. */
  readonly changes: readonly ChangeExpectation[] | undefined
  readonly notes: readonly DraftNote[]
}

/** What a dossier may hold. */
const most = { rows: 100, reason: 2_000, revertBytes: 256 } as const

const errorOfText = [
  { type: 'error', name: 'Error', inputs: [{ type: 'string', name: 'message' }] },
] as const

/** Reads what the authors mean to change for users. A row that was opened and left empty declares nothing. */
export function readDraftChanges(rows: readonly ChangeDraft[]): DraftChanges {
  const read = rows.flatMap((row, place) => (isEmpty(row) ? [] : [readRow(row, place)]))
  const changes = read.slice(0, most.rows).flatMap(({ change }) => change ?? [])
  const notes = [...read.flatMap((one) => one.notes), ...(read.length > most.rows ? [tooMany] : [])]
  return { changes: notes.length > 0 ? undefined : changes, notes }
}

const tooMany: DraftNote = {
  field: `change-${most.rows}-reason`,
  tone: 'fail',
  text: `A dossier holds at most ${most.rows} of these.`,
}

function isEmpty({ called, error, reason }: ChangeDraft): boolean {
  return [called, error, reason].every((text) => text.trim() === '')
}

function readRow({ kind, called, error, reason }: ChangeDraft, place: number) {
  const notes: DraftNote[] = []
  const field = (name: 'called' | 'error' | 'reason'): DraftField => `change-${place}-${name}`
  const read = (name: 'called' | 'error', text: string, parse: (text: string) => Hex) => {
    const words = { called: 'The function', error: 'The error' }[name]
    if (text === '') {
      notes.push({ field: field(name), tone: 'missing', text: `${words} is missing.` })
      return undefined
    }
    try {
      return parse(text)
    } catch (problem) {
      notes.push(noteOfError(field(name), problem))
      return undefined
    }
  }
  const selector = read('called', called.trim(), parseSelector)
  const data = kind === 'differs' ? undefined : read('error', error.trim(), parseRevertData)
  const why = reason.trim()
  notes.push(...reasonNotes(field('reason'), why))
  if (selector?.length !== 10 && selector !== undefined) {
    notes.push({ field: field('called'), tone: 'fail', text: 'A selector is four bytes.' })
  }
  const reverts = data && { newly: kind === 'newly-reverts', data }
  const change: ChangeExpectation = { reason: why, selector, reverts }
  return { change: notes.length > 0 ? undefined : change, notes }
}

function reasonNotes(field: DraftField, reason: string): DraftNote[] {
  if (reason === '') {
    return [{ field, tone: 'missing', text: 'Say why it is meant to change.' }]
  }
  if (reason.length > most.reason) {
    return [{ field, tone: 'fail', text: `Longer than ${most.reason} characters.` }]
  }
  return /\p{Surrogate}/u.test(reason)
    ? [{ field, tone: 'fail', text: 'Holds half of a character.' }]
    : []
}

function parseSelector(text: string): Hex {
  return text.startsWith('0x') ? parseBytes(text) : toFunctionSelector(parseFunctionSignature(text))
}

/** `Frozen()`, the bytes with which it begins, or the message of a `require`, in quotation marks. */
function parseRevertData(text: string): Hex {
  if (text.startsWith('0x')) return parseBytes(text, { maxBytes: most.revertBytes })
  const quoted = /^["“](.*)["”]$/s.exec(text)?.[1]
  if (quoted === undefined) return parseErrorSelector(text)
  const data = encodeErrorResult({ abi: errorOfText, errorName: 'Error', args: [quoted] })
  return parseBytes(data, { maxBytes: most.revertBytes })
}

/** An error has the selector that a function of its name and types would have. */
function parseErrorSelector(text: string): Hex {
  try {
    return toFunctionSelector(parseFunctionSignature(text.replace(/^error\s+/, '')))
  } catch (cause) {
    throw new InvalidErrorTextError(text, cause)
  }
}
