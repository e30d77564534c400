// Gives every script of a build its hash, wherever a page names it: see docs/adr/0032-a-build-that-can-be-checked.md.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'

/**
 * Completes what Next's `sri` does, once everything is compiled:
 *
 * - Writes one more script, the list: the hash of each other script, for those that are added later. No module runs before it,
 *   since the loader of the chunks waits for it. It also watches over those that do not run.
 * - Makes each page start with all scripts that it needs. Next puts hashes on those that start a page only; those that React
 *   finds later among the parts of the page are then there already.
 *
 * @param {string} folder of the build, e.g. `.next`
 * @returns {string} Path of the list below that folder.
 * @throws Error when the build is not as it is read here
 */
export function sealScripts(folder) {
  const hashesPath = join(folder, 'server', 'subresource-integrity-manifest.json')
  const startPath = join(folder, 'build-manifest.json')
  const hashes = readJson(hashesPath)
  const start = readJson(startPath)
  const entries = readEntries(folder)

  const text = listText(hashes, start.chunkLoadingGlobal)
  const list = `static/chunks/integrity-${digest(text, 'hex').slice(0, 16)}.js`
  writeFileSync(join(folder, list), text)
  hashes[list] = `sha256-${digest(text, 'base64')}`

  const [first, ...rest] = start.rootMainFiles
  // The first is written behind all others.
  start.rootMainFiles = [first, list, ...rest]
  for (const [page, params] of Object.entries(start.pagesChunkGroupBootstrapParams)) {
    params.otherChunks = [list, ...params.otherChunks]
    const files = [...new Set([...start.rootMainFiles, ...(entries[page] ?? [])])]
    const unknown = files.find((file) => !hashes[file])
    if (unknown) throw new Error(`${page}: ${unknown} has no hash.`)
    start.rootMainFilesTree[page] = files
  }
  const unnamed = Object.keys(entries).find((page) => !start.rootMainFilesTree[page])
  if (unnamed) throw new Error(`${unnamed}: the build does not say how it starts.`)

  writeFileSync(startPath, JSON.stringify(start, undefined, 2))
  writeFileSync(hashesPath, JSON.stringify(hashes))
  return list
}

/**
 * Runs in the page: shows what the page says where a script or a style sheet is missing (`RefusedFile`). A script that is taken
 * away is asked for once more by the loader, which would wait for it otherwise. What failed before anybody listened is told by
 * the page not coming to life.
 */
function watchScripts() {
  const patience = 10_000
  let said
  const find = () => {
    said ??= document.getElementById('refused-file')
    return said
  }
  const keep = () => {
    if (said && !said.isConnected) document.body?.prepend(said)
  }
  const tell = (path) => {
    find()?.querySelector('p + p')?.setAttribute('data-file', path)
    find()?.removeAttribute('hidden')
    // Where React gives up, it draws another page.
    new MutationObserver(keep).observe(document, { childList: true, subtree: true })
    keep()
  }
  const failed = new Set()
  const onError = ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return
    const path = target.getAttribute('src') ?? ''
    // What an extension of the browser adds is its own.
    if (!Object.hasOwn(globalThis.sutureScripts, path)) return
    target.remove()
    if (failed.has(path)) tell(path)
    failed.add(path)
    setTimeout(() => {
      const isThere = [...document.scripts].some((script) => script.getAttribute('src') === path)
      if (!isThere) tell(path)
    }, patience)
  }
  addEventListener('error', onError, true)
  find()
  addEventListener('DOMContentLoaded', find)
  let isStarted = false
  addEventListener('suture:started', () => {
    isStarted = true
    // It was only slow.
    if (failed.size === 0) find()?.setAttribute('hidden', '')
  })
  addEventListener('load', () => {
    for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) {
      const path = sheet.getAttribute('href') ?? ''
      // What an extension of the browser adds is its own.
      if (sheet.sheet || !path.startsWith('/_next/')) continue
      failed.add(path)
      tell(path)
    }
    setTimeout(() => {
      if (!isStarted) tell([...failed][0] ?? '')
    }, patience)
  })
}

/** A chunk without modules, which tells the loader that it is there. */
function listText(hashes, loader) {
  const scripts = Object.entries(hashes)
    .filter(([path]) => path.endsWith('.js'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, hash]) => [`/_next/${path}`, hash])
  if (scripts.length === 0 || !loader) throw new Error('The build lists no scripts.')
  const name = `globalThis[${JSON.stringify(loader)}]`
  return `globalThis.sutureScripts=${JSON.stringify(Object.fromEntries(scripts))};
(${name}||(${name}=[])).push([document.currentScript]);
(${watchScripts})();
`
}

/** The scripts of each page's own parts, those of the layouts and boundaries around it among them. */
function readEntries(folder) {
  const below = join(folder, 'server', 'app')
  const context = { globalThis: { __RSC_MANIFEST: {} } }
  for (const { name, parentPath } of readdirSync(below, { recursive: true, withFileTypes: true })) {
    if (name !== 'page_client-reference-manifest.js') continue
    runInNewContext(readFileSync(join(parentPath, name), 'utf8'), context)
  }
  return Object.fromEntries(
    Object.entries(context.globalThis.__RSC_MANIFEST).map(([page, manifest]) => [
      page,
      filesOf(manifest),
    ]),
  )
}

function filesOf({ clientModules, entryJSFiles }) {
  const ofModules = Object.values(clientModules).flatMap(({ chunks }) => chunks)
  const files = [...Object.values(entryJSFiles).flat(), ...ofModules]
  return files.map((file) => file.replace(/^\/_next\//, '')).filter((file) => file.endsWith('.js'))
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function digest(text, encoding) {
  return createHash('sha256').update(text).digest(encoding)
}
