import {
  type Address,
  type Hex,
  isAddressEqual,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { FindingEvidence, Verdict } from '@/lib/core/check/finding'
import type { AppliedCut } from '@/lib/core/proxy/apply-diamond-cut'
import { type DiamondCut, diamondCutSelector } from '@/lib/core/proxy/read-diamond-cut'
import type { FacetCode, ReviewedDiamonds } from './reviewed-diamonds'

export type Judged = FindingEvidence & { readonly verdict: Verdict }

/** Of `facets()`. */
const loupeSelector = '0x7a0ed627'

/**
 * What is to be said of a cut: of each selector that does not change as the cut says, of each facet that it brings, of what
 * the diamond delegates to, and of whether it can be cut and looked at afterwards.
 */
export function judgeCut(
  path: string,
  cut: DiamondCut,
  { applied, codes }: { applied: AppliedCut; codes: ReviewedDiamonds['codes'] },
): Judged[] {
  const { functions, changes, problems } = applied
  const wrong = problems.map(
    ({ selector, what }): Judged => ({ verdict: 'fail', where: selector ?? path, what }),
  )
  const gone = changes.filter(({ to }) => to === undefined)
  const brought = [...new Set(changes.flatMap(({ to }) => to?.toLowerCase() ?? []))]
  return [
    ...wrong,
    ...(gone.length > 0 ? [describeGone(path, gone, functions)] : []),
    ...brought.flatMap((facet) =>
      judgeFacet(
        facet,
        changes.filter(({ to }) => to?.toLowerCase() === facet),
        codes,
      ),
    ),
    ...judgeInit(cut, codes),
  ]
}

function describeGone(
  path: string,
  gone: AppliedCut['changes'],
  after: AppliedCut['functions'],
): Judged {
  const lost = gone.map(({ selector }) => selector)
  const isFrozen = lost.includes(diamondCutSelector) && !after.has(diamondCutSelector)
  if (isFrozen) return { verdict: 'fail', where: path, what: 'nobody can cut the diamond again' }
  const isBlind = lost.includes(loupeSelector) && !after.has(loupeSelector)
  if (isBlind) {
    return { verdict: 'fail', where: path, what: 'the diamond does not list its facets any more' }
  }
  return { verdict: 'warn', where: path, what: `removed: ${listed(lost)}` }
}

function judgeFacet(
  facet: string,
  changes: AppliedCut['changes'],
  codes: ReviewedDiamonds['codes'],
): Judged[] {
  const where = changes[0]?.to ?? facet
  const told = (verdict: Verdict, what: string): Judged[] => [{ verdict, where, what }]
  const code = codes.get(facet)
  if (!code) return told('unknown', 'its code was not read')
  if (!code.known) return told('unknown', code.reason)
  const empty = describeAccount(code.value)
  if (empty) return told('fail', empty)
  const { sources } = code.value
  const cut = describeChanges(changes)
  if (!sources.known) return told('unknown', `${cut}; ${sources.reason}`)
  if (sources.value.match === 'mismatch') return told('fail', `${cut}; its sources give other code`)
  const names = namesIn(code.value)
  const missing = changes.filter(({ selector }) => !names.has(selector))
  if (missing.length > 0) {
    const selectors = listed(missing.map(({ selector }) => selector))
    return told('fail', `has no function for ${selectors}`)
  }
  const clashes = changes.flatMap(({ selector, from }) => clashOf(selector, from, names, codes))
  return clashes.length > 0
    ? clashes.map((what): Judged => ({ verdict: 'fail', where, what }))
    : told('pass', cut)
}

/** Two functions under one selector: whoever means the one would run the other. */
function clashOf(
  selector: Hex,
  from: Address | undefined,
  names: ReadonlyMap<Hex, string>,
  codes: ReviewedDiamonds['codes'],
): string[] {
  const old = from && codes.get(from.toLowerCase())
  const before = old?.known ? namesIn(old.value).get(selector) : undefined
  const after = names.get(selector)
  if (before === undefined || before === after) return []
  return [visibleText(`${selector} was ${before} and becomes ${after}`)]
}

function judgeInit({ init, diamond }: DiamondCut, codes: ReviewedDiamonds['codes']): Judged[] {
  if (!init) return []
  const { address, data } = init
  const told = (verdict: Verdict, what: string): Judged[] => [{ verdict, where: address, what }]
  const code = codes.get(address.toLowerCase())
  if (isAddressEqual(address, diamond)) return told('unknown', 'the diamond delegates to itself')
  if (!code) return told('unknown', 'the code of the initialisation was not read')
  if (!code.known) return told('unknown', code.reason)
  const empty = describeAccount(code.value)
  if (empty) return told('fail', `the diamond delegates to it, and it ${empty}`)
  const { sources } = code.value
  const selector = data.slice(0, 10).toLowerCase() as Hex
  if (!sources.known) return told('unknown', `initialises with ${selector}; ${sources.reason}`)
  if (sources.value.match === 'mismatch') {
    return told('fail', 'initialises, and its sources give other code')
  }
  const name = namesIn(code.value).get(selector)
  return name === undefined
    ? told('fail', `the diamond delegates ${selector} to it, which it does not have`)
    : told('pass', visibleText(`initialises with ${name}`))
}

function describeAccount({ account: { kind } }: FacetCode): string | undefined {
  if (kind === 'none') return 'has no code'
  return kind === 'delegated' ? 'is an account whose owner chooses its code' : undefined
}

function namesIn({ sources }: FacetCode): ReadonlyMap<Hex, string> {
  const abi = sources.known && sources.value.match !== 'mismatch' ? sources.value.abi : []
  return new Map(
    abi.flatMap((item) =>
      item.type === 'function' ? [[toFunctionSelector(item), toFunctionSignature(item)]] : [],
    ),
  )
}

function describeChanges(changes: AppliedCut['changes']): string {
  const fresh = changes.filter(({ from }) => from === undefined).length
  const parts = [
    ...(fresh > 0 ? [`${fresh} new`] : []),
    ...(fresh < changes.length ? [`${changes.length - fresh} replaced`] : []),
  ]
  return `${parts.join(', ')}: ${listed(changes.map(({ selector }) => selector))}`
}

const mostListed = 16

/** A facet may have a thousand selectors, and nobody reads them all. */
function listed(selectors: readonly Hex[]): string {
  const shown = selectors.slice(0, mostListed).join(', ')
  const more = selectors.length - mostListed
  return more > 0 ? `${shown} and ${more} more` : shown
}
