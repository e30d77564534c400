import { useRef, useState } from 'react'
import { type Hash, isAddressEqual } from 'viem'
import { proposePatch } from '@/lib/actions/propose-patch'
import { knownContractsOf, type PublicConfig } from '@/lib/config/public-config'
import { BaseError } from '@/lib/core/error/base-error'
import type { Proposal } from '@/lib/core/patch/plan-proposal'
import type { SafeSignature } from '@/lib/core/safe/signature'
import { inSigningTurn } from '@/lib/hooks/signing-turn'
import { useReader } from '@/lib/hooks/use-reader'
import { NoWalletError, useWallet } from '@/lib/hooks/use-wallet'

export type NewPatchProposing = {
  readonly step: 'checking' | 'storing' | 'signing' | 'posting' | 'opening' | undefined
  readonly error: BaseError | undefined
  readonly propose: (proposal: Proposal) => void
}

/** Proposes once at a time. A signature that could not be handed over is kept, so that nobody has to sign again. */
export function useNewPatchProposing(parameters: {
  config: PublicConfig
  chainId: number
  /** The proposal stands; its page can be opened. */
  onProposed: (digest: Hash) => void
}): NewPatchProposing {
  const { config, chainId, onProposed } = parameters
  const { connected } = useWallet()
  const reader = useReader(config, chainId)
  const [step, setStep] = useState<NewPatchProposing['step']>()
  const [error, setError] = useState<BaseError>()
  // State would still be the old one for the second of two quick clicks.
  const isRunning = useRef(false)
  const kept = useRef<{ safeTxHash: Hash; signature: SafeSignature }>(undefined)

  async function run(proposal: Proposal) {
    if (isRunning.current) return
    isRunning.current = true
    setError(undefined)
    setStep('checking')
    try {
      if (!reader) throw new NoWalletError()
      const { wallet, account } = await connected()
      const { safeTxHash } = proposal.hashes
      const signed = kept.current
      const isUsable =
        signed?.safeTxHash === safeTxHash && isAddressEqual(signed.signature.signer, account)
      const digest = await proposePatch({
        reader,
        wallet,
        account,
        proposal,
        known: knownContractsOf(config),
        origin: location.origin,
        signed: isUsable ? signed.signature : undefined,
        onStep: setStep,
        inTurn: async (request, sign) => {
          const signature = await inSigningTurn()(request, sign)
          kept.current = { safeTxHash, signature }
          return signature
        },
      })
      setStep('opening')
      // Stays busy: the page is being left.
      onProposed(digest)
    } catch (cause) {
      setError(toBaseError(cause))
      setStep(undefined)
      isRunning.current = false
    }
  }

  return { step, error, propose: (proposal) => void run(proposal) }
}

function toBaseError(cause: unknown): BaseError {
  if (cause instanceof BaseError) return cause
  return new BaseError('Proposing failed.', {
    facts: [
      ['Reason', cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)],
    ],
    hint: 'Nothing typed is lost. Try again.',
    retry: true,
    cause,
  })
}
