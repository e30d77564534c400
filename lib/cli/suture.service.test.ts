import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

/** From another folder, as anyone would run it. */
function suture(argv: readonly string[], input = '') {
  const options = { cwd: tmpdir(), input, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('bin/suture.mjs'), ...argv],
    options,
  )
  return { code: status, out: stdout, error: stderr }
}

function artifact(name: string): string {
  return resolve(`contracts/out/${name}.sol/${name}.json`)
}

test('default', () => {
  const proxy = ['--proxy', artifact('ERC1967Proxy')]
  const bad = suture([
    'diff',
    artifact('HarborVault'),
    artifact('HarborVaultStorageShift'),
    ...proxy,
  ])
  expect(bad.error).toBe('')
  expect(bad.out).toContain('15 places read what was written as something else.')
  expect(bad.code).toBe(1)
  const good = suture(['diff', artifact('HarborVault'), artifact('HarborVaultV2'), ...proxy])
  expect(good.out).toContain('0 fail, 1 unknown, 1 warn, 6 pass, 0 not-applicable')
  expect(good.code).toBe(0)
})

test('behavior: reads standard input', () => {
  const { code, out } = suture(
    ['hash', 'operation', '-'],
    '{"calls":[{"target":"0x5B38Da6a701c568545dCfcB03FcB875f56beddC4"}]}',
  )
  expect(out).toMatch(/^id {2}0x[0-9a-f]{64}\n$/)
  expect(code).toBe(0)
})

test('error: a file that is not there', () => {
  const { code, out, error } = suture(['diff', 'a.json', 'b.json'])
  expect([code, out]).toEqual([3, ''])
  expect(error).toMatchInlineSnapshot(`
    "This cannot be read.

      Source   a.json
      Problem  there is no such file
    "
  `)
})
