import type { Block, Known } from '@/lib/core/chain/snapshot'
import { type DecisiveFact, type DecisiveReading, differingFacts } from './decisive-facts'
import type { LedgerEntry } from './ledger-entry'

/** Another node that was asked for the same at the same block, by the name it has in words. */
export type Witness<T> = {
  readonly name: string
  readonly facts: Known<T>
  /** The configuration names it, so that its silence counts. A wallet need not pass questions on. */
  readonly isConfigured: boolean
}

/**
 * Every node that this browser may ask says the same of what decides. A configured one that is silent leaves it unknown,
 * whoever else agrees. One node alone is told as that: nobody has confirmed it, which is no pass.
 *
 * @param asked The name of the node that all else here rests on.
 */
export function checkQuorum(
  asked: string,
  { blockHash, facts: own }: DecisiveReading,
  witnesses: readonly Witness<DecisiveReading>[],
): LedgerEntry {
  const head = {
    id: 'quorum',
    title: 'Other nodes say the same',
    anchor: 'second-rpc',
  } as const
  const agreeing: string[] = []
  const silent: string[] = []
  const partial: string[] = []
  for (const { name, facts, isConfigured } of witnesses) {
    const answer = compareReadings([asked, { blockHash, facts: own }], [name, facts])
    if (answer.says === 'otherwise') return { ...head, verdict: 'fail', ...answer.difference }
    if (answer.says === 'the same') agreeing.push(name)
    else if (isConfigured) silent.push(answer.detail)
    // A wallet need not pass every question on; what it passes on and does not answer is told.
    else if (answer.says === 'less') partial.push(answer.detail)
  }
  const count = own.filter(({ value }) => value.known).length
  const agreement =
    agreeing.length > 0 ? [`${asked} and ${agreeing.join(', ')} agree on ${count} facts.`] : []
  const told = [...agreement, ...silent, ...partial]
  // Whoever configured a node wants its word: that another agrees does not stand for it.
  if (silent.length > 0) return { ...head, verdict: 'unknown', detail: told.join(' ') }
  if (agreeing.length > 0) return { ...head, verdict: 'pass', detail: told.join(' ') }
  const detail = `One node only: nobody has confirmed all that ${asked} says.`
  return { ...head, verdict: 'not-applicable', detail: [detail, ...partial].join(' ') }
}

type Comparison =
  | { readonly says: 'the same' }
  | { readonly says: 'nothing' | 'less'; readonly detail: string }
  | {
      readonly says: 'otherwise'
      readonly difference: Pick<LedgerEntry, 'detail' | 'expected' | 'found'>
    }

/** What one witness says beside the node that was asked. What it says otherwise counts, whatever else it leaves out. */
function compareReadings(
  [asked, own]: readonly [string, DecisiveReading],
  [name, theirs]: readonly [string, Known<DecisiveReading>],
): Comparison {
  if (!theirs.known) return { says: 'nothing', detail: `${name}: ${theirs.reason}` }
  const { blockHash: found, facts: answers } = theirs.value
  if (found !== own.blockHash) {
    const detail = `${asked} and ${name} have different blocks of one number.`
    return { says: 'otherwise', difference: { detail, expected: own.blockHash, found } }
  }
  const told = own.facts.filter((each) => isKnown(answers, each.name))
  const [difference] = differingFacts(told, answers)
  if (difference) {
    const { name: what, before, after } = difference
    const detail = `Of ${what}, ${asked} says ${before} and ${name} says ${after}. One of them is wrong or lies.`
    return { says: 'otherwise', difference: { detail, expected: before, found: after } }
  }
  const untold = answers.find((each) => !each.value.known && isKnown(own.facts, each.name))
  if (untold) return { says: 'less', detail: `${name} does not tell ${untold.name}.` }
  return { says: 'the same' }
}

function isKnown(facts: readonly DecisiveFact[], name: string): boolean {
  return facts.some((each) => each.name === name && each.value.known)
}

/** A reading of every node, from what was read of it. */
export function readingsOf<T extends { readonly block: Block }>(
  own: T,
  witnesses: readonly Witness<T>[],
  decide: (facts: T) => DecisiveFact[],
): readonly [DecisiveReading, readonly Witness<DecisiveReading>[]] {
  const readingOf = (facts: T) => ({ blockHash: facts.block.hash, facts: decide(facts) })
  return [
    readingOf(own),
    witnesses.map(({ facts, ...rest }) => ({
      ...rest,
      facts: facts.known ? { known: true, value: readingOf(facts.value) } : facts,
    })),
  ]
}
