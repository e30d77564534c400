/** How mutants are run. Which ones, by what, and how many may be left: scripts/mutation.mjs. */
export default {
  vitest: { configFile: 'vitest.mutation.config.ts' },
  // A mutant meets only the tests that reach it.
  coverageAnalysis: 'perTest',
  // What goes round in circles is stopped by counting. Time says only that others use the machine, and would count as noticed.
  timeoutMS: 120_000,
  reporters: ['clear-text', 'progress', 'html', 'json'],
  // Left out of the sandbox, because no test of the core reads them. Stryker leaves out .git and node_modules by itself.
  ignorePatterns: [
    '{.ci,.github,.next,.suture,app,bench,components,contracts,demo,docs,e2e,public}',
  ],
  // Stryker would rewrite the paths of tsconfig.json through an interface that TypeScript 7 does not have.
  tsconfigFile: 'none',
}
