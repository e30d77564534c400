import { type Address, isAddressEqual } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'

/** What was signed was not given out, or has been used. */
export class UsedNonceError extends BaseError {
  override readonly name = 'UsedNonceError'
  constructor({ nonce }: { nonce: string }) {
    super('This message has opened a session before, or was not given out here.', {
      facts: [['Nonce', nonce]],
      hint: 'Each message is good for one time and five minutes. Sign in again.',
    })
  }
}

/** The account that the message names has not signed it. */
export class NotSignedInError extends BaseError {
  override readonly name = 'NotSignedInError'
  constructor({ account, chainId }: { account: Address; chainId: number }) {
    super('The account that the message names has not signed it.', {
      facts: [
        ['Account named', account],
        ['Chain on which a contract was asked', String(chainId)],
      ],
      hint: 'Sign with the account that the message names. A wallet that is a contract has to exist on that chain.',
    })
  }
}

/** Nobody has said under which name people reach this instance, so that any would be as good as another. */
export class UnnamedSiteError extends BaseError {
  override readonly name = 'UnnamedSiteError'
  constructor({ origin }: { origin: string }) {
    super(
      'This instance does not know its own address, so nobody can sign in to it from elsewhere.',
      {
        facts: [['Asked as', origin]],
        hint: 'Whoever runs it sets `publicUrl` in its configuration. Nothing was signed.',
      },
    )
  }
}

/** Nobody is signed in, or not any more. */
export class NoSessionError extends BaseError {
  override readonly name = 'NoSessionError'
  constructor() {
    super('You are not signed in, or your time is over.', {
      hint: 'Sign in with your account. A session lasts 8 hours.',
    })
  }
}

/** A contract at the same address of another chain may be somebody else's. */
export class OtherChainSessionError extends BaseError {
  override readonly name = 'OtherChainSessionError'
  constructor({ signedInOn, wanted }: { signedInOn: number; wanted: number }) {
    super('You are signed in for another chain.', {
      facts: [
        ['Signed in for chain', String(signedInOn)],
        ['Chain of this Safe', String(wanted)],
      ],
      hint: 'Sign in again on the page of this Safe.',
    })
  }
}

/** The account is who it says, and has no say here. */
export class NotAnOwnerNowError extends BaseError {
  override readonly name = 'NotAnOwnerNowError'
  constructor(parameters: {
    account: Address
    safe: ChainAddress
    owners: readonly Address[]
  }) {
    const { account, safe, owners } = parameters
    super('Only owners of the Safe write that, and the chain does not have you among them.', {
      facts: [
        ['Signed in as', account],
        ['Safe', safe.address],
        ['Owners now', owners.join(', ')],
      ],
      hint: 'Sign in with the account of an owner.',
    })
  }
}

/** @throws NotAnOwnerNowError */
export function assertOwnerNow(parameters: {
  account: Address
  safe: ChainAddress
  owners: readonly Address[]
}): void {
  const { account, owners } = parameters
  if (!owners.some((owner) => isAddressEqual(owner, account))) {
    throw new NotAnOwnerNowError(parameters)
  }
}
