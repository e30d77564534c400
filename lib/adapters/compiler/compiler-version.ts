import { visibleText } from '@/lib/core/chain/visible-text'
import { UnsupportedCompilerError } from './compiler-error'

/** A release of solc. `commit` is undefined where the bundle names none. */
export type CompilerVersion = {
  /** `0.8.30`, the version of the npm package too. */
  readonly release: string
  /** `73712a01` */
  readonly commit: string | undefined
}

const pattern =
  /^v?(?<release>\d{1,3}\.\d{1,3}\.\d{1,3})(\+commit\.(?<commit>[0-9a-f]{8})(\.[\w.]{1,60})?)?$/

/** The first that reports the storage layout. */
const oldest = [0, 5, 13] as const

/**
 * Reads how a compiler names itself, e.g. `0.8.30+commit.73712a01`, also with a `v` before it.
 *
 * @throws UnsupportedCompilerError for nightly builds, other compilers and releases before 0.5.13.
 */
export function parseCompilerVersion(text: string): CompilerVersion {
  const { release, commit } = pattern.exec(text)?.groups ?? {}
  if (release === undefined) {
    const what = /nightly|develop|ci/.test(text)
      ? 'a build that was never released'
      : 'no version of solc'
    throw new UnsupportedCompilerError({ version: shown(text), reason: what })
  }
  if (isOlder(release.split('.').map(Number))) {
    throw new UnsupportedCompilerError({ version: shown(text), reason: 'older than 0.5.13' })
  }
  return { release, commit }
}

/** Whether what the compiler says of itself is what was asked for. */
export function isVersion({ release, commit }: CompilerVersion, actual: string): boolean {
  const wanted = commit === undefined ? `${release}+` : `${release}+commit.${commit}`
  return actual.startsWith(wanted)
}

function isOlder(release: readonly number[]): boolean {
  const place = oldest.findIndex((part, index) => part !== release[index])
  return place >= 0 && (release[place] ?? 0) < (oldest[place] ?? 0)
}

function shown(text: string): string {
  return visibleText(text, { maxLength: 80 })
}
