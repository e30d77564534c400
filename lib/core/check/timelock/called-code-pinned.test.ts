import { type Hash, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
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
  expect(runOn(calledCodePinned, calls)).toMatchObject({
    verdict: 'not-applicable',
    evidence: [{ where: 'calls', what: 'none carries data' }],
  })
})

test('behavior: of several calls the worst decides, is counted, and each is told why', () => {
  const layers = [layerOf('transparent', { at: stranger, to: [proxy] })]
  const account = (kind: 'none' | 'delegated') => ({ ...payload.account, kind })
  const codes: readonly (readonly [CalledCode | undefined, string])[] = [
    [{ ...payload, account: account('delegated') }, 'is an account whose owner chooses its code'],
    [{ ...payload, account: account('none') }, 'has no code yet'],
    [payload, 'can destroy itself and is not pinned'],
    [{ ...payload, mayEnd: false, layers }, 'is a proxy (transparent) and is not pinned'],
    [{ ...payload, mayEnd: false }, 'can neither destroy itself nor forward'],
    [{ ...payload, name: 'Vault\u202e' }, 'is Vault⟨U+202E⟩'],
    [undefined, 'was not read'],
  ]
  const targets = codes.map((_, index) => addressOf(0x100 + index))
  const finding = runOn(calledCodePinned, {
    calls: known(targets.map((target) => callTo(target, 'transfer', [addressOf(1), 1n]))),
    'called code': known(
      new Map(
        codes.flatMap(([code], index) => (code ? [[targets[index]!.toLowerCase(), code]] : [])),
      ),
      'chain',
    ),
  })
  expect(finding).toMatchObject({
    verdict: 'fail',
    detail: '3 of 7 calls go to code that can be another by then.',
    evidence: codes.map(([, what], index) => ({
      where: `call ${index + 1}`,
      what: `${targets[index]} ${what}`,
    })),
  })
})

test('behavior: what the dossier pins is told either way', () => {
  const what = (pinned: Hash) => runOn(calledCodePinned, facts(payload, pinned)).evidence[0]?.what
  expect(what(codeHash)).toBe(`${stranger} has the code that the dossier pins`)
  expect(what(keccak256('0x12'))).toBe(`${stranger} has other code than the dossier pins`)
})
