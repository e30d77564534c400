import type { Hex } from 'viem'
import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CodeAnalysis, StorageUse } from './code-analysis'
import { scanOpcodes, touchesStorage } from './scan-opcodes'

const selectorSchema = z.string().check(z.regex(/^[0-9a-f]{8}$/))

/** As evmole 0.8 answers, without the parts that are not asked for. */
const answerSchema = z.object({
  functions: z.array(z.object({ selector: selectorSchema })),
  storage: z.array(
    z.object({
      slot: z.string().check(z.regex(/^[0-9a-f]{1,64}$/)),
      offset: z.int().check(z.gte(0), z.lte(31)),
      type: z.string(),
      reads: z.array(selectorSchema),
      writes: z.array(selectorSchema),
    }),
  ),
})

/**
 * What an analyser answered, with what is read from the code itself, in an order that does not depend on the machine.
 *
 * @param answer Untrusted: it speaks of code that anybody may have written.
 * @returns Undefined where it is no answer.
 */
export function parseCodeAnalysis(code: Hex, answer: unknown): CodeAnalysis | undefined {
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) return undefined
  const { functions, storage } = parsed.data
  return {
    opcodes: scanOpcodes(code),
    touchesStorage: touchesStorage(code),
    selectors: toSelectors(functions.map(({ selector }) => selector)),
    storage: storage
      .map(
        ({ slot, offset, type, reads, writes }): StorageUse => ({
          slot: BigInt(`0x${slot}`),
          offset,
          type: visibleText(type, { maxLength: 200 }),
          reads: toSelectors(reads),
          writes: toSelectors(writes),
        }),
      )
      .sort(byPlace),
  }
}

function toSelectors(names: readonly string[]): Hex[] {
  return [...new Set(names)].sort().map((name): Hex => `0x${name}`)
}

function byPlace(a: StorageUse, b: StorageUse): number {
  if (a.slot !== b.slot) return a.slot < b.slot ? -1 : 1
  if (a.offset !== b.offset) return a.offset - b.offset
  return a.type < b.type ? -1 : a.type > b.type ? 1 : 0
}
