/** What a question gets through the proxy from the code that runs now, and from the new code in its place. */
export type GetterAnswer = {
  readonly kind: 'version' | 'interface'
  /** As one would call it, e.g. `version()` or `supportsInterface(0x01ffc9a7)`. */
  readonly question: string
  /** A number in decimal, `true` or `false`, else text. Undefined where it refuses. */
  readonly before: string | undefined
  readonly after: string | undefined
}
