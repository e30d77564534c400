import { type Address, getAddress } from 'viem'
import { expect, test } from 'vitest'
import { currentLabels, type LabelEntry } from './owner-label'

const nth = (n: number) => getAddress(`0x${n.toString(16).padStart(40, '0')}`)
const ada = nth(1)
const bob = nth(2)
const treasury = getAddress('0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5')
const twin = getAddress(treasury.toLowerCase().replace('b362', 'c471'))
const other = getAddress('0x5f4804d56d1A049ba620974D054Cc5bd1e37F8Da')

let clock = 0n
const wrote = (address: Address, text: string, author = ada): LabelEntry => {
  clock += 1n
  return { address, text, author, writtenAt: clock }
}
const current = (
  entries: LabelEntry[],
  { configured = {}, owners = [ada, bob] as Address[] | undefined } = {},
) => currentLabels({ entries, configured, owners })

test('default: the last words count, by whom they are', () => {
  const labels = current([wrote(treasury, 'Fund'), wrote(treasury, 'Treasury', bob)])
  expect(labels).toEqual([
    expect.objectContaining({ text: 'Treasury', author: bob, isByOwner: true, doubts: [] }),
  ])
})

test('behavior: in the order of their addresses, whatever the case of their digits', () => {
  const [high, low] = [`0xB${'0'.repeat(39)}`, `0xa${'0'.repeat(39)}`] as const
  const written = [wrote(high, 'High'), wrote(low, 'Low')]
  for (const entries of [written, written.toReversed()]) {
    expect(current(entries).map(({ text }) => text)).toEqual(['Low', 'High'])
  }
})

test('behavior: an address is the same in any case', () => {
  const again = wrote(treasury.toLowerCase() as Address, 'Treasury')
  expect(current([wrote(treasury, 'Fund'), again])).toHaveLength(1)
  expect(currentLabels({ entries: [again], configured: {}, owners: undefined })[0]?.doubts).toEqual(
    [],
  )
})

test('behavior: empty words take the name away', () => {
  expect(current([wrote(treasury, 'Treasury'), wrote(treasury, '', bob)])).toEqual([])
})

test('behavior: an author who owns the Safe no more, and one of whom the chain did not tell', () => {
  const entries = [wrote(treasury, 'Treasury', nth(9))]
  expect(current(entries)[0]?.isByOwner).toBe(false)
  expect(currentLabels({ entries, configured: {}, owners: undefined })[0]?.isByOwner).toBe(
    undefined,
  )
})

test('behavior: a name that has moved says from where', () => {
  const moved = [wrote(treasury, 'Treasury'), wrote(treasury, 'Old one'), wrote(other, 'treasury')]
  const [first, second] = current(moved)
  expect(first?.doubts).toEqual([])
  expect(second?.doubts).toEqual([`That name stood beside ${treasury} before.`])
  // One that comes back to its own address has not moved.
  const back = [wrote(other, 'Treasury'), wrote(other, 'Else'), wrote(other, 'Treasury')]
  expect(current(back)[0]?.doubts).toEqual([])
})

test('behavior: an address that looks like another one with a name, or like an owner', () => {
  const [, second] = current([wrote(treasury, 'Treasury'), wrote(twin, 'Payout')])
  expect(second?.doubts).toEqual([
    `The address begins and ends like ${treasury} (Treasury), and is another.`,
  ])
  const configured = { [treasury.toLowerCase()]: 'Vault' }
  expect(current([wrote(twin, 'Payout')], { configured })[0]?.doubts[0]).toContain('(Vault)')
  expect(current([wrote(twin, 'Payout')], { owners: [treasury] })[0]?.doubts[0]).toContain(
    '(an owner)',
  )
  expect(current([wrote(other, 'Payout')], { configured })[0]?.doubts).toEqual([])
})

test('behavior: of a name that has wandered the first addresses are told, and of many names none is slow', () => {
  const wandering = Array.from({ length: 9 }, (_, n) => wrote(nth(50 + n), 'Treasury'))
  const left = wandering.slice(0, -1).map(({ address }) => wrote(address, ''))
  const [last] = current([...wandering, ...left])
  expect(last?.doubts).toEqual([50, 51, 52].map((n) => `That name stood beside ${nth(n)} before.`))
  const many = Array.from({ length: 2_000 }, (_, n) =>
    wrote(nth(1_000_000 + n * 65_536), `Fund ${n}x`),
  )
  expect(current(many)).toHaveLength(2_000)
})

test('behavior: what the configuration has since named, or so named', () => {
  const of = (configured: Record<string, string>) =>
    current([wrote(other, 'Treasury')], { configured })[0]?.doubts
  expect(of({ [other.toLowerCase()]: 'Vault' })).toEqual([
    'The configuration calls this address “Vault”.',
  ])
  expect(of({ [treasury.toLowerCase()]: 'TREASURY' })).toEqual([
    `The configuration gives that name to ${treasury.toLowerCase()}.`,
  ])
  expect(of({ [treasury.toLowerCase()]: 'Vault' })).toEqual([])
})
