import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

/** From another folder, as anyone would run it. */
function suture(argv: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('bin/suture.mjs'), ...argv],
    { cwd: tmpdir(), input, encoding: 'utf8' },
  )
  return { code: status, out: stdout, error: stderr }
}

function artifact(name: string): string {
  return resolve(`contracts/out/${name}.sol/${name}.json`)
}

test('default', () => {
  const pair = [artifact('HarborVault'), artifact('HarborVaultStorageShift')]
  const { code, out, error } = suture(['diff', ...pair, '--proxy', artifact('ERC1967Proxy')])
  expect(error).toBe('')
  expect(out).toContain('15 places read what was written as something else.')
  expect(out).toContain('1 fail, 1 unknown, 1 warn, 6 pass, 0 not-applicable')
  expect(code).toBe(1)
})

test('behavior: a benign pair on standard streams', () => {
  const pair = ['-', artifact('HarborVaultV2')]
  const { code, out } = suture(
    ['diff', ...pair, '--format', 'json'],
    readFileSync(artifact('HarborVault'), 'utf8'),
  )
  expect(JSON.parse(out)).toMatchObject({ schema: 'suture/diff/1', verdict: 'unknown' })
  expect(code).toBe(0)
})
