import type { Address, Client, Hash } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import { proposeSafeTransaction } from '@/lib/actions/propose-safe-transaction'
import { readSigningFacts } from '@/lib/actions/read-signing-facts'
import { signSafeTransaction } from '@/lib/actions/sign-safe-transaction'
import { postDossier } from '@/lib/adapters/suture-api/post-dossier'
import { BaseError } from '@/lib/core/error/base-error'
import type { Proposal } from '@/lib/core/patch/plan-proposal'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { KnownContracts } from '@/lib/core/signing/ledger/known-contracts'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { blockingEntries } from '@/lib/core/signing/ledger/may-proceed'
import { transactionChecks } from '@/lib/core/signing/ledger/transaction-checks'

/** Right before signing, the chain no longer agrees with what was shown. Nothing was signed or sent. */
export class ProposalBlockedError extends BaseError {
  override readonly name = 'ProposalBlockedError'
  constructor(blocking: readonly LedgerEntry[]) {
    super('This patch cannot be proposed now.', {
      facts: blocking.map(({ title, detail }) => [title, detail]),
      hint: 'Nothing was signed or sent. The page reads the chain again by itself.',
      retry: true,
    })
  }
}

export type ProposePatchParameters = {
  /** Reads the chain for the proposer; not the server's node. */
  readonly reader: Client
  readonly wallet: Client
  readonly account: Address
  readonly proposal: Proposal
  /** What the configuration names. */
  readonly known: KnownContracts
  /** Where the desk's own API is, e.g. `location.origin`. */
  readonly origin: string
  /** A signature of exactly this proposal by this account, from an earlier try that could not be handed over. */
  readonly signed?: SafeSignature | undefined
  readonly onStep?: ((step: 'checking' | 'storing' | 'signing' | 'posting') => void) | undefined
  readonly inTurn: InTurn
}

/**
 * Proposes a patch: checks everything against the chain once more, stores the dossier, asks the wallet for the owner's
 * EIP-712 signature, recovers it, and hands the signed Safe transaction to the Safe service. Up to the signature nothing
 * is proposed.
 *
 * @returns The digest of the patch, by which its page is addressed.
 * @throws ProposalBlockedError, SutureApiError, WalletError, SignatureMismatchError, SafeServiceAnswerError,
 * RpcUnreachableError, and what `inTurn` throws.
 */
export async function proposePatch(parameters: ProposePatchParameters): Promise<Hash> {
  const { reader, wallet, account, proposal, known, origin, onStep, inTurn } = parameters
  const { patch, transaction, version, hashes } = proposal
  onStep?.('checking')
  const facts = await readSigningFacts(reader, { transaction, patch })
  const { safeTxHash } = hashes
  const subject = { transaction, safeTxHash, version, patch, known }
  const blocking = blockingEntries(transactionChecks({ subject, facts }))
  if (blocking.length > 0) throw new ProposalBlockedError(blocking)
  onStep?.('storing')
  await postDossier({ origin }, { patch })
  onStep?.('signing')
  const signature =
    parameters.signed ??
    (await inTurn({ transaction, safeTxHash, account }, () =>
      signSafeTransaction(wallet, { transaction, version, account, shown: safeTxHash }),
    ))
  onStep?.('posting')
  await proposeSafeTransaction(
    { url: `${origin}/api/safe/${transaction.safe.chainId}/api` },
    {
      transaction,
      safeTxHash,
      signature,
      origin: JSON.stringify({ name: 'Suture', digest: patch.digest }),
    },
  )
  return patch.digest
}
