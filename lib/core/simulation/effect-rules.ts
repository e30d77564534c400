import type { Effect, Effects, EffectVariable } from './effects'

/**
 * Why two sides have to differ. `time`: it is the time of its block, or as far from it. `block number`: it is the number of
 * its block. `start`: others moved a number before, and it is moved by as much, or set to the same.
 */
export type DifferenceRule = 'time' | 'block number' | 'start'

/** What each rule says, for whoever reads the comparison. */
export const ruleWords: Readonly<Record<DifferenceRule, string>> = {
  time: 'as far from the time of its block on both sides',
  'block number': 'the number of its block on both sides',
  start: 'the same change of a number, or the same number, from another start',
}

/** Times that contracts count from now on lie within this many seconds: ten years. */
const farthest = 315_360_000n

type Moment = Effects['at']
type Moments = { readonly mine: Moment; readonly theirs: Moment }

/** The rule by which two sides of one effect have to differ; undefined where they must not. */
export function ruleOf(mine: Effect, theirs: Effect, at: Moments): DifferenceRule | undefined {
  switch (mine.kind) {
    case 'write':
      return ruleOfWrite(mine, theirs, at)
    case 'balance':
    case 'nonce':
      return isSameChange(mine, theirs) ? 'start' : undefined
    case 'event':
      return ruleOfWords(wordsOf(mine.after), wordsOf(theirs.after), at)
    default:
      return undefined
  }
}

/** Every variable that differs must have a rule; where nothing is decoded, the whole word. */
function ruleOfWrite(mine: Effect, theirs: Effect, at: Moments): DifferenceRule | undefined {
  const [old, now] = [mine.variables ?? [], theirs.variables ?? []]
  if (old.length === 0 || now.length === 0) {
    const isSameStart = mine.before === theirs.before
    return isSameStart ? ruleOfWords([mine.after], [theirs.after], at) : undefined
  }
  const paths = new Set([...old, ...now].map(({ path }) => path))
  const rules = [...paths].flatMap((path) => {
    const one = old.find((variable) => variable.path === path)
    const other = now.find((variable) => variable.path === path)
    if (one && other && one.before === other.before && one.after === other.after) return []
    return [ruleOfVariable(one, other, at)]
  })
  const [first] = rules
  return rules.every(Boolean) ? first : undefined
}

function ruleOfVariable(
  mine: EffectVariable | undefined,
  theirs: EffectVariable | undefined,
  at: Moments,
): DifferenceRule | undefined {
  const [a, b] = [numberOf(mine?.after), numberOf(theirs?.after)]
  if (!mine || !theirs || a === undefined || b === undefined) return undefined
  if (!/^u?int/.test(mine.type) || mine.type !== theirs.type) return undefined
  // What stood there before is nothing that this patch does.
  if (a === b) return 'start'
  if (isSameChange(mine, theirs)) return 'start'
  return ruleOfNumbers(a, b, at)
}

function isSameChange(
  mine: Pick<Effect, 'before'> & { after?: string | undefined },
  theirs: typeof mine,
) {
  const [a, b, c, d] = [mine.before, mine.after, theirs.before, theirs.after].map(numberOf)
  if (a === undefined || b === undefined || c === undefined || d === undefined) return false
  return b - a === d - c
}

function ruleOfNumbers(
  a: bigint,
  b: bigint,
  { mine, theirs }: Moments,
): DifferenceRule | undefined {
  const offset = a - mine.timestamp
  const isNear = offset < farthest && offset > -farthest
  if (isNear && offset === b - theirs.timestamp) return 'time'
  return a === mine.number && b === theirs.number ? 'block number' : undefined
}

/** One rule for every word that differs. */
function ruleOfWords(
  mine: readonly string[],
  theirs: readonly string[],
  at: Moments,
): DifferenceRule | undefined {
  if (mine.length !== theirs.length) return undefined
  const rules = mine.flatMap((word, index) => {
    const other = theirs[index] ?? ''
    if (word === other) return []
    const [a, b] = [numberOf(word), numberOf(other)]
    return [a === undefined || b === undefined ? undefined : ruleOfNumbers(a, b, at)]
  })
  const [first] = rules
  return rules.every(Boolean) ? first : undefined
}

/** Topics and data of an event, word by word. */
function wordsOf(text: string): string[] {
  return text.split(' ').flatMap((part) => {
    if (!part.startsWith('0x') || part.length <= 66) return [part]
    return (part.slice(2).match(/.{1,64}/g) ?? []).map((word) => `0x${word}`)
  })
}

function numberOf(text: string | undefined): bigint | undefined {
  return text !== undefined && /^(-?\d+|0x[0-9a-f]{64})$/i.test(text) ? BigInt(text) : undefined
}
