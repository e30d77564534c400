import type { Address, Hash } from 'viem'
import { BaseError, type BaseErrorParameters } from '@/lib/core/error/base-error'

/** Which field of the request is refused, in the words of the Safe Transaction Service. */
export type RefusedField = 'nonFieldErrors' | 'signature' | 'delegator' | 'message' | 'origin'

/** The Safe service understood the request and refuses it. */
export class RefusedRequestError extends BaseError {
  override readonly name: string = 'RefusedRequestError'
  readonly field: RefusedField
  constructor(field: RefusedField, shortMessage: string, parameters: BaseErrorParameters = {}) {
    super(shortMessage, parameters)
    this.field = field
  }
}

/** What was asked for is not here. */
export class NotFoundError extends BaseError {
  override readonly name = 'NotFoundError'
  constructor(what: string) {
    super(`${what} is not known here.`)
  }
}

/** A signature by somebody who has no say in this Safe. */
export class NotAnOwnerError extends RefusedRequestError {
  override readonly name = 'NotAnOwnerError'
  constructor(
    field: RefusedField,
    { signer, owners }: { signer: Address; owners: readonly Address[] },
  ) {
    super(field, `Signer=${signer} is not an owner of the Safe.`, {
      facts: [['Owners', owners.join(', ')]],
      hint: 'Where the signer looks unfamiliar, the signature is for another transaction, chain or Safe.',
    })
  }
}

/** The nonce is used up: this transaction can never be executed again, or at all. */
export class NonceUsedError extends RefusedRequestError {
  override readonly name = 'NonceUsedError'
  constructor(
    field: RefusedField,
    parameters: { nonce: bigint; current: bigint; transactionHash?: Hash | undefined },
  ) {
    const { nonce, current, transactionHash } = parameters
    super(field, `Nonce=${nonce} is already executed. Current nonce is ${current}.`, {
      facts: transactionHash ? [['Executed in', transactionHash]] : [],
    })
  }
}
