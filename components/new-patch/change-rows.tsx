import { Button } from '@/components/ui/button'
import { Select, TextInput } from '@/components/ui/text-input'
import type { ChangeDraft } from '@/lib/core/patch/patch-draft'
import { DraftField } from './draft-field'
import type { DraftForm } from './draft-form'

const kinds: readonly (readonly [ChangeDraft['kind'], string])[] = [
  ['differs', 'ends alike, with another effect'],
  ['newly-reverts', 'reverts where it succeeded'],
  ['newly-succeeds', 'succeeds where it reverted'],
]

const nothing: ChangeDraft = { kind: 'differs', called: '', error: '', reason: '' }

export type ChangeRowsProps = {
  rows: readonly ChangeDraft[]
  onChange: (rows: ChangeDraft[]) => void
  notes: DraftForm['notes']
}

/** Which behaviours the patch is meant to change. A replay tells these apart from what nobody has announced. */
export function ChangeRows({ rows, onChange, notes }: ChangeRowsProps) {
  const change = (at: number, row: Partial<ChangeDraft>) =>
    onChange(rows.map((former, index) => (index === at ? { ...former, ...row } : former)))
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium text-sm">What is meant to change (optional)</legend>
      <p className="max-w-prose text-ink-3 text-xs">
        A replay of past transactions shows these differences as announced by you. They stay
        findings: your word alone makes none of them fine.
      </p>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are named by their place, as their notes are
          key={index}
          className="grid items-start gap-2 border-line border-l-2 pl-3 md:grid-cols-2"
        >
          <DraftField
            field={`change-${index}-called`}
            label="A call of"
            hint="Name and types, e.g. redeem(uint256,address,address), or a selector"
            notes={notes}
          >
            {(aria) => (
              <TextInput
                {...aria}
                mono
                value={row.called}
                onChange={({ target }) => change(index, { called: target.value })}
              />
            )}
          </DraftField>
          <ChangeKind index={index} row={row} onChange={(kind) => change(index, { kind })} />
          {row.kind !== 'differs' && (
            <DraftField
              field={`change-${index}-error`}
              label={row.kind === 'newly-reverts' ? 'It reverts with' : 'It reverted with'}
              hint="An error, e.g. Frozen(), its bytes, or the message in quotation marks"
              notes={notes}
            >
              {(aria) => (
                <TextInput
                  {...aria}
                  mono
                  value={row.error}
                  onChange={({ target }) => change(index, { error: target.value })}
                />
              )}
            </DraftField>
          )}
          <DraftField field={`change-${index}-reason`} label="Why" notes={notes}>
            {(aria) => (
              <TextInput
                {...aria}
                value={row.reason}
                onChange={({ target }) => change(index, { reason: target.value })}
              />
            )}
          </DraftField>
          <div className="self-center">
            <Button
              tone="quiet"
              aria-label={`Remove change ${index + 1}`}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              Remove
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...rows, nothing])}>Add a change</Button>
      </div>
    </fieldset>
  )
}

type ChangeKindProps = {
  index: number
  row: ChangeDraft
  onChange: (kind: ChangeDraft['kind']) => void
}

function ChangeKind({ index, row, onChange }: ChangeKindProps) {
  const id = `change-${index}-kind`
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        With the new code it
      </label>
      <Select
        id={id}
        value={row.kind}
        onChange={({ target }) => onChange(target.value as ChangeDraft['kind'])}
      >
        {kinds.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  )
}
