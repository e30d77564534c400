import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { hashFileHashes } from '@/lib/core/source/hash-sources'

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

test('behavior: the hash of sources, as an auditor publishes it, is the same from folder and input', () => {
  const folder = suture(['hash', 'sources', resolve('.'), '--contract', 'HarborTreasury', '--json'])
  expect(folder.error).toBe('')
  const { contract, sourceHash, files } = JSON.parse(folder.out)
  expect(contract).toBe('contracts/src/HarborTreasury.sol:HarborTreasury')
  expect(hashFileHashes(files)).toBe(sourceHash)
  const directory = mkdtempSync(join(tmpdir(), 'suture-hash-sources-'))
  const path = join(directory, 'input.json')
  const sources = Object.keys(files).map((file) => [file, { content: readFileSync(file, 'utf8') }])
  writeFileSync(
    path,
    JSON.stringify({ language: 'Solidity', sources: Object.fromEntries(sources) }),
  )
  const given = ['--contract', 'HarborTreasury', '--compiler', '0.8.30+commit.73712a01']
  expect(suture(['hash', 'sources', path, ...given]).out).toContain(`sourceHash  `)
  expect(suture(['hash', 'sources', path, ...given, '--json']).out).toBe(folder.out)
  rmSync(directory, { recursive: true })
  const missing = suture(['hash', 'sources', resolve('.'), '--contract', 'Nobody'])
  expect(missing.code).toBe(3)
  expect(missing.error).toContain('There is no such contract.')
}, 60_000)
