import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mutatedFiles, mutationAreas } from './mutation-areas.mjs'

const root = new URL('..', import.meta.url).pathname
const floors: Record<string, number> = JSON.parse(
  readFileSync(join(root, 'scripts/mutation-floors.json'), 'utf8'),
)

const files = mutationAreas.flatMap((area) => mutatedFiles(root, area))

describe('every file of the core that mutants are made of', () => {
  test('behavior: was measured and has its floor', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.filter((file) => floors[file] === undefined)).toEqual([])
  })

  test('behavior: a floor without a file is none', () => {
    expect(Object.keys(floors).filter((file) => !files.includes(file))).toEqual([])
  })

  test('behavior: a floor is a number of mutants', () => {
    for (const floor of Object.values(floors)) expect(floor).toBeGreaterThanOrEqual(0)
  })
})
