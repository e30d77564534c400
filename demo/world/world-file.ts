import { readFileSync, writeFileSync } from 'node:fs'
import type { World } from './seed-world'

/** Marks a bigint in JSON, which has none. */
const bigintKey = '$bigint'

/** Keeps a seeded world beside its chain, so that another process can propose its patches. */
export function saveWorld(path: string, world: World): void {
  const json = JSON.stringify(world, (_, value: unknown) =>
    typeof value === 'bigint' ? { [bigintKey]: value.toString() } : value,
  )
  writeFileSync(path, json)
}

/** Reads what `saveWorld` wrote. */
export function loadWorld(path: string): World {
  return JSON.parse(readFileSync(path, 'utf8'), (_, value: unknown) =>
    isMarked(value) ? BigInt(value[bigintKey]) : value,
  ) as World
}

function isMarked(value: unknown): value is { [bigintKey]: string } {
  return typeof value === 'object' && value !== null && bigintKey in value
}
