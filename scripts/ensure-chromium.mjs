import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './find-chromium.mjs'

/**
 * Installs a Chromium for the end-to-end tests where there is none: Debian's package as root, else Playwright's own.
 *
 * @returns {Promise<string>} path of the executable
 * @throws Error that says how to get one
 */
export async function ensureChromium() {
  const found = await findChromium()
  if (found) return found
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (isDebianRoot) {
    console.log('Installing Chromium from Debian …')
    run('apt-get', ['update', '-qq'])
    const install = ['install', '-y', '-qq', '--no-install-recommends']
    const isInstalled = run('apt-get', [...install, 'chromium-headless-shell'])
    // Older releases have the whole browser only.
    if (!isInstalled) run('apt-get', [...install, 'chromium'])
  } else {
    console.log("Installing Playwright's own Chromium …")
    run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
  }
  const installed = await findChromium()
  if (installed) return installed
  throw new Error(
    'There is no Chromium, and none could be installed.\n' +
      'Debian or Ubuntu: `sudo apt-get install chromium`. Elsewhere: `npx playwright install chromium`.\n' +
      'Or set CHROMIUM_PATH to an executable that you have.',
  )
}

/** @returns {boolean} whether it went well */
function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0
}
