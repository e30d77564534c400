import { type Address, type Hash, isAddressEqual } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { StoredAcknowledgement } from './acknowledgement'
import { recoverAcknowledgement } from './recover-acknowledgement'

/** `counts`: signed by a current owner, about this patch. Whatever else is shown as what it is, and counts for nothing. */
export type AcknowledgementStanding = 'counts' | 'not-an-owner' | 'forged' | 'of-another-patch'

export type JudgedAcknowledgement = {
  readonly acknowledgement: StoredAcknowledgement
  readonly standing: AcknowledgementStanding
}

export type JudgeAcknowledgementsParameters = {
  readonly acknowledgements: readonly StoredAcknowledgement[]
  /** What is about to be signed, and by the owners of which Safe. */
  readonly safe: ChainAddress
  readonly patch: Hash
  /** As the chain has them now. */
  readonly owners: readonly Address[]
}

/** Recovers every acknowledgement, whoever handed it over, and holds its signer against the owners. */
export function judgeAcknowledgements({
  acknowledgements,
  ...about
}: JudgeAcknowledgementsParameters): Promise<JudgedAcknowledgement[]> {
  return Promise.all(
    acknowledgements.map(async (acknowledgement) => ({
      acknowledgement,
      standing: await judge(acknowledgement, about),
    })),
  )
}

async function judge(
  acknowledgement: StoredAcknowledgement,
  { safe, patch, owners }: Omit<JudgeAcknowledgementsParameters, 'acknowledgements'>,
): Promise<AcknowledgementStanding> {
  const isSigned = await recoverAcknowledgement(acknowledgement).then(
    () => true,
    () => false,
  )
  if (!isSigned) return 'forged'
  const isOfThis =
    acknowledgement.patch === patch &&
    acknowledgement.safe.chainId === safe.chainId &&
    isAddressEqual(acknowledgement.safe.address, safe.address)
  if (!isOfThis) return 'of-another-patch'
  const isOwner = owners.some((owner) => isAddressEqual(owner, acknowledgement.signer))
  return isOwner ? 'counts' : 'not-an-owner'
}
