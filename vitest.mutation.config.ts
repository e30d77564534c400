import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The tests that mutants of the core meet; scripts/mutation.mjs names the folder. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/*.service.test.ts', '**/node_modules/**'],
    testTimeout: 60_000,
    // As the unit tests; every mutant gets a worker of its own.
    isolate: false,
  },
})
