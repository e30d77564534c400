import { type ScriptHashes, scriptHash } from './script-hashes'

/**
 * Gives every script element, whoever makes it, the hash of its file before it gets its address, so that the browser runs
 * the file of the build or none. An address that the build does not have is refused with a TypeError, as the policy of
 * `guardSinks` does where the browser knows such.
 */
export function sealScriptElements(hashes: ScriptHashes): void {
  const { prototype } = HTMLScriptElement
  const source = Object.getOwnPropertyDescriptor(prototype, 'src')
  const seal = (element: HTMLScriptElement, address: unknown) => {
    const hash = scriptHash(String(address), location.origin, hashes)
    if (hash === undefined) throw new TypeError(`No script of this build: ${String(address)}`)
    element.integrity = hash
    element.crossOrigin = 'anonymous'
  }
  Object.defineProperty(prototype, 'src', {
    ...source,
    set(this: HTMLScriptElement, address: unknown) {
      seal(this, address)
      source?.set?.call(this, address)
    },
  })
  prototype.setAttribute = function (name, value) {
    if (name.toLowerCase() === 'src') seal(this, value)
    Element.prototype.setAttribute.call(this, name, value)
  }
}
