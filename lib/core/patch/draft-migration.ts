import { type AbiFunction, encodeFunctionData, type Hex } from 'viem'
import { parseArgument } from '@/lib/core/calldata/parse-argument'
import { parseFunctionSignature } from '@/lib/core/calldata/parse-function-signature'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { type DraftNote, noteOfError } from '@/lib/core/patch/draft-note'
import type { MigrationDraft } from '@/lib/core/patch/patch-draft'

export type DraftMigration = {
  /** Undefined where there is no migration, and where it cannot be encoded yet: then a note says so. */
  readonly data: Hex | undefined
  /** The function that was typed, as soon as its signature can be read: its arguments get a field each. */
  readonly item: AbiFunction | undefined
  readonly notes: readonly DraftNote[]
}

/** Reads a migration as typed. `id` is that of the row. */
export function readDraftMigration(id: string, migration: MigrationDraft): DraftMigration {
  switch (migration.kind) {
    case 'none':
      return { data: undefined, item: undefined, notes: [] }
    case 'calldata':
      return readCalldata(id, migration)
    case 'function':
      return readFunction(id, migration)
  }
}

function readCalldata(id: string, { calldata }: MigrationDraft): DraftMigration {
  const field = `upgrade-${id}-migration` as const
  const text = calldata.replace(/\s+/g, '')
  if (text === '') return missing(field, 'The calldata of the migration is missing.')
  try {
    const data = parseBytes(text)
    const notes: DraftNote[] = data === '0x' ? [emptyNote(field)] : selectorNotes(field, data)
    return { data: data === '0x' ? undefined : data, item: undefined, notes }
  } catch (error) {
    return { data: undefined, item: undefined, notes: [noteOfError(field, error)] }
  }
}

function emptyNote(field: DraftNote['field']): DraftNote {
  return { field, tone: 'note', text: 'Empty calldata is no migration.' }
}

/** A proxy runs a migration by its selector: fewer than four bytes reach the fallback function, if there is one. */
function selectorNotes(field: DraftNote['field'], data: Hex): DraftNote[] {
  if (data.length >= 10) return []
  return [{ field, tone: 'fail', text: 'A call needs at least the four bytes of its selector.' }]
}

function readFunction(id: string, { signature, values }: MigrationDraft): DraftMigration {
  const field = `upgrade-${id}-migration` as const
  if (signature.trim() === '') return missing(field, 'The signature of the migration is missing.')
  let item: AbiFunction
  try {
    item = parseFunctionSignature(signature)
  } catch (error) {
    return { data: undefined, item: undefined, notes: [noteOfError(field, error)] }
  }
  const notes: DraftNote[] = []
  const args = item.inputs.map((input, index) => {
    const text = values[index] ?? ''
    const valueField = `upgrade-${id}-value-${index}` as const
    if (text === '' && input.type !== 'string') {
      const name = input.name || `argument ${index + 1}`
      notes.push({ field: valueField, tone: 'missing', text: `The value of ${name} is missing.` })
      return undefined
    }
    try {
      return parseArgument(input, text)
    } catch (error) {
      notes.push(noteOfError(valueField, error))
      return undefined
    }
  })
  const data = notes.length > 0 ? undefined : encode(item, args)
  return { data, item, notes }
}

function encode(item: AbiFunction, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi: [item], functionName: item.name, args })
}

function missing(field: DraftNote['field'], text: string): DraftMigration {
  return { data: undefined, item: undefined, notes: [{ field, tone: 'missing', text }] }
}
