import { keccak256, recoverAddress } from 'viem'
import type { ErrorContent } from '@/components/ui/error-view'
import { BaseError } from '@/lib/core/error/base-error'
import { examine } from '@/lib/core/verify/examine'
import { type Examined, type Fit, fitTogether } from '@/lib/core/verify/fit-together'
import type { GivenOptions } from '@/lib/core/verify/given'
import { recognise } from '@/lib/core/verify/recognise'

/** What became of one text. */
export type Outcome =
  | ({ readonly is: 'examined' } & Examined)
  | { readonly is: 'refused'; readonly error: ErrorContent }

export type VerifiedTexts = {
  readonly outcomes: readonly Outcome[]
  /** Numbers are those of the outcomes. */
  readonly fits: readonly Fit[]
}

/** Examines every text, and those that are something against each other. */
export async function verifyTexts(
  texts: readonly string[],
  options: GivenOptions,
): Promise<VerifiedTexts> {
  const outcomes = await Promise.all(texts.map((text) => verifyText(text, options)))
  const examined = outcomes.flatMap((outcome, index) =>
    outcome.is === 'examined' ? [{ index, outcome }] : [],
  )
  const fits = await fitTogether(examined.map(({ outcome }) => outcome))
  const place = (at: number) => examined[at]?.index ?? at
  return {
    outcomes,
    fits: fits.map(({ of: [a, b], statement }) => ({ of: [place(a), place(b)], statement })),
  }
}

/** Has viem load what recovers signatures: it does so when it is first asked, which may be without a network. */
export async function loadRecovery(): Promise<void> {
  const any = { hash: keccak256('0x'), signature: `0x${'11'.repeat(64)}1b` } as const
  // Whose it is does not matter, nor that it may be nobody's.
  await recoverAddress(any).catch(() => undefined)
}

async function verifyText(text: string, options: GivenOptions): Promise<Outcome> {
  try {
    const given = recognise(text, options)
    return { is: 'examined', given, examination: await examine(given) }
  } catch (error) {
    if (error instanceof BaseError) return { is: 'refused', error }
    // Hostile input reached code that did not expect it; it is refused all the same, and said to be.
    const shortMessage = 'This could not be examined.'
    const problem = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
    return { is: 'refused', error: { shortMessage, facts: [['Problem', problem]] } }
  }
}
