import type { InternedTokens } from './intern-tokens'
import { type EditScript, type Effort, shortestScript } from './shortest-script'
import { findUniqueAnchors } from './unique-anchors'

type Work = {
  readonly tokens: InternedTokens
  readonly removed: Uint8Array
  readonly added: Uint8Array
  /** How often a token stands in the part that is looked at; all zero between two looks. */
  readonly fromCounts: Int32Array
  readonly toCounts: Int32Array
  readonly limit: number
  readonly effort: Effort
  coarse: boolean
}

/** Positions of the tokens that are still to be compared. */
type Part = { readonly from: Int32Array; readonly to: Int32Array }

/** Anchors cut a part into smaller ones, in which more tokens are unique. Hostile input could make that go on for ever. */
const maxDepth = 12

/** Enough for any two files that people wrote, and less than a second for what they did not. */
const defaultSteps = 2 ** 22

/**
 * How to make one sequence of the other. First what only one side has is set aside, which costs nothing in size; then
 * tokens that are unique on both sides anchor the rest, and between the anchors Myers' algorithm finds the smallest
 * script. Where its effort is spent, what is left counts as replaced: correct still, but coarse.
 *
 * @param effort What is spent is taken off.
 */
export function findEditScript(
  tokens: InternedTokens,
  effort: Effort = { steps: defaultSteps },
): EditScript {
  const { from, to, count } = tokens
  const work: Work = {
    tokens,
    removed: new Uint8Array(from.length),
    added: new Uint8Array(to.length),
    fromCounts: new Int32Array(count),
    toCounts: new Int32Array(count),
    limit: Math.max(256, Math.floor(2 ** 25 / (from.length + to.length + 1))),
    effort,
    coarse: false,
  }
  comparePart(work, { from: positions(from.length), to: positions(to.length) }, 0)
  return { removed: work.removed, added: work.added, coarse: work.coarse }
}

function positions(length: number): Int32Array {
  const all = new Int32Array(length)
  for (let index = 0; index < length; index++) all[index] = index
  return all
}

function comparePart(work: Work, whole: Part, depth: number): void {
  const part = trimEqual(work, whole)
  const { fromCounts, toCounts } = work
  const [a, b] = [tokensAt(work.tokens.from, part.from), tokensAt(work.tokens.to, part.to)]
  countTokens(fromCounts, a)
  countTokens(toCounts, b)
  const common: Part = {
    from: markOneSided(part.from, a, toCounts, work.removed),
    to: markOneSided(part.to, b, fromCounts, work.added),
  }
  const sequences = {
    a: tokensAt(work.tokens.from, common.from),
    b: tokensAt(work.tokens.to, common.to),
  }
  const anchors = depth < maxDepth ? findUniqueAnchors(sequences, { fromCounts, toCounts }) : []
  a.forEach((token) => {
    fromCounts[token] = 0
  })
  b.forEach((token) => {
    toCounts[token] = 0
  })
  // A lone anchor in a thicket of repeated tokens is chance rather than meaning.
  if (anchors.length * 16 < Math.min(sequences.a.length, sequences.b.length) || !anchors.length) {
    compareByMyers(work, common, sequences)
    return
  }
  let [start, toStart] = [0, 0]
  for (const [at, toAt] of [...anchors, [common.from.length, common.to.length] as const]) {
    const gap = {
      from: common.from.subarray(start, at),
      to: common.to.subarray(toStart, toAt),
    }
    if (gap.from.length + gap.to.length > 0) comparePart(work, gap, depth + 1)
    ;[start, toStart] = [at + 1, toAt + 1]
  }
}

function trimEqual({ tokens }: Work, { from, to }: Part): Part {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && isEqual(tokens, from[start], to[start])) start++
  let end = 0
  while (
    end < shorter - start &&
    isEqual(tokens, from[from.length - 1 - end], to[to.length - 1 - end])
  ) {
    end++
  }
  return {
    from: from.subarray(start, from.length - end),
    to: to.subarray(start, to.length - end),
  }
}

function isEqual(tokens: InternedTokens, at: number | undefined, toAt: number | undefined) {
  return tokens.from[at ?? -1] === tokens.to[toAt ?? -1]
}

function tokensAt(tokens: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => tokens[place] ?? 0)
}

function countTokens(counts: Int32Array, tokens: Int32Array): void {
  for (const token of tokens) counts[token] = (counts[token] ?? 0) + 1
}

/** Marks what the other side does not have at all, and answers the rest. */
function markOneSided(
  places: Int32Array,
  tokens: Int32Array,
  otherCounts: Int32Array,
  changed: Uint8Array,
): Int32Array {
  const rest = new Int32Array(places.length)
  let length = 0
  places.forEach((place, index) => {
    if ((otherCounts[tokens[index] ?? 0] ?? 0) > 0) rest[length++] = place
    else changed[place] = 1
  })
  return rest.subarray(0, length)
}

function compareByMyers(
  work: Work,
  part: Part,
  { a, b }: { readonly a: Int32Array; readonly b: Int32Array },
): void {
  const { removed, added, coarse } = shortestScript(a, b, work)
  if (coarse) work.coarse = true
  part.from.forEach((place, index) => {
    if (removed[index]) work.removed[place] = 1
  })
  part.to.forEach((place, index) => {
    if (added[index]) work.added[place] = 1
  })
}
