import Link from 'next/link'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { Verdict } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import type { FileDiff, SourceDiff } from '@/lib/core/source/source-diff'
import { contentKeyOf } from './content-key'
import { type DiffOptions, diffQuery } from './diff-options'
import { FileDiffView } from './file-diff-view'
import type { FindingNotes, PlacedFindings } from './finding-notes'
import { fileAnchor } from './line-anchor'
import { LineCounts } from './line-counts'
import { PathText } from './path-text'
import { ViewedCountPanel } from './viewed-count-panel'

export type SourceDiffViewProps = {
  diff: Known<SourceDiff>
  /** What is said under lines. */
  notes?: FindingNotes['lines'] | undefined
  options?: DiffOptions | undefined
  /** In front of the names of places, where there are several upgrades on a page. */
  scope?: string | undefined
}

const noNotes: FindingNotes['lines'] = new Map()
const usual: DiffOptions = { split: false, ignoreSpace: false }

/** The sources of two implementations, side by side in content: every file that differs, and the count of those that do not. */
export function SourceDiffView(props: SourceDiffViewProps) {
  const { diff, notes = noNotes, options = usual, scope = '' } = props
  if (!diff.known) {
    return (
      <Callout tone="unknown" title="What changed in the source is unknown">
        <p>
          <UntrustedText text={diff.reason} />
        </p>
      </Callout>
    )
  }
  const { files, moved } = diff.value
  const equal = files.filter(({ change }) => change === 'same')
  const changed = files.filter(({ change }) => change !== 'same')
  const viewable = changed.map(contentKeyOf).filter((key) => key !== undefined)
  return (
    <div className="diff-columns">
      <nav aria-label="Changed files" className="diff-files">
        <p className="mb-2 font-semibold text-sm">
          {changed.length === 0 ? 'Nothing changed' : countFiles(changed.length, 'changed')},{' '}
          {equal.length} equal
        </p>
        {viewable.length > 1 && (
          <p className="mb-2 text-ink-3 text-xs">
            <ViewedCountPanel contentKeys={viewable} />
          </p>
        )}
        <ul>
          {changed.map((file) => (
            <FileLink key={file.path} file={file} notes={notesOf(file, notes)} scope={scope} />
          ))}
        </ul>
        {equal.length > 0 && (
          <EqualFiles files={equal} notes={notes} options={options} scope={scope} />
        )}
      </nav>
      <div className="grid min-w-0 gap-4">
        {changed.length === 0 && (
          <Callout title={files.length === 0 ? 'There are no files' : 'Nothing changed'}>
            <p>{describeEqual(equal.length)}</p>
          </Callout>
        )}
        {options.ignoreSpace && (
          <Callout title="White space is ignored">
            <p>
              Lines that differ in nothing else are shown as equal, as they are in the new code.
            </p>
          </Callout>
        )}
        {[...changed, ...equal.filter(({ hunks }) => hunks.length > 0)].map((file) => (
          <FileDiffView
            key={file.path}
            file={file}
            moved={moved}
            findings={notesOf(file, notes)}
            options={options}
            scope={scope}
          />
        ))}
      </div>
    </div>
  )
}

/** Of the new text those under its path, of the old one those under the path it had. */
function notesOf(
  { path, renamedFrom }: FileDiff,
  notes: FindingNotes['lines'],
): ReadonlyMap<string, PlacedFindings> {
  const own = notes.get(path)
  const old = renamedFrom === undefined ? undefined : notes.get(renamedFrom)
  if (!old) return own ?? new Map()
  return new Map([...(own ?? []), ...[...old].filter(([key]) => key.startsWith('O'))])
}

function countFiles(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'file' : 'files'} ${what}`
}

function describeEqual(count: number): string {
  if (count === 0) return 'Neither side has a source.'
  return count === 1
    ? 'The file is the same on both sides, byte for byte.'
    : `All ${count.toLocaleString('en-US')} files are the same on both sides, byte for byte.`
}

function FileLink({
  file,
  notes,
  scope,
}: {
  file: FileDiff
  notes: ReadonlyMap<string, PlacedFindings>
  scope: string
}) {
  const words = [
    file.change === 'changed' ? undefined : file.change,
    file.commentsOnly ? 'comments only' : undefined,
    file.hiddenCharacters.length > 0 ? 'hidden characters' : undefined,
  ].filter((word) => word !== undefined)
  const contentKey = contentKeyOf(file)
  return (
    <li>
      <a href={`#${fileAnchor(file.path, scope)}`}>
        <span>
          <PathText path={file.path} maxLength={300} />
        </span>
      </a>
      <span className="flex flex-wrap justify-between gap-x-3 text-ink-3 text-xs">
        <span>
          <FindingMarks notes={notes} />
          {words.join(', ')}
          {contentKey && (
            <>
              {' '}
              <ViewedCountPanel contentKeys={[contentKey]} />
            </>
          )}
        </span>
        <LineCounts file={file} />
      </span>
    </li>
  )
}

/** How many findings of each verdict are in a file. */
function FindingMarks({ notes }: { notes: ReadonlyMap<string, PlacedFindings> }) {
  const found = [...notes.values()].flatMap(({ findings }) =>
    findings.map(({ finding }) => finding),
  )
  return (['fail', 'unknown', 'warn'] as const).map((verdict) => {
    const some = found.filter((one) => one.verdict === verdict)
    const count = new Set(some.map(({ check }) => check)).size
    return (
      count > 0 && (
        <span key={verdict} className="mr-2">
          <Verdict verdict={verdict}>{count}</Verdict>
        </span>
      )
    )
  })
}

function EqualFiles({
  files,
  notes,
  options,
  scope,
}: {
  files: readonly FileDiff[]
  notes: FindingNotes['lines']
  options: DiffOptions
  scope: string
}) {
  return (
    <Disclosure summary={countFiles(files.length, 'equal, byte for byte')}>
      <ul className="grid gap-1 text-ink-3 text-xs">
        {files.map((file) => (
          <li key={file.path}>
            <Link
              href={`${diffQuery({ ...options, whole: fileAnchor(file.path, scope) })}#${fileAnchor(file.path, scope)}`}
              prefetch={false}
            >
              <UntrustedText text={file.path} maxLength={300} />
            </Link>
            {file.hiddenCharacters.length > 0 && ', hidden characters on both sides'}{' '}
            <FindingMarks notes={notesOf(file, notes)} />
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
