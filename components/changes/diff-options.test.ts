import { describe, expect, test } from 'vitest'
import { diffQuery, parseDiffOptions } from './diff-options'

test('default', () => {
  expect(parseDiffOptions({})).toEqual({ split: false, ignoreSpace: false, whole: undefined })
  expect(diffQuery(parseDiffOptions({}))).toBe('')
})

describe('behavior', () => {
  test('what is written is read', () => {
    const options = { split: true, ignoreSpace: true, whole: 'u2-f-0123abcd' }
    const query = Object.fromEntries(new URLSearchParams(diffQuery(options)))
    expect(parseDiffOptions(query)).toEqual(options)
  })

  test('what is no option is none', () => {
    const other = { view: ['split', 'split'], space: 'all', whole: '"><script>' }
    expect(diffQuery(parseDiffOptions(other))).toBe('')
  })
})
