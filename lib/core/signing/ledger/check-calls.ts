import { isAddressEqual, zeroAddress } from 'viem'
import { isTrustedDelegatecall } from '@/lib/core/safe/is-trusted-delegatecall'
import type { LedgerEntry } from './ledger-entry'
import { judgeFact } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { SigningFacts } from './signing-facts'

/** A delegatecall runs foreign code with the Safe's own storage: only published MultiSends may. */
export function checkDelegatecall(
  { transaction }: Pick<LedgerSubject, 'transaction'>,
  { targetCodeHash }: Pick<SigningFacts, 'targetCodeHash'>,
): LedgerEntry {
  const head = {
    id: 'delegatecall',
    title: 'No foreign code runs as the Safe',
    anchor: 'chain',
  } as const
  const { operation, target, data } = transaction
  if (operation === 'call') {
    return { ...head, anchor: 'recomputed', verdict: 'pass', detail: 'operation 0, a plain call' }
  }
  return judgeFact(targetCodeHash, head, (codeHash) =>
    isTrustedDelegatecall({ to: target, codeHash, data })
      ? {
          verdict: 'pass',
          detail: 'delegatecall to an allow-listed MultiSend, by address and code hash',
        }
      : {
          verdict: 'fail',
          detail: `delegatecall to ${target}, which is not an allow-listed MultiSend. It could replace the Safe’s own code, as at Bybit.`,
          found: codeHash,
        },
  )
}

export function checkRefund({ transaction }: Pick<LedgerSubject, 'transaction'>): LedgerEntry {
  const { gasPrice, baseGas, safeTxGas, gasToken, refundReceiver } = transaction
  const fields = [
    ['gasPrice', gasPrice === 0n, gasPrice],
    ['baseGas', baseGas === 0n, baseGas],
    ['safeTxGas', safeTxGas === 0n, safeTxGas],
    ['gasToken', isAddressEqual(gasToken, zeroAddress), gasToken],
    ['refundReceiver', isAddressEqual(refundReceiver, zeroAddress), refundReceiver],
  ] as const
  const wrong = fields.filter(([, isZero]) => !isZero)
  const head = {
    id: 'refund',
    title: 'Nobody is paid a gas refund from the Safe',
    anchor: 'recomputed',
  } as const
  return wrong.length === 0
    ? { ...head, verdict: 'pass', detail: 'gas fields are all zero' }
    : {
        ...head,
        verdict: 'fail',
        detail:
          'A gas field is not zero. It can pay whoever executes, in any token, from the Safe.',
        expected: 'all zero',
        found: wrong.map(([name, , value]) => `${name} ${value}`).join(', '),
      }
}
