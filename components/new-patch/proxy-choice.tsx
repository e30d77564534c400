import type { Address } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextInput } from '@/components/ui/text-input'
import {
  addUpgrade,
  changeUpgrade,
  leaveOutUpgrade,
  removeUpgrade,
} from '@/lib/core/patch/edit-draft'
import { chosenUpgrades, type UpgradeDraft } from '@/lib/core/patch/patch-draft'
import { DraftField, NoteList } from './draft-field'
import type { DraftForm } from './draft-form'
import { notesAt } from './notes-at'
import { ProxyFacts } from './proxy-facts'

/** The proxies to be patched: those configured, and any other address. */
export function ProxyChoice({ form }: { form: DraftForm }) {
  const { draft, update, protocol, notes } = form
  const chosen = chosenUpgrades(draft)
  const isConfigured = ({ address }: UpgradeDraft) =>
    protocol.proxies.some((proxy) => sameText(proxy.address, address))
  return (
    <>
      <fieldset id="upgrades" tabIndex={-1} className="grid gap-3">
        <legend className="sr-only">Configured proxies of {protocol.name}</legend>
        {protocol.proxies.map((proxy) => (
          <ConfiguredProxy
            key={proxy.address}
            form={form}
            proxy={proxy}
            row={chosen.find(({ address }) => sameText(proxy.address, address))}
          />
        ))}
        {protocol.proxies.length === 0 && (
          <p className="text-ink-2 text-sm">No proxies are configured for this protocol.</p>
        )}
      </fieldset>
      {chosen
        .filter((row) => !isConfigured(row))
        .map((row) => (
          <OtherProxy key={row.id} form={form} row={row} />
        ))}
      <div>
        <Button onClick={() => update((before) => addUpgrade(before, ''))}>
          Add another address
        </Button>
      </div>
      <NoteList notes={notesAt(notes, 'upgrades').filter(({ tone }) => tone !== 'missing')} />
    </>
  )
}

const sameText = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase()

function ConfiguredProxy({
  form: { update, facts, protocol, labels, notes },
  proxy,
  row,
}: {
  form: DraftForm
  proxy: { name: string; address: Address }
  row: UpgradeDraft | undefined
}) {
  const found = facts?.proxies[proxy.address.toLowerCase()]
  return (
    <div className="rounded-panel border border-line px-3 py-2">
      <Checkbox
        checked={row !== undefined}
        onChange={({ target }) =>
          update((draft) =>
            target.checked
              ? addUpgrade(draft, proxy.address)
              : leaveOutUpgrade(draft, proxy.address),
          )
        }
      >
        <b>{proxy.name}</b>
      </Checkbox>
      <div className="grid gap-1 pl-[26px] max-md:pl-0">
        <AddressView address={proxy.address} full />
        <ProxyFacts found={found} timelock={protocol.timelock} labels={labels} />
        {row && found?.known && found.value.kind !== 'not-a-proxy' && (
          <NoteList notes={notesAt(notes, `upgrade-${row.id}-address`)} />
        )}
      </div>
    </div>
  )
}

function OtherProxy({ form, row }: { form: DraftForm; row: UpgradeDraft }) {
  const { update, facts, protocol, labels, notes, plan } = form
  const address = plan.upgrades.find(({ id }) => id === row.id)?.address
  const found = address && facts?.proxies[address.toLowerCase()]
  const isProxy = found?.known && found.value.kind !== 'not-a-proxy'
  return (
    <div className="grid gap-2 rounded-panel border border-line px-3 py-2">
      <DraftField
        field={`upgrade-${row.id}-address`}
        label="Address of a proxy"
        hint="Any EIP-1967 proxy on this chain that the timelock owns."
        notes={notes}
      >
        {(aria) => (
          <TextInput
            {...aria}
            mono
            value={row.address}
            placeholder="0x…"
            onChange={({ target }) =>
              update((draft) => changeUpgrade(draft, row.id, { address: target.value }))
            }
          />
        )}
      </DraftField>
      {isProxy && <ProxyFacts found={found} timelock={protocol.timelock} labels={labels} />}
      <div>
        <Button
          size="small"
          tone="quiet"
          aria-label={`Remove ${row.address || 'this address'}`}
          onClick={() => update((draft) => removeUpgrade(draft, row.id))}
        >
          Remove
        </Button>
      </div>
    </div>
  )
}
