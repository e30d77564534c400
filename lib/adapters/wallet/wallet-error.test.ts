import {
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  ExecutionRevertedError,
  InsufficientFundsError,
  InternalRpcError,
  ProviderDisconnectedError,
  ResourceUnavailableRpcError,
  RpcRequestError,
  SwitchChainError,
  TransactionExecutionError,
  UserRejectedRequestError,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { BaseError } from '@/lib/core/error/base-error'
import { toWalletError, WalletError } from './wallet-error'

const cause = new Error('User denied transaction signature.')
const rejection = new UserRejectedRequestError(cause)
const named = (name: string) => Object.assign(new Error('x'), { name })
const reverted = new ContractFunctionRevertedError({
  abi: timelockAbi,
  functionName: 'cancel',
  message: 'execution reverted',
})
const rpcError = (code: number) =>
  new RpcRequestError({ body: {}, url: 'http://127.0.0.1', error: { code, message: 'refused' } })

const kindOf = (error: unknown) => {
  const read = toWalletError(error)
  return read instanceof WalletError ? read.kind : read.name
}

describe('toWalletError', () => {
  test.each([
    ['rejected', rejection],
    ['rejected', new TransactionExecutionError(rejection, { account: null })],
    ['rejected', { code: 4001, message: 'User rejected the request.' }],
    ['rejected', { code: 5000, message: 'User rejected.' }],
    ['rejected', new Error('x', { cause: { code: 4001 } })],
    ['locked', new ResourceUnavailableRpcError(cause)],
    ['locked', new ProviderDisconnectedError(cause)],
    ['locked', { code: 4100, message: 'Unauthorized' }],
    ['wrong-network', new SwitchChainError(cause)],
    ['wrong-network', named('ConnectorChainMismatchError')],
    ['wrong-network', named('ChainMismatchError')],
    ['wrong-network', { code: 4901, message: 'Chain disconnected' }],
    ['account-changed', named('ConnectorAccountNotFoundError')],
    ['reverted', reverted],
    [
      'reverted',
      new ContractFunctionExecutionError(reverted, {
        abi: timelockAbi,
        functionName: 'getMinDelay',
        args: [],
      }),
    ],
    ['reverted', new ExecutionRevertedError({ message: 'execution reverted' })],
    ['reverted', rpcError(3)],
    ['failed', new InsufficientFundsError()],
    ['failed', new InternalRpcError(cause)],
    ['failed', rpcError(-32000)],
    ['failed', { code: '4001', message: 'a code that is no number' }],
    ['failed', named('constructor')],
    ['failed', 'a string'],
    ['failed', undefined],
    ['failed', null],
    ['failed', 4001],
  ])('default: %s', (kind, error) => {
    expect(kindOf(error)).toBe(kind)
  })

  test('behavior: the first cause that names itself decides', () => {
    const outer = Object.assign(new Error('x', { cause: rejection }), { code: 4902 })
    expect(kindOf(outer)).toBe('wrong-network')
  })

  test('behavior: causes that lead back to themselves come to an end', () => {
    const circular = new Error('round and round')
    circular.cause = circular
    expect(kindOf(circular)).toBe('failed')
  })

  test('behavior: an error of ours passes unchanged', () => {
    const ours = new BaseError('Ours.', { cause: rejection })
    expect(toWalletError(ours)).toBe(ours)
  })

  test('behavior: what may work another time may be retried, a revert not', () => {
    expect(toWalletError(rejection).retry).toBe(true)
    expect(toWalletError(reverted).retry).toBe(false)
    expect(toWalletError(rejection).cause).toBe(rejection)
  })

  test.each([
    [{ code: -1, message: 'Ledger: locked device' }, 'Ledger: locked device'],
    [new Error('Popup closed'), 'Popup closed'],
    ['Popup closed', 'Popup closed'],
    [{}, 'no reason given'],
    [{ message: { toString: 'not a text' } }, 'no reason given'],
    [undefined, 'no reason given'],
  ])('behavior: the answer of %o is told', (error, answer) => {
    expect(toWalletError(error).facts).toEqual([['Answer', answer]])
  })
})

test('error: in words', () => {
  const thrown = [
    rejection,
    { code: 4100 },
    { code: 4902 },
    named('ConnectorAccountNotFoundError'),
    reverted,
    new Error('timeout'),
  ]
  expect(thrown.map((error) => toWalletError(error).message).join('\n\n')).toMatchInlineSnapshot(`
    "The request was rejected in the wallet.
    Nothing was signed or sent. Start again when you are ready.

    The wallet is locked or already shows a request.
    Open the wallet, unlock it or finish the open request, then try again.

    The wallet is on another network.
    Switch the wallet to the chain of this patch and try again.

    The wallet no longer offers the account that was connected.
    Choose the account again in the wallet, or connect anew.

    The chain would refuse this transaction.
    Reason: The contract function "cancel" reverted.
    Nothing was sent. Reload the facts; somebody may have acted in between.

    The wallet or its node failed.
    Answer: timeout
    Nothing is lost. Check the wallet, then try again."
  `)
})
