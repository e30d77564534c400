/** What the tests use of it; the package brings no types. */
declare module 'sax' {
  type Parser = {
    onerror: (error: Error) => void
    onopentag: (tag: { name: string; attributes: Record<string, string> }) => void
    ontext: (text: string) => void
    write(text: string): Parser
    close(): Parser
  }
  const sax: { parser(strict: boolean): Parser }
  // biome-ignore lint/style/noDefaultExport: that is how the package is imported.
  export default sax
}
