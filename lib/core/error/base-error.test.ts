import { expect, test, vi } from 'vitest'
import { BaseError } from './base-error'

test('default', () => {
  const cause = new Error('socket closed')
  const error = new BaseError('The node did not answer.', {
    facts: [
      ['Chain', '31337'],
      ['Waited', '10 s'],
    ],
    hint: 'Check the RPC URL.',
    retry: true,
    cause,
  })
  expect(error.message).toMatchInlineSnapshot(`
    "The node did not answer.
    Chain: 31337
    Waited: 10 s
    Check the RPC URL."
  `)
  expect(error.cause).toBe(cause)
  expect(error.retry).toBe(true)
})

test('behavior: a message alone', () => {
  const error = new BaseError('Nothing to do.')
  expect(error.message).toBe('Nothing to do.')
  expect([error.facts, error.hint, error.retry, 'cause' in error]).toEqual([
    [],
    undefined,
    false,
    false,
  ])
})

test('behavior: an error of another copy of this module is one too, of a class below only its own are', async () => {
  vi.resetModules()
  const other = await import('./base-error')
  class Small extends BaseError {}
  expect(other.BaseError).not.toBe(BaseError)
  expect(new other.BaseError('It failed.')).toBeInstanceOf(BaseError)
  expect(new Error('It failed.')).not.toBeInstanceOf(BaseError)
  expect(new BaseError('It failed.')).not.toBeInstanceOf(Small)
  expect(new Small('It failed.')).toBeInstanceOf(Small)
})
