'use client'

import { UntrustedText } from '@/components/address/untrusted-text'
import { DataCell, DataTable } from '@/components/ui/data-table'
import type { AbiEntry } from './abi-entries'
import type { FindingNotes } from './finding-notes'
import { NoteRow } from './note-row'

const words = { removed: 'removed', added: 'added', changed: 'changed', unchanged: 'unchanged' }
const signs = { removed: '−', added: '+', changed: '±', unchanged: '' }

export type AbiEntryTableProps = {
  caption: string
  /** What the key is called. */
  keyName: string
  entries: readonly AbiEntry[]
  /** What is said under keys. */
  notes: FindingNotes['selectors']
  scope: string
}

/** Rows of an ABI. Drawn on both sides: the entries are a third of what is drawn of them. */
export function AbiEntryTable({ caption, keyName, entries, notes, scope }: AbiEntryTableProps) {
  return (
    <DataTable caption={caption} columns={['Change', 'Signature', keyName]}>
      {entries.map(({ key, signature, change, details }) => [
        <tr key={key} id={`${scope}${key}`}>
          <DataCell label="Change" className="whitespace-nowrap md:w-32" side={sideOf(change)}>
            <span aria-hidden="true" className="inline-block w-3 font-mono">
              {signs[change]}
            </span>{' '}
            {words[change]}
          </DataCell>
          <DataCell label="Signature">
            <span className="break-all font-mono text-xs leading-5">
              <UntrustedText text={signature} maxLength={600} />
            </span>
            {details.map((text) => (
              <p key={text} className="text-ink-3 text-xs">
                <UntrustedText text={text} maxLength={600} />
              </p>
            ))}
          </DataCell>
          <DataCell label={keyName} className="wide-cell">
            <code className="max-md:break-all md:whitespace-nowrap">{key}</code>
          </DataCell>
        </tr>,
        <NoteRow key={`${key} notes`} placed={notes.get(key)} columns={3} />,
      ])}
    </DataTable>
  )
}

function sideOf(change: AbiEntry['change']): 'before' | 'after' | undefined {
  if (change === 'removed') return 'before'
  return change === 'added' ? 'after' : undefined
}
