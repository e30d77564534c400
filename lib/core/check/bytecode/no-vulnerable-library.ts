import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import { libraryAdvisories } from './library-advisories'
import { isWithin, parseVersion } from './version-order'

/** BC-12. Whether a file of a library among the sources is of a version with a known flaw. */
export const noVulnerableLibrary: Check<'new contract'> = {
  id: 'BC-12',
  title: 'No dependency is known to be vulnerable',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new contract'],
  incident:
    'OpenZeppelin Contracts, 2021: TimelockController (21 August) let executors take it over, UUPSUpgradeable 4.1.0 to 4.3.1 (September) let strangers brick proxies; both were fixed before a loss.',
  remedy:
    'Take the library in the version that the advisory names, or show that the flaw is not reached.',
  run: ({ 'new contract': contract }) => {
    const files = libraryFiles(contract)
    if (files.length === 0) {
      const detail =
        'No file of OpenZeppelin Contracts is among the sources; of no other library are advisories known here.'
      return { verdict: 'not-applicable', detail, evidence: [] }
    }
    const affected = files.flatMap(advisoriesOf)
    if (affected.length > 0) {
      const detail = `${affected.length} published flaws are in files of this version.`
      return { verdict: 'fail', detail, evidence: affected }
    }
    const unversioned = files.filter((file) => !file.version && isListed(file))
    if (unversioned.length > 0) {
      const detail = `${unversioned.length} files that had flaws do not say of which version they are.`
      const evidence = unversioned.map(({ path }) => ({ where: path, what: 'names no version' }))
      return { verdict: 'unknown', detail, evidence }
    }
    const detail = `${files.length} files of OpenZeppelin Contracts, none of a version with a flaw of medium severity or above.`
    return { verdict: 'pass', detail, evidence: [] }
  },
}

type LibraryFile = {
  readonly path: string
  readonly name: string
  readonly version: readonly number[] | undefined
}

/** Files of OpenZeppelin Contracts, by their path or by what stands at their head since 4.4; in one that holds many, each. */
function libraryFiles({ sources }: CompiledContract): LibraryFile[] {
  return Object.entries(sources).flatMap(([path, text]) => {
    const head = /OpenZeppelin Contracts (?:\(last updated )?v([\d.]+)/.exec(text.slice(0, 400))
    const within = filesWithin(path, text)
    if (!head && !/openzeppelin/i.test(path)) return within
    const inPath = /openzeppelin[^/]*\/[^/]*@v?(\d+\.\d+\.\d+)/i.exec(path)?.[1]
    const file = fileName(path)
    const version = parseVersion(head?.[1] ?? inPath ?? '')
    return [
      { path: visibleText(path), name: file, version },
      ...within.filter((one) => !bears({ name: file }, one.name)),
    ]
  })
}

/** What a file holds that others were joined into: by the heads of those, and by the lines that tools put in front of them. */
function filesWithin(path: string, text: string): LibraryFile[] {
  const heads = text.matchAll(
    /OpenZeppelin Contracts (?:\(last updated )?v([\d.]+)\)? \(([\w/.-]+)\.sol\)/g,
  )
  const lines = text.matchAll(
    /^[ \t]*\/\/ File:? (?=\S*openzeppelin)([\w@/.-]+)\.sol(?:@v?(\d+\.\d+\.\d+))?/gim,
  )
  const told = [...heads].map(([, version = '', name = '']) => ({ name, version }))
  const named = [...lines].map(([, name = '', version = '']) => ({ name, version }))
  const files = [...told, ...named].map(({ name, version }) => ({
    path: visibleText(`${path}: ${fileName(name)}`),
    name: fileName(name),
    version: parseVersion(version),
  }))
  // A line without a version is of the head below it.
  return files.filter(
    (one) => one.version || !files.some((other) => other.version && bears(one, other.name)),
  )
}

function fileName(path: string): string {
  return (
    path
      .split('/')
      .at(-1)
      ?.replace(/\.sol$/, '') ?? ''
  )
}

/** `ECDSAUpgradeable` is `ECDSA` for proxies; `UUPSUpgradeable` is so called in both packages. */
function bears({ name }: Pick<LibraryFile, 'name'>, file: string): boolean {
  return name === file || name === `${file}Upgradeable`
}

function isListed(file: LibraryFile): boolean {
  return libraryAdvisories.some((one) => bears(file, one.file))
}

function advisoriesOf(file: LibraryFile): FindingEvidence[] {
  const { version, path } = file
  if (!version) return []
  return libraryAdvisories
    .filter((one) => bears(file, one.file) && one.ranges.some((range) => isWithin(version, range)))
    .map(({ id, severity, effect }) => ({
      where: path,
      what: `${version.join('.')}, ${id} (${severity}): ${effect}`,
    }))
}
