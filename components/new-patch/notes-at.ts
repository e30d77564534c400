import type { DraftField, DraftNote } from '@/lib/core/patch/draft-note'

/** What is to be said at one field. */
export function notesAt(notes: readonly DraftNote[], field: DraftField): readonly DraftNote[] {
  return notes.filter((note) => note.field === field)
}
