import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Stack } from '@/components/ui/columns'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import type { AbiDiff } from '@/lib/core/abi/diff-abi'
import type { SelectorClash } from '@/lib/core/abi/find-selector-clashes'
import type { Known } from '@/lib/core/chain/snapshot'
import { type AbiEntry, abiEntries } from './abi-entries'
import { AbiEntryTable } from './abi-entry-table'
import { ClashesView } from './clashes-view'
import type { FindingNotes } from './finding-notes'

export type AbiDiffViewProps = {
  diff: Known<AbiDiff>
  /** Selectors that the proxy answers itself. Absent where the proxy has none of its own. */
  clashes?: Known<readonly SelectorClash[]> | undefined
  /** What is said under selectors. */
  notes?: FindingNotes['selectors'] | undefined
  scope?: string | undefined
}

/** What callers notice: functions, events and errors that came, went or changed. */
export function AbiDiffView({ diff, clashes, notes = new Map(), scope = '' }: AbiDiffViewProps) {
  return (
    <Stack>
      {diff.known ? (
        <KnownAbiDiff diff={diff.value} notes={notes} scope={scope} />
      ) : (
        <Callout tone="unknown" title="What changed for callers is unknown">
          <p>
            <UntrustedText text={diff.reason} />
          </p>
        </Callout>
      )}
      {clashes && <ClashesView clashes={clashes} />}
    </Stack>
  )
}

type Said = { notes: FindingNotes['selectors']; scope: string }

function KnownAbiDiff({ diff, ...said }: { diff: AbiDiff } & Said) {
  return (
    <>
      {diff.unmatched.length > 0 && (
        <Callout title="Calls that no selector matches are answered otherwise">
          <ul>
            {diff.unmatched.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Callout>
      )}
      {abiEntries(diff).map(({ title, key, entries }) => (
        <EntryPanel key={title} title={title} keyName={key} entries={entries} {...said} />
      ))}
    </>
  )
}

function EntryPanel({
  title,
  keyName,
  entries,
  ...said
}: {
  title: string
  keyName: string
  entries: readonly AbiEntry[]
} & Said) {
  const changed = entries.filter(({ change }) => change !== 'unchanged')
  const unchanged = entries.filter(({ change }) => change === 'unchanged')
  return (
    <Panel title={title} note={summarize(changed)}>
      {changed.length > 0 && (
        <AbiEntryTable
          caption={`${title} that came, went or changed`}
          keyName={keyName}
          entries={changed}
          {...said}
        />
      )}
      {entries.length === 0 && <p className="p-4 text-ink-2">Neither side has any.</p>}
      {unchanged.length > 0 && (
        <div className="px-4 py-2">
          <Disclosure summary={`${unchanged.length} unchanged`}>
            <AbiEntryTable
              caption={`${title} that stay`}
              keyName={keyName}
              entries={unchanged}
              {...said}
            />
          </Disclosure>
        </div>
      )}
    </Panel>
  )
}

function summarize(changed: readonly AbiEntry[]): string {
  if (changed.length === 0) return 'nothing changed'
  return (['removed', 'changed', 'added'] as const)
    .map((kind) => [changed.filter(({ change }) => change === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(', ')
}
