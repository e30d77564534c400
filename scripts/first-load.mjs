// How much JavaScript a page makes a browser load before anyone touches it.
//
//   node scripts/first-load.mjs http://127.0.0.1:3000 [/patches/0x…]
//
// Overview and queue may take 180 kB, each patch page given 220 kB, compressed; none may hold a part of Safe's kits.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'

/** In bytes; kB as size-limit counts them. */
export const budgets = { overview: 180_000, queue: 180_000, patch: 220_000 }

/** Words that survive minification, one of each package that must never be in a first load. */
export const kitMarkers = {
  '@safe-global/api-kit': 'Invalid Safe delegator address',
  '@safe-global/protocol-kit': 'SafeProvider must be initialized with a signer',
  '@safe-global/safe-apps-sdk': 'requestAddressBook',
  '@safe-global/safe-deployments': 'SimulateTxAccessor',
}

/**
 * @typedef {{ url: string, bytes: number, scripts: { url: string, bytes: number }[], kits: string[] }} FirstLoad
 *   `bytes` compressed with gzip; `kits` are the packages of Safe found in any script.
 */

/**
 * Fetches a page and every script that its HTML makes the browser load: script elements, module preloads, and the chunks
 * that the inlined server components name. Polyfills for old browsers (`nomodule`) do not count.
 *
 * @param {string} url
 * @returns {Promise<FirstLoad>}
 * @throws Error when the page or a script does not answer with 200, or the page loads no script at all
 */
export async function measureFirstLoad(url) {
  const html = await fetchText(url)
  const urls = scriptUrls(html, url)
  // An empty page would pass every budget.
  if (urls.length === 0) throw new Error(`${url} loads no script: is it a page of the app?`)
  const texts = await Promise.all(urls.map(fetchText))
  const scripts = urls.map((script, i) => ({
    url: script,
    bytes: gzipSync(texts[i], { level: 9 }).length,
  }))
  const kits = kitsIn(texts)
  return { url, bytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0), scripts, kits }
}

/**
 * @param {string} html
 * @param {string} base URL of the page
 * @returns {string[]} each script once
 */
export function scriptUrls(html, base) {
  const tags = html.match(/<(?:script|link)\b[^>]*>/gi) ?? []
  const isSkipped = (tag) => /\bnomodule\b/i.test(tag)
  const skipped = tags.filter(isSkipped).map(addressOf)
  const fromTags = tags.filter((tag) => !isSkipped(tag) && loadsScript(tag)).map(addressOf)
  const fromPayload = (html.match(/static\/chunks\/[\w.~/-]+\.js/g) ?? []).map(
    (path) => `/_next/${path}`,
  )
  const paths = [...fromTags, ...fromPayload].filter((path) => path && !skipped.includes(path))
  return [...new Set(paths.map((path) => new URL(path, base).href))]
}

function loadsScript(tag) {
  return (
    /^<script\b/i.test(tag) ||
    /\brel="?modulepreload\b/i.test(tag) ||
    (/\brel="?preload\b/i.test(tag) && /\bas="?script\b/i.test(tag))
  )
}

/** Without the query that marks a deployment: it is one file. */
function addressOf(tag) {
  return /\b(?:src|href)="([^"?]+)/i.exec(tag)?.[1]
}

async function fetchText(url) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`)
  return response.text()
}

/**
 * The same by the manifests of a production build: what every page starts with, and what a page and the layouts and
 * boundaries around it add. Refuses a page with a part of Safe's kits.
 *
 * @param {string} page folder below `app`, e.g. `(desk)/queue`
 * @param {string} [build] folder of the build
 * @returns {string[]} paths of the scripts, each once
 * @throws Error when there is no build or no such page
 */
export function builtScripts(page, build = '.next') {
  const start = JSON.parse(readBuilt(`${build}/build-manifest.json`)).rootMainFiles
  const context = { globalThis: { __RSC_MANIFEST: {} } }
  runInNewContext(
    readBuilt(`${build}/server/app/${page}/page_client-reference-manifest.js`),
    context,
  )
  const manifests = Object.values(context.globalThis.__RSC_MANIFEST)
  const added = manifests.flatMap(({ entryJSFiles }) => Object.values(entryJSFiles).flat())
  if (start.length === 0 || added.length === 0)
    throw new Error(`${page}: the build names no script.`)
  const paths = [...new Set([...start, ...added])].map((path) => `${build}/${path}`)
  const [kit] = kitsIn(paths.map(readBuilt))
  if (kit) throw new Error(`${page}: ${kit} is in the first load.`)
  return paths
}

function readBuilt(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Error(`${path} is missing: run \`next build\` first, or mend the name of the page.`)
  }
}

/** Packages of Safe that left a marker in one of the texts. */
function kitsIn(texts) {
  return Object.entries(kitMarkers)
    .filter(([, marker]) => texts.some((text) => text.includes(marker)))
    .map(([name]) => name)
}

/**
 * @param {FirstLoad} load
 * @param {number} budget in bytes
 * @returns {string[]} what is wrong with it; empty when nothing is
 */
export function overBudget({ bytes, kits }, budget) {
  return [
    ...(bytes > budget
      ? [`${kilobytes(bytes)} of JavaScript, ${kilobytes(bytes - budget)} over`]
      : []),
    ...kits.map((name) => `${name} is in the first load`),
  ]
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}

async function main([origin, ...patches]) {
  if (!origin)
    throw new Error('Give the URL of a running app: node scripts/first-load.mjs <url> [/patches/…]')
  const pages = [
    { path: '/', budget: budgets.overview },
    { path: '/queue', budget: budgets.queue },
    ...patches.map((path) => ({ path, budget: budgets.patch })),
  ]
  for (const { path, budget } of pages) {
    const load = await measureFirstLoad(new URL(path, origin).href)
    console.log(`${path}  ${kilobytes(load.bytes)} of ${kilobytes(budget)}`)
    for (const { url, bytes } of load.scripts)
      console.log(`  ${kilobytes(bytes).padStart(9)}  ${url}`)
    for (const problem of overBudget(load, budget)) {
      console.log(`  ✗ ${problem}`)
      process.exitCode = 1
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
