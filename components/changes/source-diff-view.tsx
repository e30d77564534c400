import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import type { Known } from '@/lib/core/chain/snapshot'
import type { FileDiff, SourceDiff } from '@/lib/core/source/source-diff'
import { contentKeyOf } from './content-key'
import { FileDiffView } from './file-diff-view'
import { fileAnchor } from './line-anchor'
import { LineCounts } from './line-counts'
import { ViewedCountPanel } from './viewed-count-panel'

export type SourceDiffViewProps = {
  diff: Known<SourceDiff>
  /** What is said under a line of the new text: findings. */
  noteAt?: ((path: string, line: number) => ReactNode) | undefined
}

/** The sources of two implementations, side by side in content: every file that differs, and the count of those that do not. */
export function SourceDiffView({ diff, noteAt }: SourceDiffViewProps) {
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
            <FileLink key={file.path} file={file} />
          ))}
        </ul>
        {equal.length > 0 && <EqualFiles files={equal} />}
      </nav>
      <div className="grid min-w-0 gap-4">
        {changed.length === 0 && (
          <Callout title={files.length === 0 ? 'There are no files' : 'Nothing changed'}>
            <p>{describeEqual(equal.length)}</p>
          </Callout>
        )}
        {changed.map((file) => (
          <FileDiffView key={file.path} file={file} moved={moved} noteAt={noteAt} />
        ))}
      </div>
    </div>
  )
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

function FileLink({ file }: { file: FileDiff }) {
  const words = [
    file.change === 'changed' ? undefined : file.change,
    file.commentsOnly ? 'comments only' : undefined,
    file.hiddenCharacters.length > 0 ? 'hidden characters' : undefined,
  ].filter((word) => word !== undefined)
  const contentKey = contentKeyOf(file)
  return (
    <li>
      <a href={`#${fileAnchor(file.path)}`}>
        <UntrustedText text={file.path} maxLength={300} />
      </a>
      <span className="flex flex-wrap justify-between gap-x-3 text-ink-3 text-xs">
        <span>
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

function EqualFiles({ files }: { files: readonly FileDiff[] }) {
  return (
    <Disclosure summary={countFiles(files.length, 'equal, byte for byte')}>
      <ul className="grid gap-1 text-ink-3 text-xs">
        {files.map(({ path, hiddenCharacters }) => (
          <li key={path}>
            <UntrustedText text={path} maxLength={300} />
            {hiddenCharacters.length > 0 && ', hidden characters on both sides'}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
