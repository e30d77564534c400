import { fetchWholeRenderings } from '@/lib/hooks/fetch-whole-renderings'
import { guardSinks } from '@/lib/hooks/guard-sinks'

// Next runs this in the browser before anything else: before a chunk is loaded by script, and before its router fetches
// through the global.
guardSinks()
// Zod tries whether it may make functions from text, and is refused. It reads this before it tries.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
window.fetch = fetchWholeRenderings(window.fetch)
