import * as z from 'zod/mini'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { decimalField, hashField, maximumUint256 } from '@/lib/core/chain/wire-fields'
import type { Look } from '@/lib/core/patch/look'
import { effectsSchema } from '@/lib/core/simulation/effects-schema'
import { decimalStrings } from './decimal-strings'

const text = z.string()
const uint = (meaning: string) => decimalField(maximumUint256, meaning)

const schema = z.strictObject({
  schema: z.literal('suture/look/1'),
  block: z.strictObject({
    number: uint('a block number'),
    hash: hashField,
    timestamp: uint('seconds since the epoch'),
  }),
  facts: z.array(
    z.strictObject({
      kind: z.enum(['code', 'implementation', 'predecessor', 'roles', 'delay', 'safe']),
      what: text,
      value: z.discriminatedUnion('known', [
        z.strictObject({ known: z.literal(true), value: text }),
        z.strictObject({ known: z.literal(false), reason: text }),
      ]),
    }),
  ),
  executes: z.enum(['operation', 'transaction']),
  effects: effectsSchema,
})

/** The canonical JSON of a look (RFC 8785). */
export function serializeLook(look: Look): string {
  return canonicalJson(decimalStrings({ schema: 'suture/look/1', ...look }))
}

/** Reads a look from its JSON; undefined where it is none, or of another version. */
export function parseLook(json: string): Look | undefined {
  try {
    const { block, facts, executes, effects } = schema.parse(JSON.parse(json))
    return { block, facts, executes, effects }
  } catch {
    return undefined
  }
}
