import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { cacheDirectory } from './scripts/cache-directory.mjs'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

/** `unit` runs anywhere in seconds; `service` starts real chains, databases and servers. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          // For what hangs, not for what is slow where a machine is busy.
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
          // Pure code has nothing to keep apart, and importing it anew for each file takes four times as long.
          isolate: false,
          include: ['{lib,components,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.service.test.ts', '**/node_modules/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'service',
          isolate: false,
          sequence: { groupOrder: 1 },
          include: ['{lib,demo,scripts}/**/*.service.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          pool: 'forks',
          env: { SUTURE_CACHE_DIR: cacheDirectory },
          maxWorkers: 2,
        },
      },
    ],
  },
})
