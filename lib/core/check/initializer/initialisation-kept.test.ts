import { describe, expect, test } from 'vitest'
import { wordOf } from '@/lib/core/check/__fixtures__/attack-facts'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { proxy } from '@/lib/core/check/__fixtures__/patch-facts'
import { initializedSlot } from '@/lib/core/source/initialized-slot'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { initialisationKept } from './initialisation-kept'
import type { CountedVersion } from './initialized-version'
import { readVersion, versionPlace } from './version-place'

const counted = (version: bigint, slot = 0n): CountedVersion => ({
  version,
  place: { slot, offset: 0, bytes: 1 },
})
const facts = (before: CountedVersion | undefined, after: CountedVersion | undefined) => ({
  'initialized versions': known([{ proxy, before, after }]),
})

// Pike: what was in slot 0 is looked for in slot 1.
describeCheck(initialisationKept, {
  bad: facts(counted(1n), counted(0n, 1n)),
  twin: facts(counted(1n), counted(2n)),
})

describe('IN-06', () => {
  test('behavior: both places are told', () => {
    const { evidence } = runOn(initialisationKept, facts(counted(1n), counted(0n, 1n)))
    expect(evidence).toEqual([
      {
        where: `${proxy} slot 1`,
        what: 'initialised: version 1 in slot 0 → version 0 in slot 1',
      },
    ])
  })

  test('behavior: code that does not count', () => {
    const verdictOf = (...sides: Parameters<typeof facts>) =>
      runOn(initialisationKept, facts(...sides)).verdict
    expect(verdictOf(counted(1n), undefined)).toBe('warn')
    expect(verdictOf(undefined, undefined)).toBe('not-applicable')
    expect(verdictOf(undefined, counted(1n))).toBe('pass')
  })

  test('behavior: one of several goes down, or is not counted any more', () => {
    const versions = (
      ...all: readonly (readonly [CountedVersion | undefined, CountedVersion | undefined])[]
    ) =>
      runOn(initialisationKept, {
        'initialized versions': known(all.map(([before, after]) => ({ proxy, before, after }))),
      })
    const same = [counted(1n), counted(1n)] as const
    expect(versions(same, [counted(2n), counted(1n)])).toMatchObject({
      verdict: 'fail',
      detail: '1 of 2 proxies can be initialised once more.',
    })
    expect(versions(same, [counted(1n), undefined])).toMatchObject({ verdict: 'warn' })
    expect(versions(same, [undefined, undefined]).verdict).toBe('pass')
    expect(versions(same, same).verdict).toBe('pass')
    expect(versions().verdict).toBe('unknown')
  })
})

describe('where versions are counted', () => {
  const four = layOut(['owner', 'address'], ['_initialized', 'uint8'])
  const five = `0x7f${initializedSlot.toString(16)}` as const

  test('default', () => {
    expect(versionPlace('0x', four)).toEqual({
      known: true,
      value: { slot: 0n, offset: 20, bytes: 1 },
    })
    const word = wordOf((3n << 160n) | 0xabcn)
    expect(readVersion(word, { slot: 0n, offset: 20, bytes: 1 })).toBe(3n)
  })

  test('behavior: by the slot in the code, sources or not', () => {
    const place = { known: true, value: { slot: initializedSlot, offset: 0, bytes: 8 } }
    expect(versionPlace(five, undefined)).toEqual(place)
    expect(versionPlace(five, layOut(['owner', 'address']))).toEqual(place)
  })

  test('error: a variable that is left from OpenZeppelin 4 is not where 5 counts', () => {
    const place = { known: true, value: { slot: initializedSlot, offset: 0, bytes: 8 } }
    expect(versionPlace(five, four)).toEqual(place)
    expect(versionPlace(five.toUpperCase().replace('0X', '0x') as typeof five, four)).toEqual(place)
    const own = layOut(['owner', 'address'], ['initialized', 'bool'])
    expect(versionPlace(five, own)).toEqual(place)
    expect(versionPlace('0x', own)).toEqual({
      known: true,
      value: { slot: 0n, offset: 20, bytes: 1 },
    })
  })

  test('behavior: nowhere, and nobody knows', () => {
    expect(versionPlace('0x', layOut(['owner', 'address']))).toEqual({
      known: true,
      value: undefined,
    })
    expect(versionPlace('0x', undefined).known).toBe(false)
  })
})
