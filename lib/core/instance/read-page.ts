import { readTags, type Tag } from '@/lib/core/instance/read-tags'

export type PageReading = {
  /** Paths of what the page loads as script or style, below its own origin and without a slash before them. */
  readonly assets: readonly string[]
  /** Of each element that has a script or a style sheet loaded: its path, and what `integrity` says, '' without it. */
  readonly seals: readonly (readonly [path: string, integrity: string])[]
  /** What no page of ours has: script or style of its own, handlers, frames, addresses elsewhere. */
  readonly problems: readonly string[]
}

/** The data that the framework hands on stands in three calls, each with nothing but JSON in it. */
const dataCalls = [
  /^\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\)\.push\((.*)\);?$/s,
  /^\(self\.__next_f=self\.__next_f\|\|\[\]\)\.push\((.*)\);?$/s,
  /^self\.__next_f\.push\((.*)\);?$/s,
]

const foreignTags = new Set(['iframe', 'frame', 'object', 'embed', 'base', 'applet', 'portal'])

/** Attributes that hold an address which a browser follows by itself or when clicked. */
const addressNames = new Set(['href', 'src', 'action', 'formaction', 'data', 'xlink:href'])

/**
 * What a page of an instance loads, and what of it could run that is in no file. A page of Suture runs files, and data that
 * files read: anything else in it was put there.
 *
 * @param origin Where it was asked for.
 */
export function readPage(html: string, origin: string): PageReading {
  const assets = new Set<string>()
  const problems = new Set<string>()
  const data: string[] = []
  const tags = readTags(html)
  const addAsset = (address: string, what: string) => {
    const path = pathOf(address, origin)
    if (path === undefined) problems.add(`${what} from ${address.slice(0, 200)}`)
    else assets.add(path)
  }
  for (const tag of tags) {
    for (const problem of problemsOf(tag)) problems.add(problem)
    const source = sourceOf(tag)
    if (source !== undefined) addAsset(source, tag.name)
    else if (tag.name === 'script') {
      const json = dataOf(tag.text)
      if (json === undefined) problems.add(`script in the page: ${tag.text.slice(0, 80)}`)
      else data.push(json)
    }
  }
  const told = readData(data)
  for (const problem of told.problems) problems.add(problem)
  for (const address of told.scripts) addAsset(address, 'script')
  const seals = tags.flatMap((tag) => sealsOf(tag, origin))
  return { assets: [...assets], seals, problems: [...problems] }
}

/** Of what a tag loads that runs or lays out, or may. */
function sourceOf({ name, attributes }: Tag): string | undefined {
  if (name === 'script') {
    return attributes.get('src') ?? attributes.get('href') ?? attributes.get('xlink:href')
  }
  if (name !== 'link') return undefined
  const rel = attributes.get('rel')?.toLowerCase().split(/\s+/) ?? []
  const isCode =
    rel.includes('stylesheet') ||
    rel.includes('modulepreload') ||
    (rel.includes('preload') && attributes.get('as') !== 'image')
  return isCode ? (attributes.get('href') ?? '') : undefined
}

function sealsOf(tag: Tag, origin: string): PageReading['seals'] {
  const source = isFont(tag) ? undefined : sourceOf(tag)
  const path = source === undefined ? undefined : pathOf(source, origin)
  return path === undefined ? [] : [[path, tag.attributes.get('integrity') ?? '']]
}

/** Fetched to be a font, and nothing else. */
function isFont({ name, attributes }: Tag): boolean {
  const is = (key: string, value: string) => attributes.get(key)?.toLowerCase() === value
  return name === 'link' && is('rel', 'preload') && is('as', 'font')
}

function problemsOf({ name, attributes }: Tag): string[] {
  const found: string[] = []
  if (foreignTags.has(name)) found.push(`an element <${name}>`)
  // It hides what it likes.
  if (name === 'style' || attributes.has('style')) found.push(`style in the page: <${name}>`)
  // It may send the reader elsewhere, or loosen the policy.
  if (name === 'meta' && attributes.has('http-equiv')) found.push('a <meta http-equiv>')
  for (const [key, value] of attributes) {
    if (key.startsWith('on')) found.push(`a handler ${key} on <${name}>`)
    if (key === 'srcdoc') found.push(`a document in <${name}>`)
    // Browsers drop spaces and control characters from it.
    const scheme = [...value]
      .filter((letter) => letter > ' ')
      .join('')
      .toLowerCase()
    if (addressNames.has(key) && /^(javascript|vbscript|data:text):?/.test(scheme)) {
      found.push(`a script as ${key} of <${name}>`)
    }
  }
  return found
}

function dataOf(text: string): string | undefined {
  for (const shape of dataCalls) {
    const [, json] = shape.exec(text.trim()) ?? []
    if (json !== undefined && isJson(json)) return json
  }
  return undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What the data names as script: files that modules are in, and elements that a component writes. */
function readData(data: readonly string[]): { scripts: string[]; problems: string[] } {
  const payload = data.flatMap((json) => stringsOf(JSON.parse(json))).join('')
  const scripts = [...payload.matchAll(/(?:\/_next\/)?static\/[\w.~/-]+\.js/g)].map(([path]) =>
    path.startsWith('/') ? path : `/_next/${path}`,
  )
  const problems: string[] = []
  if (payload.includes('["$","style",')) problems.push('a style element in the data of the page')
  for (const { index } of payload.matchAll(/\["\$","script",/g)) {
    const [, props] = /^\["\$","script",[^,]*,(\{[^{}]*\})\]/.exec(payload.slice(index)) ?? []
    const source = props === undefined ? undefined : sourceIn(props)
    if (source === undefined) problems.push('a script element in the data of the page')
    else scripts.push(source)
  }
  return { scripts, problems }
}

/** Of an element that only loads a file. */
function sourceIn(props: string): string | undefined {
  if (!isJson(props)) return undefined
  const { src, ...rest } = JSON.parse(props) as Record<string, unknown>
  const known = ['async', 'nonce', 'integrity', 'crossOrigin', 'noModule']
  if (Object.keys(rest).some((name) => !known.includes(name))) return undefined
  return typeof src === 'string' ? src : undefined
}

/** Every text in some JSON, in its order. Files stand alone, the pieces of the payload follow each other. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((one) => stringsOf(one).map((text) => `${text}\n`))
}

/**
 * Without the query that marks a deployment; undefined where it is no file of the same origin, or is not written as we write
 * addresses: whole, or from the root on.
 */
function pathOf(address: string, origin: string): string | undefined {
  const path = address.startsWith(`${origin}/`) ? address.slice(origin.length) : address
  const [, found] = /^\/((?:[\w~-][\w.~-]*\/)*[\w~-][\w.~-]*)(?:[?#].*)?$/.exec(path) ?? []
  return found
}
