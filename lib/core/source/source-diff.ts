import type { Hash } from 'viem'
import type { HiddenCharacter } from './hidden-characters'

/** A run of words in a changed line. A line without a counterpart is one run that is changed. */
export type WordRun = { readonly text: string; readonly changed: boolean }

/** A line of a hunk. Line numbers count from 1, of the old and of the new text. */
export type DiffLine =
  | { readonly kind: 'same'; readonly from: number; readonly to: number; readonly text: string }
  | { readonly kind: 'removed'; readonly from: number; readonly words: readonly WordRun[] }
  | { readonly kind: 'added'; readonly to: number; readonly words: readonly WordRun[] }

export type DiffHunk = {
  /** First line, of the old and of the new text. */
  readonly from: number
  readonly to: number
  readonly lines: readonly DiffLine[]
}

/** A function or contract part that stands elsewhere, unchanged but for its place. Line ranges, inclusive. */
export type MovedBlock = {
  readonly fromPath: string
  readonly fromLines: readonly [number, number]
  readonly toPath: string
  readonly toLines: readonly [number, number]
}

export type FileDiff = {
  /** The new path, or the old one of a file that is gone. */
  readonly path: string
  /** Where it stood before, when it was renamed. */
  readonly renamedFrom?: string | undefined
  readonly change: 'added' | 'removed' | 'changed' | 'renamed' | 'same'
  /** keccak256 of the texts; the key of "viewed" marks. Absent where there is no text, for `same`, and beyond 500 kB. */
  readonly fromHash?: Hash | undefined
  readonly toHash?: Hash | undefined
  /** Of the new text, or of the old one of a file that is gone. */
  readonly lines: number
  readonly linesAdded: number
  readonly linesRemoved: number
  /** Nothing but comments and white space differs, and no comment that compilers or validators obey. */
  readonly commentsOnly: boolean
  /** The line feed at the end of the file came or went. No line shows that. */
  readonly lastLineFeed?: 'added' | 'removed' | undefined
  /** Characters that can make text read otherwise than it compiles (bidi, zero width), as `U+202E`; of the new text. */
  readonly hiddenCharacters: readonly HiddenCharacter[]
  /** The texts differ so much that the hunks are right but larger than need be. */
  readonly coarse: boolean
  /** Changed lines that no hunk holds any more, because there are too many. */
  readonly linesOmitted: number
  readonly hunks: readonly DiffHunk[]
}

/** What differs between the sources of two implementations. */
export type SourceDiff = {
  readonly files: readonly FileDiff[]
  readonly moved: readonly MovedBlock[]
}
