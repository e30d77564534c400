import { zeroAddress } from 'viem'
import type { Check } from '@/lib/core/check/check'

/** TX-06. Whether executing the Safe transaction pays somebody out of the Safe. */
export const noRefund: Check<'safe transaction'> = {
  id: 'TX-06',
  title: 'The Safe pays nobody for executing',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['safe transaction'],
  remedy: 'Propose it with gasPrice 0 and without gasToken and refundReceiver.',
  run: (values) => {
    const { gasPrice, gasToken, refundReceiver, baseGas } = values['safe transaction']
    const fields: readonly (readonly [where: string, isSet: boolean, what: string])[] = [
      ['gasPrice', gasPrice !== 0n, `${gasPrice} of the gas token's smallest unit for each gas`],
      ['baseGas', baseGas !== 0n, `${baseGas} gas are paid beside what is used`],
      ['gasToken', gasToken !== zeroAddress, `paid in ${gasToken}`],
      ['refundReceiver', refundReceiver !== zeroAddress, `paid to ${refundReceiver}`],
    ]
    const evidence = fields.filter(([, isSet]) => isSet).map(([where, , what]) => ({ where, what }))
    if (evidence.length === 0) {
      return {
        verdict: 'pass',
        detail: 'gasPrice, gasToken and refundReceiver are zero.',
        evidence,
      }
    }
    // Without a price nothing is paid, whatever the other fields say.
    const verdict = gasPrice === 0n ? 'warn' : 'fail'
    return { verdict, detail: `${evidence.length} fields of the refund are set.`, evidence }
  },
}
