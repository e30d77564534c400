import { renderToStaticMarkup } from 'react-dom/server'
import { getAddress } from 'viem'
import { expect, test } from 'vitest'
import { CallTree } from '@/components/calls/call-tree'
import { NamesList } from '@/components/owner-words/names-list'
import { NotesList } from '@/components/owner-words/notes-list'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { OwnerLabel } from '@/lib/core/safe/owner-label'
import { configuredLabelOf, labelOf, withOwnerLabels } from './address-labels'
import { AddressView } from './address-view'

const address = getAddress('0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5')
const author = getAddress(`0x${'ad'.repeat(20)}`)
const label: OwnerLabel = {
  ...{ address, author, text: 'Treasury', writtenAt: 1_795_000_000n, isByOwner: true, doubts: [] },
}
const textOf = (html: string) => html.replace(/<[^>]+>/g, '')
const shown = (more: Partial<OwnerLabel> = {}) =>
  renderToStaticMarkup(<AddressView address={address} label={{ ...label, ...more }} />)

test('default: behind the whole address, as words of whoever wrote them', () => {
  expect(textOf(shown())).toMatch(
    new RegExp(`^${address} “Treasury”, named by 0xadad.*${author}, owner$`, 'i'),
  )
})

test('behavior: whether the author has a say now', () => {
  expect(textOf(shown({ isByOwner: false }))).toContain(', no longer an owner')
  expect(textOf(shown({ isByOwner: undefined }))).toContain(', an owner then; unknown now')
})

test('behavior: what speaks against it is told beside it, and in full in the list', () => {
  const doubts = ['That name stood beside another before.']
  expect(textOf(shown({ doubts }))).toContain(
    '; look twice: That name stood beside another before.',
  )
  expect(textOf(shown())).not.toContain('look twice')
  const list = renderToStaticMarkup(<NamesList labels={[{ ...label, doubts }]} />)
  expect(textOf(list)).toContain('That name stood beside another before.')
})

test('behavior: stored words are never believed to be clean', () => {
  const html = shown({ text: '<b>Pay \u202Eeciovni' })
  expect(html).not.toContain('\u202E')
  expect(html).not.toContain('<b>Pay')
  const note = {
    ...{ id: '1', safe: { chainId: 1, address }, author, writtenAt: 1n, isByOwner: true },
    text: `<img src=x onerror=alert(1)>\n\u202E\u200B${'\n'.repeat(300)}${'a\n'.repeat(200)}`,
  }
  const notes = renderToStaticMarkup(<NotesList notes={[note]} />)
  expect(notes).not.toMatch(/<img|\u202E|\u200B/)
  expect(textOf(notes)).toContain('U+202E')
  expect(textOf(notes)).toContain('more lines, in the JSON')
})

test('behavior: a name of an owner never takes the place of an address, nor of a name of the configuration', () => {
  const labels = withOwnerLabels({ [author.toLowerCase()]: 'Vault' }, [
    label,
    { ...label, address: author, text: 'Mine' },
  ])
  expect(labelOf(labels, author)).toBe('Vault')
  expect(configuredLabelOf(labels, author)).toBe('Vault')
  expect(configuredLabelOf(labels, address)).toBeUndefined()
  const call = decodeCall({ call: { target: address, value: 0n, data: '0x' }, operation: 'call' })
  const html = renderToStaticMarkup(<CallTree call={call} labels={labels} />)
  expect(textOf(html)).toContain(`${address} “Treasury”, named by`)
})
