import { isAddressEqual } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import { staleDescriptors } from '@/lib/core/signing/clear-signing/stale-descriptors'
import type { Examination, NamedHash, Statement } from './examination'
import type { Given } from './given'

/** A document with what was said of it. */
export type Examined = { readonly given: Given; readonly examination: Examination }

/** What two documents say of each other. */
export type Fit = { readonly of: readonly [number, number]; readonly statement: Statement }

/**
 * Holds every two documents against each other: a hash against all hashes of the other, a signature against what the other
 * has to be signed as, and whatever both name by the same name.
 *
 * @returns Nothing for two that have nothing in common to compare.
 */
export async function fitTogether(examined: readonly Examined[]): Promise<Fit[]> {
  const fits: Fit[] = []
  for (const [left, a] of examined.entries()) {
    for (const [offset, b] of examined.slice(left + 1).entries()) {
      const statements = await compare(a, b)
      const of = [left, left + 1 + offset] as const
      fits.push(...statements.map((statement) => ({ of, statement })))
    }
  }
  return fits
}

async function compare(a: Examined, b: Examined): Promise<Statement[]> {
  if (a.given.kind === 'hash') return b.given.kind === 'hash' ? sameHash(a, b) : hashOf(a, b)
  if (b.given.kind === 'hash') return hashOf(b, a)
  const described = [...descriptorOf(a, b), ...descriptorOf(b, a)]
  if (described.length > 0) return described
  const signed = [...(await signatureOf(a, b)), ...(await signatureOf(b, a))]
  return signed.length > 0 ? signed : shared(a.examination, b.examination)
}

function sameHash(a: Examined, b: Examined): Statement[] {
  if (a.given.kind !== 'hash' || b.given.kind !== 'hash') return []
  return a.given.hash === b.given.hash
    ? [{ verdict: 'pass', text: 'The two hashes are the same.' }]
    : [{ verdict: 'fail', text: 'The two hashes differ.' }]
}

function hashOf({ given }: Examined, { examination }: Examined): Statement[] {
  const { hashes, refers, title: thing } = examination
  // A signature by itself has no hash that it could be.
  if (given.kind !== 'hash' || hashes.length + refers.length === 0) return []
  const isIt = (one: NamedHash) => one.hash === given.hash
  const own = hashes.find(isIt)
  if (own) return [{ verdict: 'pass', text: `${thing}: the hash is its ${own.name}.` }]
  const named = refers.find(isIt)
  if (named) {
    return [{ verdict: 'pass', text: `${thing}: it names the hash as its ${named.name}.` }]
  }
  return [
    { verdict: 'fail', text: `${thing}: the hash is none of its own and none that it names.` },
  ]
}

const standings = {
  stale: { verdict: 'warn', words: 'made wrong by this patch' },
  unbound: { verdict: 'warn', words: 'no longer found after this patch' },
  unknown: { verdict: 'unknown', words: 'what becomes of it cannot be told' },
  intact: { verdict: 'pass', words: 'still right after this patch' },
} as const

/** What the patch of a report makes of a descriptor. */
function descriptorOf({ given }: Examined, { given: other }: Examined): Statement[] {
  if (given.kind !== 'descriptor' || !('upgrades' in other)) return []
  const { descriptor } = given
  const found = staleDescriptors({ descriptors: [descriptor], upgrades: other.upgrades })
  return found.map(({ standing, proxy, functions, reason }) => {
    const { verdict, words } = standings[standing]
    const what = functions.map(({ key, change, now }) =>
      [visibleText(key, { maxLength: 200 }), change.replace('-', ' '), now]
        .filter(Boolean)
        .join(' '),
    )
    const detail = [reason, ...what].filter(Boolean).join('; ')
    const name = visibleText(descriptor.name, { maxLength: 80 })
    return { verdict, text: `Descriptor “${name}” of ${proxy}: ${words}. ${detail}`.trim() }
  })
}

async function signatureOf({ given, examination: own }: Examined, { examination }: Examined) {
  const { signable } = examination
  if (given.kind !== 'signature' || signable === undefined) return []
  const thing = examination.title
  const isOfOther = given.claimedHash !== undefined && given.claimedHash !== signable
  if (isOfOther) {
    return [
      { verdict: 'fail', text: `${thing}: the signature says it is of ${given.claimedHash}.` },
    ] satisfies Statement[]
  }
  try {
    const parsed = await parseSignatures({ signatures: given.signatures, safeTxHash: signable })
    const named = [...examination.named, ...own.named]
    return parsed.map(({ kind, signer }): Statement => {
      if (kind === 'contract' || kind === 'approved-hash') {
        return {
          verdict: 'unknown',
          text: `${thing}: ${signer} is only claimed (${kind}); the chain can tell.`,
        }
      }
      if (named.some((one) => isAddressEqual(one, signer))) {
        return { verdict: 'pass', text: `${thing}: signed by ${signer}, who is named in it.` }
      }
      if (named.length > 0) {
        return {
          verdict: 'fail',
          text: `${thing}: the signature recovers to ${signer}, who is named nowhere.`,
        }
      }
      // Any 65 bytes recover to somebody: it is worth something only beside the list of owners.
      return {
        verdict: 'unknown',
        text: `${thing}: the signature recovers to ${signer}. Compare it with the owners.`,
      }
    })
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return [{ verdict: 'fail', text: `${thing}: ${error.shortMessage}` }] satisfies Statement[]
  }
}

/** Under each name that both have: whether one of the hashes is the same. */
function shared(a: Examination, b: Examination): Statement[] {
  const [ours, theirs] = [a, b].map((one) => [...one.hashes, ...one.refers]) as [
    NamedHash[],
    NamedHash[],
  ]
  const names = new Set(ours.map(({ name }) => name))
  return [...names].flatMap((name): Statement[] => {
    // Two transactions of one Safe share a domain and are not the same for it.
    if (name === 'Domain hash' || name === 'Message hash') return []
    const others = theirs.filter((one) => one.name === name)
    if (others.length === 0) return []
    const isSame = ours.some(
      (one) => one.name === name && others.some(({ hash }) => hash === one.hash),
    )
    const both = `${a.title} and ${lowerFirst(b.title)}`
    return isSame
      ? [{ verdict: 'pass', text: `${both}: the same ${name}.` }]
      : [{ verdict: 'fail', text: `${both}: another ${name}.` }]
  })
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
