import { renderToStaticMarkup } from 'react-dom/server'
import { numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { readBothLayouts } from '@/lib/core/storage-layout/storage-readings'
import { StorageDiffView } from './storage-diff-view'

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const words = new Map(
  [0n, 1n, 2n].map((slot) => [slot, numberToHex(slot * 1_000n, { size: 32 })] as const),
)

const draw = (from: StorageLayout, to: StorageLayout) =>
  textOf(
    renderToStaticMarkup(
      <StorageDiffView
        diff={{ known: true, value: diffStorageLayouts({ from, to }) }}
        readings={{ known: true, value: readBothLayouts({ from, to, words }) }}
      />,
    ),
  )

const one = layOut(['fee', 'uint256'], ['cap', 'uint256'])
const shifted = layOut(['fee', 'uint256'], ['extra', 'uint256'], ['cap', 'uint256'])

test('default', () => {
  const text = draw(one, shifted)
  expect(text).toContain('cap slot 1 uint256 slot 2 uint256 fail: moved')
  expect(text).toContain('2:0 cap 1000 uint256 2000 uint256 fail: another value')
  expect(text).toContain('1 variable in the same place with the same type')
})

describe('behavior', () => {
  test('what is worst comes first', () => {
    const text = draw(one, shifted)
    expect(text.indexOf('fail: moved')).toBeLessThan(text.indexOf('same place with the same type'))
    expect(text.indexOf('fail: another value')).toBeLessThan(text.indexOf('pass: same value'))
  })

  test('nothing changed is said only where it is known', () => {
    expect(draw(one, one)).toContain('nothing changed')
    const unknown = textOf(
      renderToStaticMarkup(
        <StorageDiffView
          diff={{ known: false, reason: 'The compiler tells no layout.' }}
          readings={{ known: false, reason: 'The node did not answer.' }}
        />,
      ),
    )
    expect(unknown).toContain('What happens to the storage is unknown')
    expect(unknown).toContain('The node did not answer.')
    expect(unknown).not.toContain('nothing changed')
  })

  test('a word is shown in full', () => {
    expect(draw(one, one)).toContain('00000000 00000000 00000000 000003e8')
  })

  test('a new variable that finds old bytes is told from one that finds none', () => {
    const added = layOut(['fee', 'uint256'], ['cap', 'uint256'], ['more', 'uint256'])
    expect(draw(one, added)).toContain('warn: starts with old bytes')
    const far = layOut(['a', 'uint256'])
    expect(
      textOf(
        renderToStaticMarkup(
          <StorageDiffView
            diff={{ known: true, value: diffStorageLayouts({ from: layOut(), to: far }) }}
            readings={{ known: true, value: readBothLayouts({ from: layOut(), to: far, words }) }}
          />,
        ),
      ),
    ).toContain('pass: starts empty')
  })

  test('a value that the type cannot hold is called so', () => {
    const flag = layOut(['fee', 'uint256'], ['paused', 'bool'])
    expect(draw(one, flag)).toContain('fail: no such value')
  })
})
