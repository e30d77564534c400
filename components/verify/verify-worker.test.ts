import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { verifyWorker } from './verify-worker'

test('default: each build has a worker of its own, and it parses', () => {
  const [one, two] = ['build-1', 'build-2'].map(verifyWorker)
  expect(one).not.toBe(two)
  expect(one).toContain('\'suture-verify-\' + "build-1"')
  expect(() => new Script(one ?? '')).not.toThrow()
})

test('behavior: an odd build id stays text', () => {
  const script = new Script(verifyWorker('"; fetch("/x"); "'))
  const asked: unknown[] = []
  const self = { addEventListener: () => {} }
  script.runInNewContext({ self, fetch: (url: unknown) => asked.push(url) })
  expect(asked).toEqual([])
})
