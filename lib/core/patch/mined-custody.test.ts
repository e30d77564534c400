import { encodeFunctionData, type Hash, parseAbi, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import type { Call } from '@/lib/core/chain/call'
import type { LogPosition } from '@/lib/core/chain/log-position'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { addressOf, hashOf, known } from './__fixtures__/draft'
import { timelock } from './__fixtures__/proposals'
import { type MinedCustodyParameters, minedCustody } from './mined-custody'

const upgrade: Call = {
  target: addressOf('vault'),
  value: 0n,
  data: encodeFunctionData({
    abi: parseAbi(['function upgradeTo(address newImplementation)']),
    args: [addressOf('v2')],
  }),
}
const content = {
  kind: 'single' as const,
  calls: [upgrade],
  predecessor: hashOf('before'),
  salt: hashOf('salt'),
}
const id = hashOperation(content)
const position = (name: string, blockNumber: bigint): LogPosition => ({
  blockNumber,
  blockHash: hashOf(`block ${blockNumber}`),
  blockTimestamp: 1_800_000_000n + blockNumber,
  transactionHash: hashOf(name),
  logIndex: 0,
})
const scheduled = position('schedule', 5n)
const cancelled = position('cancel', 6n)
const executed = position('execute', 9n)
const operation: QueuedOperation = {
  timelock,
  kind: 'openzeppelin',
  id,
  calls: content.calls,
  predecessor: content.predecessor,
  salt: content.salt,
  encoding: 'single',
  instances: [{ scheduled, eta: 1_800_000_005n, executed }],
}
const toTimelock = (data: Call['data']): Call => ({ target: timelock.address, value: 0n, data })
const bySafe = ({ target, value, data }: Call): Call => ({
  target: addressOf('safe'),
  value: 0n,
  data: encodeFunctionData({
    abi: safeAbi,
    functionName: 'execTransaction',
    args: [target, value, data, 0, 0n, 0n, 0n, zeroAddress, zeroAddress, '0x'],
  }),
})
const schedule = toTimelock(encodeSchedule({ ...content, delay: 9n }))
const mined: Readonly<Record<Hash, Call>> = {
  [hashOf('schedule')]: bySafe(schedule),
  [hashOf('cancel')]: bySafe(toTimelock(encodeCancel({ id }))),
  [hashOf('execute')]: toTimelock(encodeExecute(content)),
}

const custody = (
  change: Partial<QueuedOperation> = {},
  more: Partial<Omit<MinedCustodyParameters, 'operation'>> = {},
  calls: Readonly<Record<Hash, Call>> = {},
) =>
  minedCustody({
    operation: { ...operation, ...change },
    callOf: (hash) => {
      const call = { ...mined, ...calls }[hash]
      return call ? known(call) : { known: false, reason: 'it is not known' }
    },
    codeAt: () => known(hashOf('code')),
    ...more,
  })
const tell = (steps: ReturnType<typeof custody>) =>
  steps.map(({ name, verdict, detail }) => `${name}: ${verdict}. ${detail}`)

test('default: scheduled by a Safe, executed by an account, the same bytes and the same code', () => {
  const steps = custody()
  expect(tell(steps)).toEqual([
    `scheduled: pass. The bytes of the transaction are those of the events, by the Safe ${addressOf('safe')}.`,
    'executed: pass. The same bytes, by an account.',
  ])
  expect(steps.map((each) => each.operationId)).toEqual([id, id])
  expect(steps.flatMap(({ codes }) => codes.map(({ verdict }) => verdict))).toEqual([
    'pass',
    'pass',
  ])
})

test('behavior: one that waits is yet to be executed, one that was cancelled never will be', () => {
  const waiting = custody({ instances: [{ scheduled, eta: 1n }] })
  expect(waiting.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['scheduled', 'pass'],
    ['executed', 'todo'],
  ])
  expect(tell(custody({ instances: [{ scheduled, eta: 1n, cancelled }] }))[1]).toBe(
    `cancelled: pass. Names the operation by its id, by the Safe ${addressOf('safe')}.`,
  )
})

test('behavior: events that tell other bytes than the transaction', () => {
  const steps = custody({ calls: [{ ...upgrade, target: addressOf('other') }] })
  expect(steps[0]).toMatchObject({ verdict: 'fail' })
  expect(steps[0]?.detail).toContain('Other bytes than the events tell')
})

test('behavior: code that changed between the steps', () => {
  const steps = custody({}, { codeAt: (_, block) => known(hashOf(`code ${block}`)) })
  expect(steps.map(({ codes }) => codes.map(({ verdict }) => verdict))).toEqual([
    ['pass'],
    ['fail'],
  ])
})

test('behavior: what was not seen is unknown', () => {
  const other: Call = { ...schedule, target: addressOf('governor') }
  const opaque = custody({}, {}, { [hashOf('schedule')]: other })
  expect(opaque[0]).toMatchObject({ verdict: 'unknown', operationId: undefined })
  expect(custody({}, { callOf: () => ({ known: false, reason: 'no answer' }) })[0]).toMatchObject({
    verdict: 'unknown',
    detail: 'no answer',
  })
  const [step] = custody({}, { codeAt: () => ({ known: false, reason: 'no state' }) })
  expect(step?.codes.map(({ verdict }) => verdict)).toEqual(['unknown'])
})

test('behavior: kinds that hash otherwise have none', () => {
  expect(custody({ kind: 'compound' })).toEqual([])
  expect(custody({ instances: [] })).toEqual([])
})
