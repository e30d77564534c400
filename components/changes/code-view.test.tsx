import { renderToStaticMarkup } from 'react-dom/server'
import { concat, type Hex, numberToHex, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import type { ImmutableValue, Verification } from '@/lib/core/bytecode/verification'
import type { Known } from '@/lib/core/chain/snapshot'
import { type CodeSide, CodeView } from './code-view'

const textOf = (html: string) =>
  html
    .replaceAll('<wbr/>', '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const address = '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5'
const word = (value: bigint): Hex => numberToHex(value, { size: 32 })
const known = <T,>(value: T) => ({ known: true, value }) as const

const immutable = (over: Partial<ImmutableValue>): ImmutableValue => ({
  name: 'maxFee',
  contract: 'Vault',
  type: 'uint256',
  value: word(2_000n),
  consistent: true,
  ...over,
})
const exact = (...immutables: ImmutableValue[]): Known<Verification> =>
  known({ match: 'exact', immutables, libraries: [] })
const side = (verification: Known<Verification>, given: Partial<CodeSide> = {}): Known<CodeSide> =>
  known({
    address,
    codeHash: known(word(7n)),
    contract: known('Vault'),
    compiler: known('0.8.30+commit.73712a01'),
    verification,
    constructorArguments: known('0x'),
    abi: [],
    ...given,
  })
const draw = (from: Known<CodeSide>, to: Known<CodeSide>) =>
  textOf(renderToStaticMarkup(<CodeView from={from} to={to} />))

test('default', () => {
  const text = draw(
    side(exact(immutable({}))),
    side(exact(immutable({ contract: 'VaultV2', value: word(1_500n) }))),
  )
  expect(text).toContain('pass: exact')
  expect(text).toContain(`${word(2_000n)} 2,000`)
  expect(text).toContain(`${word(1_500n)} 1,500 differs`)
  expect(text).toContain('Libraries Neither side has any.')
})

describe('behavior', () => {
  test('what the constructor was given is read by its names, or is unknown with its reason', () => {
    const abi = parseAbi(['constructor(address asset, uint256 cap)'])
    const data = `0x${word(BigInt(address)).slice(2)}${word(5n).slice(2)}` as const
    const of = (given: Partial<CodeSide>) => draw(side(exact()), side(exact(), given))
    expect(of({ abi, constructorArguments: known(data) })).toContain(
      `Constructor address asset ${address} uint256 cap 5`,
    )
    expect(of({})).toContain('takes nothing')
    expect(of({ abi, constructorArguments: known(concat([data, '0x00'])) })).toContain(
      `unknown: not what its ABI writes ${data}00`,
    )
    expect(of({ constructorArguments: { known: false, reason: 'a factory made it' } })).toContain(
      'unknown: a factory made it',
    )
  })

  test.each<[string, Known<Verification>, string]>([
    [
      'metadata only',
      known({ match: 'metadata-only', immutables: [], libraries: [] }),
      'metadata only',
    ],
    [
      'mismatch',
      known({ match: 'mismatch', firstDifference: 1_200, detail: 'Found 0x5b.' }),
      'fail: mismatch: they compile to other code First difference at byte 1,200. Found 0x5b.',
    ],
    ['unknown', { known: false, reason: 'No compiler 0.4.11.' }, 'unknown: No compiler 0.4.11.'],
  ])('%s is said in words', (_name, verification, words) => {
    expect(draw(side(exact()), side(verification))).toContain(words)
  })

  test('values of code that was not verified are unknown, not absent', () => {
    const text = draw(side({ known: false, reason: 'No source.' }), side(exact(immutable({}))))
    expect(text).toContain('Immutables and libraries are unknown Code before: No source.')
    expect(text).not.toContain('does not exist')
  })

  test('a side that is not known at all', () => {
    expect(draw({ known: false, reason: 'No code there.' }, side(exact()))).toContain(
      'No code there.',
    )
  })

  test('immutables of one name in two contracts stay apart', () => {
    const both = [immutable({}), immutable({ contract: 'Base', value: word(1n) })]
    const text = draw(side(exact(...both)), side(exact(...both)))
    expect(text).toContain('all the same')
    expect(text).toContain('uint256, of Base')
  })

  test('copies of an immutable that differ are wrong', () => {
    const broken = immutable({ consistent: false, type: 'address' })
    expect(draw(side(exact(broken)), side(exact(broken)))).toContain('fail: its copies differ')
  })

  test('names are text, whatever they hold', () => {
    const evil = immutable({ name: '<img src=x>\u202E' })
    const html = renderToStaticMarkup(<CodeView from={side(exact(evil))} to={side(exact(evil))} />)
    expect(html).not.toContain('<img')
    expect(html).toContain('U+202E')
  })
})
