import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { SelectorClash } from '@/lib/core/abi/find-selector-clashes'
import type { Known } from '@/lib/core/chain/snapshot'

/** Selectors that both proxy and implementation answer: the proxy sees the call first. */
export function ClashesView({ clashes }: { clashes: Known<readonly SelectorClash[]> }) {
  if (!clashes.known) {
    return (
      <Callout tone="unknown" title="Clashes with the proxy are unknown">
        <p>
          <UntrustedText text={clashes.reason} />
        </p>
      </Callout>
    )
  }
  return (
    <Panel title="Clashes with the proxy" note={`${clashes.value.length || 'none'}`}>
      {clashes.value.length === 0 ? (
        <p className="p-4 text-ink-2">No function of the new code has a selector of the proxy.</p>
      ) : (
        <DataTable
          caption="Selectors that proxy and new code both answer"
          columns={['Selector', 'Proxy', 'New code', 'What happens']}
        >
          {clashes.value.map((clash) => (
            <tr key={clash.selector}>
              <DataCell label="Selector">
                <code>{clash.selector}</code>
              </DataCell>
              <DataCell label="Proxy" className="break-all font-mono text-xs">
                <UntrustedText text={clash.proxy} />
              </DataCell>
              <DataCell label="New code" className="break-all font-mono text-xs">
                <UntrustedText text={clash.implementation} />
              </DataCell>
              <DataCell label="What happens">
                {clash.kind === 'collision' ? (
                  <Verdict verdict="fail">another function answers</Verdict>
                ) : (
                  <Verdict verdict="warn">only the proxy’s is reached</Verdict>
                )}
              </DataCell>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}
