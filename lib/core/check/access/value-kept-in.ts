import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { AssetMove } from '@/lib/core/simulation/asset-flows'
import type { CallEffect, StrangerCall } from '@/lib/core/simulation/stranger-calls'
import { triedInWords, untriedEvidence } from './tried-in-words'

/** AC-04. Whether a stranger who gives nothing can get something out with the patch, for itself or for another. */
export const valueKeptIn: Check<'stranger calls', 'registry' | 'safe' | 'timelock'> = {
  id: 'AC-04',
  title: 'No stranger can move value out',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['stranger calls'],
  may: ['registry', 'safe', 'timelock'],
  incident:
    'Ankr, 2022-12-01, about 5 million, with 15.5 million at Helio: anybody could mint. LI.FI, 2024-07-16, 11.6 million: a new facet made any call that it was given. Zoth, 2025-03-21, 8.4 million.',
  remedy: 'Let the function move only what belongs to its caller.',
  run: ({ 'stranger calls': tried, registry, safe, timelock }): Judgement => {
    const { stranger } = tried
    const named = [safe?.safe.address, timelock?.timelock.address].flatMap((one) => one ?? [])
    const protocol = [...(registry?.keys() ?? []), ...named.map((one) => one.toLowerCase())]
    const through = tried.effective.filter(({ direct }) => !direct)
    const judged = through.map((call) => {
      const own = new Set([call.target.toLowerCase(), ...protocol])
      const gains = gainsOf(call.after, stranger, own)
      const earlier = new Set(call.before ? gainsOf(call.before, stranger, own) : [])
      return { call, fresh: gains.filter((one) => !earlier.has(one)), old: earlier.size }
    })
    const evidence = firstOfEach(
      judged.flatMap(({ call, fresh }) => fresh.map((what) => ({ call, what }))),
    )
    if (evidence.length > 0) {
      const detail = `A stranger gets out what is not its own. ${triedInWords(tried)}`
      return { verdict: 'fail', detail, evidence }
    }
    const open = judged.filter(({ old }) => old > 0)
    const untried = untriedEvidence(tried)
    if (untried.length > 0) {
      const detail = `Not everything was tried. ${triedInWords(tried)}`
      return { verdict: 'unknown', detail, evidence: untried }
    }
    const before = firstOfEach(open.map(({ call }) => ({ call, what: 'moved value before too' })))
    const detail = `A stranger gets out nothing that it could not before. ${triedInWords(tried)}`
    return { verdict: before.length > 0 ? 'warn' : 'pass', detail, evidence: before }
  },
}

/** What somebody has after a call who gave nothing for it, a line each that is the same for the same gain. */
function gainsOf(
  { moves, allowances }: CallEffect,
  stranger: Address,
  own: ReadonlySet<string>,
): string[] {
  const isStranger = (address: Address) => isAddressEqual(address, stranger)
  const taken = takenOf(moves, isStranger, (address) => own.has(address.toLowerCase()))
  const allowed = allowances.flatMap((one) => {
    const isGranted = one.kind === 'amount' ? one.amount > 0n : one.kind === 'token' || one.approved
    return isGranted && !isStranger(one.owner) && isStranger(one.spender)
      ? [`lets it spend ${one.token} of ${one.owner}`]
      : []
  })
  return [...new Set([...taken, ...allowed])]
}

type IsOne = (address: Address) => boolean

function takenOf(moves: CallEffect['moves'], isStranger: IsOne, isOwn: IsOne): string[] {
  const real = moves.filter((move) => move.kind === 'erc721' || move.amount > 0n)
  // What it got in the same call and gave back in part is no gift.
  const kept = keptOf(real, isStranger)
  if ([...kept.values()].some((amount) => amount < 0n)) return []
  const own = real.filter(({ to }) => isStranger(to))
  const others = real.filter(({ from, to }) => !isStranger(to) && isOwn(from) && !isOwn(to))
  return [
    ...own
      .filter((move) => (kept.get(assetOf(move)) ?? 0n) > 0n)
      .map((move) => {
        const source = isZero(move.from) ? 'that is made anew' : `of ${move.from}`
        return `gives it ${assetOf(move)} ${source}`
      }),
    ...others.map((move) => {
      const target = isZero(move.to) ? 'nobody' : move.to
      return `sends ${assetOf(move)} of ${move.from} to ${target}`
    }),
  ]
}

/** What of each asset stays with somebody. */
function keptOf(moves: readonly AssetMove[], isSomebody: IsOne): ReadonlyMap<string, bigint> {
  const kept = new Map<string, bigint>()
  for (const move of moves) {
    const amount = move.kind === 'erc721' ? 1n : move.amount
    const change = (isSomebody(move.to) ? amount : 0n) - (isSomebody(move.from) ? amount : 0n)
    kept.set(assetOf(move), (kept.get(assetOf(move)) ?? 0n) + change)
  }
  return kept
}

function assetOf(move: AssetMove): string {
  switch (move.kind) {
    case 'ether':
      return 'ether'
    case 'erc20':
      return move.token
    case 'erc721':
    case 'erc1155':
      return `number ${move.id} of ${move.token}`
  }
}

function isZero(address: Address): boolean {
  return isAddressEqual(address, zeroAddress)
}

function firstOfEach(
  found: readonly { readonly call: StrangerCall; readonly what: string }[],
): FindingEvidence[] {
  const seen = new Set<string>()
  return found
    .filter(({ call, what }) => {
      const key = `${call.target} ${call.selector} ${what}`
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, 40)
    .map(({ call, what }) => ({
      where: call.target,
      what: visibleText(`${call.name}, given ${call.given}: ${what}`),
    }))
}
