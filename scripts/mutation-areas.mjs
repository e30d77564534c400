import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'

/** What `npm run mutation` changes: what counts signatures, makes hashes, and judges. */
export const mutationAreas = ['lib/core/safe', 'lib/core/signing/ledger', 'lib/core/check']

/**
 * The files of a folder that mutants are made of, those without any among them.
 *
 * @param {string} root
 * @param {string} folder below it, with `/`
 */
export function mutatedFiles(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => !path.includes('/__fixtures__/'))
}
