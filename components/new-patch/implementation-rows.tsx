import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { Button } from '@/components/ui/button'
import { KeyValue } from '@/components/ui/key-value'
import { TextInput } from '@/components/ui/text-input'
import type { DraftUpgrade } from '@/lib/core/patch/draft-upgrades'
import { addUpgrade, changeUpgrade } from '@/lib/core/patch/edit-draft'
import { chosenUpgrades, type UpgradeDraft } from '@/lib/core/patch/patch-draft'
import { DraftField } from './draft-field'
import type { DraftForm } from './draft-form'
import { nameOfRow } from './name-of-row'

/** For each chosen proxy the address of the code that is to stand behind it. */
export function ImplementationRows({ form }: { form: DraftForm }) {
  const rows = chosenUpgrades(form.draft)
  if (rows.length === 0) return <p className="text-ink-2 text-sm">Choose a proxy first.</p>
  return rows.map((row) => <ImplementationRow key={row.id} form={form} row={row} />)
}

function ImplementationRow({ form, row }: { form: DraftForm; row: UpgradeDraft }) {
  const upgrade = form.plan.upgrades.find(({ id }) => id === row.id)
  return (
    <div className="grid gap-2">
      <DraftField
        field={`upgrade-${row.id}-to`}
        label={`New implementation of ${nameOfRow(form.labels, row)}`}
        hint="The address of the deployed code, not of a proxy."
        notes={form.notes}
      >
        {(aria) => (
          <TextInput
            {...aria}
            mono
            value={row.to}
            placeholder="0x…"
            onChange={({ target }) =>
              form.update((draft) => changeUpgrade(draft, row.id, { to: target.value }))
            }
          />
        )}
      </DraftField>
      {upgrade && <CodeChange upgrade={upgrade} />}
      {upgrade && upgrade.alsoChanges.length > 0 && (
        <SharedBeacon form={form} row={row} upgrade={upgrade} />
      )}
    </div>
  )
}

/** Before and after under each other, in full, so that they can be compared. */
function CodeChange({ upgrade: { proxy, planned } }: { upgrade: DraftUpgrade }) {
  if (!proxy || !planned) return null
  const versions = [
    ['Code now', proxy.implementation, 'bg-before'],
    ['Code after', planned.to, 'bg-after'],
  ] as const
  return (
    <KeyValue
      stacked
      rows={versions.map(([label, code, ground]) => [
        label,
        <span key={label} className={`block rounded-tag px-1.5 ${ground}`}>
          <AddressView address={code.address} full /> <ShortHash hash={code.codeHash} />
        </span>,
      ])}
    />
  )
}

function SharedBeacon({
  form: { draft, update, labels, protocol },
  row,
  upgrade: { alsoChanges },
}: {
  form: DraftForm
  row: UpgradeDraft
  upgrade: DraftUpgrade
}) {
  const isChosen = (address: string) =>
    chosenUpgrades(draft).some(
      (other) => other.address.trim().toLowerCase() === address.toLowerCase(),
    )
  const left = alsoChanges.filter((address) => !isChosen(address))
  const count = alsoChanges.length + 1
  return (
    <div className="grid justify-items-start gap-2 rounded-panel border border-line px-3 py-2 text-sm">
      <p>
        <b>{count} proxies of this page share this beacon</b> and change together, by one call:
      </p>
      <ul className="grid gap-0.5">
        {alsoChanges.map((address) => (
          <li key={address} className="break-all">
            {labels[address.toLowerCase()] !== undefined && `${labels[address.toLowerCase()]} `}
            <AddressView address={address} full />
            {!isChosen(address) && ' (not named in the dossier)'}
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <Button
          size="small"
          onClick={() =>
            update((before) => includeSharers({ draft: before, row, addresses: left }))
          }
        >
          Name all of them in the dossier
        </Button>
      )}
      <p className="text-ink-2 text-xs">
        Other proxies that are not configured for {protocol.name} may stand on it too.
      </p>
    </div>
  )
}

/** Chooses the others on the beacon too, with the same new implementation. */
function includeSharers({
  draft,
  row,
  addresses,
}: {
  draft: DraftForm['draft']
  row: UpgradeDraft
  addresses: readonly string[]
}): DraftForm['draft'] {
  const added = addresses.reduce(addUpgrade, draft)
  return {
    ...added,
    upgrades: added.upgrades.map((other) =>
      other.protocol === row.protocol &&
      addresses.some((address) => address.toLowerCase() === other.address.trim().toLowerCase())
        ? { ...other, to: row.to }
        : other,
    ),
  }
}
