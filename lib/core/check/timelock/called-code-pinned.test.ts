import { type Hash, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { describeCheck, known, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import {
  addressOf,
  callTo,
  proxy,
  rawCallTo,
  stranger,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { layerOf } from '@/lib/core/check/__fixtures__/proxy-history'
import type { CalledCode } from './called-code'
import { calledCodePinned } from './called-code-pinned'

const codeHash = keccak256('0x11')
const payload: CalledCode = {
  account: { address: stranger, kind: 'contract', codeHash, size: 1 },
  mayEnd: true,
  layers: [],
}

function facts(code: CalledCode | undefined, pinned: Hash | undefined = undefined) {
  const key = stranger.toLowerCase()
  return {
    calls: known([callTo(stranger, 'transfer', [addressOf(1), 1n])]),
    'called code': known(new Map(code ? [[key, code]] : []), 'chain'),
    'pinned code hashes': known(new Map(pinned ? [[key, pinned]] : [])),
  }
}

const verdictOf = (...parameters: Parameters<typeof facts>) =>
  runOn(calledCodePinned, facts(...parameters)).verdict

describeCheck(calledCodePinned, {
  bad: facts(payload),
  twin: facts(payload, codeHash),
  mending: ['pinned code hashes'],
})

test('behavior: what cannot change need not be pinned', () => {
  const { 'pinned code hashes': _, ...rest } = facts({ ...payload, mayEnd: false })
  expect(runOn(calledCodePinned, rest).verdict).toBe('pass')
})

test('behavior: other code than is pinned, none, or that of a key’s choice', () => {
  expect(verdictOf(payload, keccak256('0x12'))).toBe('fail')
  for (const kind of ['none', 'delegated'] as const) {
    expect(verdictOf({ ...payload, account: { ...payload.account, kind } }, codeHash)).toBe('fail')
  }
})

test('behavior: a proxy of others may be upgraded; the protocol’s own only by itself', () => {
  const layers = [layerOf('transparent', { at: stranger, to: [proxy] })]
  const theirs = { ...payload, mayEnd: false, layers }
  expect(verdictOf(theirs)).toBe('warn')
  expect(verdictOf({ ...theirs, name: 'Vault' })).toBe('pass')
})

test('behavior: code that was not read, and calls that run none', () => {
  expect(verdictOf(undefined)).toBe('unknown')
  const calls = { ...facts(undefined), calls: known([rawCallTo(stranger, '0x')]) }
  expect(runOn(calledCodePinned, calls).verdict).toBe('not-applicable')
})
