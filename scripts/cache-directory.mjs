import { fileURLToPath } from 'node:url'

/** Where tests keep what was compiled: what one has compiled, no other has to compile again. */
export const cacheDirectory = fileURLToPath(
  new URL('../node_modules/.cache/suture', import.meta.url),
)
