import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { describeSafeError } from './describe-safe-error'

const require = createRequire(import.meta.url)

test('default', () => {
  expect(describeSafeError('GS026')).toBe(
    'A signature is not by an owner, is for another transaction, or is out of order.',
  )
})

test.each(['', 'GS999', 'Ownable: caller is not the owner', 'constructor', '__proto__'])(
  'behavior: not a code of a Safe: %s',
  (reason) => {
    expect(describeSafeError(reason)).toBeUndefined()
  },
)

test.each(['@safe-global/safe-contracts', '@safe-global/safe-smart-account'])(
  'behavior: every code in the sources of %s',
  (name) => {
    const contracts = join(dirname(require.resolve(`${name}/package.json`)), 'contracts')
    const files = readdirSync(contracts, { recursive: true, encoding: 'utf8' })
    const sources = files
      .filter((file) => file.endsWith('.sol') && !/^(test|examples)/.test(file))
      .map((file) => readFileSync(join(contracts, file), 'utf8'))
    const codes = new Set(sources.join('\n').match(/\bGS\d{3}\b/g))
    expect(codes.size).toBeGreaterThan(25)
    expect([...codes].filter((code) => !describeSafeError(code))).toEqual([])
  },
)
