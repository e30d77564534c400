import { existsSync } from 'node:fs'

const systemPaths = [
  // Without the windows that nobody sees: a quarter less work for the same pages.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Path of the Chromium that the end-to-end tests drive: what CHROMIUM_PATH names, the system's, or Playwright's own.
 *
 * @returns {Promise<string | undefined>}
 * @throws Error when CHROMIUM_PATH names no file
 */
export async function findChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen && !existsSync(chosen))
    throw new Error(`CHROMIUM_PATH: there is no file at ${chosen}.`)
  if (chosen) return chosen
  const { chromium } = await import('@playwright/test')
  return [...systemPaths, chromium.executablePath()].find((path) => existsSync(path))
}
