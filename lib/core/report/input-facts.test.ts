import { expect, test } from 'vitest'
import { sampleReport } from './__fixtures__/sample-report'
import { inputFacts } from './input-facts'
import type { ReviewInput } from './review-input'

const unread = { known: false, reason: 'the node was silent' } as const
const { input } = sampleReport
const chain = {
  facts: {
    name: 'Harbor Vaults',
    chainId: input.chainId,
    block: input.block,
    safe: unread,
    guardian: undefined,
    timelock: unread,
    proxies: [],
  },
  operations: [],
}
const auditsOf = (protocol: Partial<ReviewInput['protocol']>, rest: Partial<ReviewInput> = {}) =>
  inputFacts({ ...input, ...rest, protocol: { ...input.protocol, ...protocol } }, chain).audits

test('default: audits of the configuration', () => {
  expect(auditsOf({})).toMatchObject({ known: true, anchor: 'third-party' })
})

test('behavior: without a configuration nobody vouches for an audit', () => {
  const reason = /^nobody named an audit in the configuration/
  for (const protocol of [{ name: undefined }, { audits: [] }, { audits: undefined }]) {
    expect(auditsOf(protocol)).toEqual({ known: false, reason: expect.stringMatching(reason) })
  }
})

test('behavior: what the proposer names is told, and cannot pass', () => {
  const { patch } = input
  if (!patch) throw new Error('the sample has a dossier')
  const evidence = [{ label: 'Audit\u202E', url: 'https://audit.example' }]
  expect(auditsOf({ audits: [] }, { patch: { ...patch, evidence } })).toEqual({
    known: false,
    reason:
      'nobody named an audit in the configuration; the proposer names Audit⟨U+202E⟩ (https://audit.example)',
  })
})

test('behavior: of a dossier that nobody has scheduled the operation is known, and its delay is not', () => {
  const { operation } = input
  if (!operation) throw new Error('the sample has an operation')
  const { id, content } = operation
  const facts = inputFacts({ ...input, operation: { id, content } }, chain)
  expect(facts.operation).toMatchObject({ known: true, value: { id } })
  expect(facts['operation delay']).toEqual({
    known: false,
    reason: 'nobody has chosen its delay yet',
  })
  const without = inputFacts({ ...input, operation: undefined }, chain)
  expect(without.operation).toMatchObject({ known: false })
  expect(without['operation delay']).toMatchObject({ known: false })
})
