import type { ReactNode } from 'react'
import { Field, fieldAria } from '@/components/ui/field'
import { KeyValue } from '@/components/ui/key-value'
import { Verdict } from '@/components/ui/verdict'
import type { DraftNote, DraftField as FieldName } from '@/lib/core/patch/draft-note'
import { notesAt } from './notes-at'

export type DraftFieldProps = {
  field: FieldName
  label: ReactNode
  hint?: ReactNode
  notes: readonly DraftNote[]
  /** Draws the control with the attributes that tie it to its words. */
  children: (aria: ReturnType<typeof fieldAria>) => ReactNode
}

/** A control with all that is to be said about it: what is wrong in red, the rest below it. */
export function DraftField({ field, label, hint, notes, children }: DraftFieldProps) {
  const here = notesAt(notes, field)
  const wrong = here.filter(({ tone }) => tone === 'fail')
  return (
    <Field
      id={field}
      label={label}
      hint={hint ?? ''}
      error={wrong.length > 0 ? wrong.map((note) => <NoteText key={note.text} note={note} />) : ''}
    >
      {children(fieldAria({ id: field, hasError: wrong.length > 0 }))}
      <QuietNotes notes={here} />
    </Field>
  )
}

/** Notes that belong to no single control. */
export function NoteList({ notes }: { notes: readonly DraftNote[] }) {
  return (
    <div role="status" className="grid gap-1 text-xs empty:hidden">
      {notes.map((note) =>
        note.tone === 'fail' ? (
          <div key={note.text} className="text-fail">
            <NoteText note={note} />
          </div>
        ) : (
          <QuietNote key={note.text} note={note} />
        ),
      )}
    </div>
  )
}

/** What has not been typed yet is said at the button only: a form should not greet with complaints. */
function QuietNotes({ notes }: { notes: readonly DraftNote[] }) {
  const quiet = notes.filter(({ tone }) => tone !== 'fail' && tone !== 'missing')
  if (quiet.length === 0) return null
  return (
    <div className="grid gap-1 text-xs">
      {quiet.map((note) => (
        <QuietNote key={note.text} note={note} />
      ))}
    </div>
  )
}

function QuietNote({ note }: { note: DraftNote }) {
  const { tone } = note
  const mark = tone === 'warn' || tone === 'unknown' ? tone : undefined
  return (
    <div className="flex items-start gap-2 text-ink-2">
      {mark && <Verdict verdict={mark} />}
      <div className="min-w-0">
        <NoteText note={note} />
      </div>
    </div>
  )
}

function NoteText({ note: { text, facts = [] } }: { note: DraftNote }) {
  return (
    <>
      <p>{text}</p>
      {facts.length > 0 && (
        <KeyValue
          stacked
          rows={facts.map(([label, value]) => [
            label,
            <span key={label} className="break-all font-mono text-ink text-xs leading-5">
              {value}
            </span>,
          ])}
        />
      )}
    </>
  )
}
