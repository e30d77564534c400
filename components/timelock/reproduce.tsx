import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Panel } from '@/components/ui/panel'
import type { ReproduceCommand } from '@/lib/core/timelock/kind/reproduce-commands'

/** Lines for a shell that hold what a page says against a node of the reader's own. */
export function Reproduce({ commands }: { commands: readonly ReproduceCommand[] }) {
  return (
    <Panel padded>
      <p className="mb-3 text-ink-2 text-sm">
        In a shell with <code className="font-mono text-xs">RPC_URL</code> set to a node that you
        trust. <code className="font-mono text-xs">cast</code> is Foundry’s.
      </p>
      <ol className="grid gap-3">
        {commands.map(({ title, command }) => (
          <li key={command} className="grid grid-cols-[minmax(0,1fr)] gap-1 text-sm">
            <p>
              {title} <CopyButton value={command} label="Copy command" />
            </p>
            <CodeBlock>{command}</CodeBlock>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
