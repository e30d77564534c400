import { expect, test } from 'vitest'
import { recordOf, transactionOf } from '@/lib/core/patch/__fixtures__/records'
import { sampleReport } from './__fixtures__/sample-report'
import { parseReport } from './parse-report'
import { reviewInputOf } from './review-input-of'
import { serializeReport } from './serialize-report'

test('default: what is reviewed of a Safe transaction without an operation can be read back', () => {
  const { block, protocol, chainId } = sampleReport.input
  const proposed = transactionOf({ name: 'execution', nonce: 47n })
  const record = {
    ...recordOf({
      name: 'execution',
      stage: 'proposed',
      others: [{ ...proposed, transaction: sampleReport.input.transaction! }],
    }),
    schedules: [],
    live: undefined,
    operationId: undefined,
    patch: undefined,
  }
  const input = reviewInputOf({ record, chain: { facts: { chainId, block } as never }, protocol })
  const { target, value, data, operation } = record.others[0]!.transaction
  expect(input.calls).toEqual([{ target, value, data, operation }])
  expect(() => parseReport(serializeReport({ ...sampleReport, input }))).not.toThrow()
})
