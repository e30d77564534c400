import type { AbiFunction } from 'viem'
import { CallTree } from '@/components/calls/call-tree'
import { Radio } from '@/components/ui/choice'
import { CodeBlock } from '@/components/ui/code-block'
import { TextArea, TextInput } from '@/components/ui/text-input'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DraftUpgrade } from '@/lib/core/patch/draft-upgrades'
import { changeUpgrade } from '@/lib/core/patch/edit-draft'
import {
  chosenUpgrades,
  type MigrationDraft,
  type UpgradeDraft,
} from '@/lib/core/patch/patch-draft'
import { DraftField, NoteList } from './draft-field'
import type { DraftForm } from './draft-form'
import { nameOfRow } from './name-of-row'
import { notesAt } from './notes-at'

/** For each chosen proxy what it runs on its new code, in the same call. */
export function MigrationRows({ form }: { form: DraftForm }) {
  const rows = chosenUpgrades(form.draft)
  if (rows.length === 0) return <p className="text-ink-2 text-sm">Choose a proxy first.</p>
  return rows.map((row) => <MigrationRow key={row.id} form={form} row={row} />)
}

const kinds = [
  ['none', 'No migration'],
  ['function', 'A function and its arguments'],
  ['calldata', 'Raw calldata'],
] as const

type RowProps = { form: DraftForm; row: UpgradeDraft }

function MigrationRow({ form, row }: RowProps) {
  const upgrade = form.plan.upgrades.find(({ id }) => id === row.id)
  const field = `upgrade-${row.id}-migration` as const
  const isBeacon = upgrade?.proxy?.kind === 'beacon'
  const { kind } = row.migration
  return (
    <fieldset
      id={isBeacon ? field : undefined}
      tabIndex={-1}
      className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-panel border border-line px-3 py-2"
    >
      <legend className="px-1 font-medium text-sm">{nameOfRow(form.labels, row)}</legend>
      {isBeacon && (
        <p className="text-ink-2 text-sm">
          A beacon only points at new code; it runs nothing while it is upgraded.
        </p>
      )}
      <div className="flex flex-wrap gap-x-5">
        {(isBeacon && kind === 'none' ? [] : kinds).map(([value, words]) => (
          <Radio
            key={value}
            name={`${field}-kind`}
            checked={kind === value}
            onChange={() => change(form, row, { kind: value })}
          >
            {words}
          </Radio>
        ))}
      </div>
      {kind === 'none' || isBeacon ? (
        <NoteList notes={notesAt(form.notes, field)} />
      ) : (
        <MigrationTexts form={form} row={row} item={upgrade?.migrationItem} />
      )}
      {upgrade?.migration && <DecodedMigration form={form} upgrade={upgrade} />}
    </fieldset>
  )
}

function change({ update }: DraftForm, row: UpgradeDraft, migration: Partial<MigrationDraft>) {
  update((draft) => changeUpgrade(draft, row.id, { migration: { ...row.migration, ...migration } }))
}

function MigrationTexts({ form, row, item }: RowProps & { item: AbiFunction | undefined }) {
  const field = `upgrade-${row.id}-migration` as const
  if (row.migration.kind === 'calldata') {
    return (
      <DraftField
        field={field}
        label="Calldata"
        hint="Selector and arguments in hex. Spaces and line breaks are left out."
        notes={form.notes}
      >
        {(aria) => (
          <TextArea
            {...aria}
            mono
            rows={3}
            value={row.migration.calldata}
            placeholder="0x…"
            onChange={({ target }) => change(form, row, { calldata: target.value })}
          />
        )}
      </DraftField>
    )
  }
  return (
    <>
      <DraftField
        field={field}
        label="Function"
        hint="Name and types, e.g. initializeV2(uint256 cap, address keeper)"
        notes={form.notes}
      >
        {(aria) => (
          <TextInput
            {...aria}
            mono
            value={row.migration.signature}
            onChange={({ target }) => change(form, row, { signature: target.value })}
          />
        )}
      </DraftField>
      {item?.inputs.map((input, index) => (
        <DraftField
          // biome-ignore lint/suspicious/noArrayIndexKey: the arguments of a function are named by their place
          key={index}
          field={`upgrade-${row.id}-value-${index}`}
          label={`${input.name || `Argument ${index + 1}`} (${input.type})`}
          hint={hintOf(input.type)}
          notes={form.notes}
        >
          {(aria) => (
            <TextInput
              {...aria}
              mono
              value={row.migration.values[index] ?? ''}
              onChange={({ target }) =>
                change(form, row, { values: withValue(row.migration.values, index, target.value) })
              }
            />
          )}
        </DraftField>
      ))}
    </>
  )
}

function hintOf(type: string): string | undefined {
  if (type.endsWith(']')) return 'A JSON array, e.g. ["1", "2"]'
  if (type === 'tuple') return 'A JSON array in the order of its members, or an object by name'
  if (type === 'bool') return 'true or false'
  return /int\d+$/.test(type) ? 'Decimal digits, in the smallest unit' : undefined
}

function withValue(values: readonly string[], index: number, value: string): string[] {
  return Array.from({ length: Math.max(values.length, index + 1) }, (_, at) =>
    at === index ? value : (values[at] ?? ''),
  )
}

/** The bytes read back, so that what was meant can be compared with what was encoded. */
function DecodedMigration({ form, upgrade }: { form: DraftForm; upgrade: DraftUpgrade }) {
  const { address, migration, migrationItem } = upgrade
  if (!address || !migration) return null
  const call = { target: address, value: 0n, data: migration }
  return (
    <div className="grid gap-1">
      <h3>Read back from the encoded bytes</h3>
      <CallTree
        call={decodeCall({ call, hints: migrationItem ? [migrationItem] : [] })}
        labels={form.labels}
      />
      <CodeBlock>{migration}</CodeBlock>
    </div>
  )
}
