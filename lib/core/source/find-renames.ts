import { splitLines } from './split-lines'

export type SourceFile = { readonly path: string; readonly text: string }

export type Rename = { readonly from: SourceFile; readonly to: SourceFile }

/** A line that stands in more files than this does not tell which of them it is. */
const maxFiles = 16
/** So many files are compared with one that is gone. */
const maxCandidates = 8
/** A file is the same file under another name when it keeps half of its text, as git has it. */
const minSimilarity = 0.5

/**
 * Which of the files that are gone stand elsewhere: those of the same text first, then the most similar ones, each file
 * once. Similarity is the share of the characters in lines that both have.
 */
export function findRenames(gone: readonly SourceFile[], born: readonly SourceFile[]): Rename[] {
  const exact = pairEqual(gone, born)
  const left = without(
    gone,
    exact.map(({ from }) => from),
  )
  const right = without(
    born,
    exact.map(({ to }) => to),
  )
  const [old, now] = [left.map(measure), right.map(measure)]
  const scored = candidatePairs(old, now).flatMap(([a, b]) => {
    const score = similarity(a, b)
    const pair = { from: a.file, to: b.file, score, sameName: a.name === b.name }
    return score >= minSimilarity ? [pair] : []
  })
  scored.sort((a, b) => b.score - a.score || Number(b.sameName) - Number(a.sameName))
  const renames: Rename[] = [...exact]
  const taken = new Set<SourceFile>()
  for (const { from, to } of scored) {
    if (taken.has(from) || taken.has(to)) continue
    taken.add(from)
    taken.add(to)
    renames.push({ from, to })
  }
  return renames
}

/** The files that share most text in lines that few files have: comparing every pair would take too long. */
function candidatePairs(old: readonly Measured[], now: readonly Measured[]) {
  const byLine = new Map<string, Measured[]>()
  for (const file of now) {
    for (const line of file.lines.keys()) {
      const files = byLine.get(line)
      if (files === undefined) byLine.set(line, [file])
      else if (files.length <= maxFiles) files.push(file)
    }
  }
  return old.flatMap((a) => {
    const shared = new Map<Measured, number>()
    for (const line of a.lines.keys()) {
      const files = byLine.get(line) ?? []
      if (files.length > maxFiles) continue
      for (const b of files) shared.set(b, (shared.get(b) ?? 0) + line.length)
    }
    const best = [...shared].sort(([, one], [, other]) => other - one).slice(0, maxCandidates)
    return best.map(([b]) => [a, b] as const)
  })
}

/** Of several files with one text, those with the same name go together first. */
function pairEqual(gone: readonly SourceFile[], born: readonly SourceFile[]): Rename[] {
  const byText = new Map<string, SourceFile[]>()
  for (const file of born) {
    const same = byText.get(file.text)
    if (same === undefined) byText.set(file.text, [file])
    else same.push(file)
  }
  return gone.flatMap((from) => {
    const same = byText.get(from.text) ?? []
    const named = same.findIndex(({ path }) => nameOf(path) === nameOf(from.path))
    // All empty files are the same, which makes none of them another.
    const [to] = from.text.trim() === '' ? [] : same.splice(Math.max(named, 0), 1)
    return to === undefined ? [] : [{ from, to }]
  })
}

function without(files: readonly SourceFile[], some: readonly SourceFile[]): SourceFile[] {
  const left = new Set(some)
  return files.filter((file) => !left.has(file))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

type Measured = {
  readonly file: SourceFile
  /** Without its folders. */
  readonly name: string
  readonly lines: ReadonlyMap<string, number>
  readonly size: number
}

function measure(file: SourceFile): Measured {
  const lines = new Map<string, number>()
  let size = 0
  for (const raw of splitLines(file.text)) {
    const line = raw.trim()
    // Braces and blank lines make any two files similar.
    if (!/[\p{L}\p{N}]/u.test(line)) continue
    lines.set(line, (lines.get(line) ?? 0) + 1)
    size += line.length
  }
  return { file, name: nameOf(file.path), lines, size }
}

function similarity(a: Measured, b: Measured): number {
  if (Math.min(a.size, b.size) < minSimilarity * Math.max(a.size, b.size)) return 0
  let common = 0
  for (const [line, count] of a.lines)
    common += line.length * Math.min(count, b.lines.get(line) ?? 0)
  return common / Math.max(a.size, b.size, 1)
}
