import { defineConfig } from 'drizzle-kit'

/** `npx drizzle-kit generate` writes the next migration after a change of the schema. */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './lib/adapters/store/schema.ts',
    './lib/adapters/store/timelock-schema.ts',
    './lib/adapters/store/watch-schema.ts',
    './lib/adapters/store/audit-entries.ts',
    './lib/adapters/store/owner-schema.ts',
  ],
  out: './lib/adapters/store/migrations',
  casing: 'snake_case',
})
