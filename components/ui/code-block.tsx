/** Raw text as it is: calldata, a command, a stack. Long lines break, so that nothing hides at the right. */
export function CodeBlock({ children }: { children: string }) {
  return (
    <pre className="max-h-96 overflow-auto whitespace-pre-wrap wrap-anywhere rounded-tag border border-line bg-sunken px-3 py-2 font-mono text-xs leading-[18px]">
      {children}
    </pre>
  )
}
