import { type Address, isAddressEqual } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { AssetAnswers, GivenAsset } from './given-asset'

/** CF-03. Whether an address that an upgrade brings stands for the same asset as the one that it replaces. */
export const assetsKept: Check<'given assets'> = {
  id: 'CF-03',
  title: 'Addresses among the parameters are of the right asset',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['given assets'],
  incident:
    'Yearn yUSDT, 2023-04-13, about 11.6 million: since 2020 it had been configured with a contract for another asset, and nobody had compared.',
  remedy: 'Compare the address with what the issuer of the asset publishes for this chain.',
  run: ({ 'given assets': given }) => {
    const judged = given.flatMap((one) => judge(one) ?? [])
    if (judged.length === 0) {
      const evidence = [{ where: 'parameters', what: `none of ${given.length} is a token` }]
      return { verdict: 'not-applicable', detail: 'The upgrade brings no asset.', evidence }
    }
    const verdict = worstVerdict(judged.map((one) => one.verdict))
    const few = judged.filter((one) => one.verdict === verdict).length
    return {
      verdict,
      detail: `${few} of ${judged.length} ${details[verdict]}`,
      evidence: judged.map(({ where, what }) => ({ where, what })),
    }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'addresses stand for the asset that was there.',
  warn: 'addresses are others, and of the same asset by their own words only.',
  fail: 'addresses stand for another asset than before.',
  unknown: 'addresses have nothing before them to be compared with.',
  'not-applicable': '',
}

type Judged = FindingEvidence & { readonly verdict: Verdict }

/** Undefined where it is no asset, before and after. */
function judge({ where, old, now }: GivenAsset): Judged | undefined {
  if (!isToken(now) && !(old && isToken(old))) return undefined
  const what = `${shown(now)}; ${old ? `${shown(old)} before` : 'what is there now is not known'}`
  const place = visibleText(where, { maxLength: 200 })
  return { verdict: old ? compare(old, now) : 'unknown', where: place, what }
}

function isToken({ symbol, decimals, underlying }: AssetAnswers): boolean {
  return symbol !== undefined || decimals !== undefined || underlying !== undefined
}

function compare(old: AssetAnswers, now: AssetAnswers): Verdict {
  if (isAddressEqual(old.address, now.address)) return 'pass'
  if (old.decimals !== now.decimals) return 'fail'
  // What it says of itself anybody's contract can say.
  const isAlike =
    old.underlying || now.underlying
      ? isSame(old.underlying, now.underlying)
      : old.symbol === now.symbol
  return isAlike ? 'warn' : 'fail'
}

function isSame(a: Address | undefined, b: Address | undefined): boolean {
  return a !== undefined && b !== undefined && isAddressEqual(a, b)
}

function shown(asset: AssetAnswers): string {
  const { address, symbol, decimals, underlying } = asset
  if (!isToken(asset)) return `${address} is no token`
  const name = symbol === undefined ? 'no symbol' : visibleText(symbol, { maxLength: 40 })
  const of = underlying === undefined ? '' : `, for ${underlying}`
  return `${address} (${name}, ${decimals ?? 'no'} decimals${of})`
}
