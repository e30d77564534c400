import { Button } from '@/components/ui/button'
import { Select, TextArea, TextInput } from '@/components/ui/text-input'
import type { PatchDraft } from '@/lib/core/patch/patch-draft'
import { ChangeRows } from './change-rows'
import { DraftField } from './draft-field'
import type { DraftForm } from './draft-form'

const severities = [
  ['', 'Choose…'],
  ['critical', 'Critical: funds can be taken'],
  ['high', 'High'],
  ['medium', 'Medium'],
  ['low', 'Low'],
  ['none', 'None: no hole is closed'],
] as const

/** What the authors say of the patch. Part of the dossier, so part of what is signed. */
export function WordsFields({ form: { draft, update, notes } }: { form: DraftForm }) {
  const set = (change: Partial<PatchDraft>) => update((before) => ({ ...before, ...change }))
  return (
    <>
      <DraftField field="title" label="Title" notes={notes}>
        {(aria) => (
          <TextInput
            {...aria}
            value={draft.title}
            onChange={({ target }) => set({ title: target.value })}
          />
        )}
      </DraftField>
      <DraftField
        field="severity"
        label="Severity of the hole it closes"
        hint="Of the bug, not of the patch."
        notes={notes}
      >
        {(aria) => (
          <Select
            {...aria}
            value={draft.severity}
            onChange={({ target }) => set({ severity: target.value as PatchDraft['severity'] })}
          >
            {severities.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </DraftField>
      <DraftField
        field="description"
        label="Description (optional)"
        hint="Plain text. What was wrong, what the patch changes, how it was tested."
        notes={notes}
      >
        {(aria) => (
          <TextArea
            {...aria}
            rows={5}
            value={draft.description}
            onChange={({ target }) => set({ description: target.value })}
          />
        )}
      </DraftField>
      <EvidenceRows draft={draft} set={set} notes={notes} />
      <ChangeRows rows={draft.changes} onChange={(changes) => set({ changes })} notes={notes} />
    </>
  )
}

type EvidenceRowsProps = {
  draft: PatchDraft
  set: (change: Partial<PatchDraft>) => void
  notes: DraftForm['notes']
}

function EvidenceRows({ draft, set, notes }: EvidenceRowsProps) {
  const change = (at: number, row: Partial<PatchDraft['evidence'][number]>) =>
    set({
      evidence: draft.evidence.map((former, index) =>
        index === at ? { ...former, ...row } : former,
      ),
    })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium text-sm">Evidence (optional)</legend>
      {draft.evidence.map(({ label, url }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are named by their place, as their notes are
          key={index}
          className="grid items-start gap-2 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_auto]"
        >
          <DraftField field={`evidence-${index}-label`} label="What it is" notes={notes}>
            {(aria) => (
              <TextInput
                {...aria}
                value={label}
                placeholder="Audit report"
                onChange={({ target }) => change(index, { label: target.value })}
              />
            )}
          </DraftField>
          <DraftField field={`evidence-${index}-url`} label="Link" notes={notes}>
            {(aria) => (
              <TextInput
                {...aria}
                type="url"
                value={url}
                placeholder="https://…"
                onChange={({ target }) => change(index, { url: target.value })}
              />
            )}
          </DraftField>
          <Button
            tone="quiet"
            className="md:mt-6"
            aria-label={`Remove document ${index + 1}`}
            onClick={() => set({ evidence: draft.evidence.filter((_, at) => at !== index) })}
          >
            Remove
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => set({ evidence: [...draft.evidence, { label: '', url: '' }] })}>
          Add a link
        </Button>
      </div>
    </fieldset>
  )
}
