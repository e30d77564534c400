import { defineConfig, devices } from '@playwright/test'
import { chromiumArguments } from '@/e2e/harness/chromium-arguments'
import { findChromium } from '@/scripts/find-chromium.mjs'

const executablePath = await findChromium()

/** `npm test -- e2e` builds the app, finds or installs Chromium and runs this. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results',
  // Each file starts a chain and a server of its own, so files run side by side and the tests of a file in order.
  fullyParallel: false,
  // Most of a test is waiting for blocks and pages, so two cores carry three.
  workers: 3,
  // A test that passes only when tried again is broken.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Bounds for what hangs, wide enough for a machine that is busy with other things.
  timeout: 360_000,
  expect: { timeout: 90_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    // Recording costs a third of the run, so it is asked for when there is something to look into.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: chromiumArguments,
    },
  },
})
