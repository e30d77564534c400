import { Button } from '@/components/ui/button'
import { Field, fieldAria } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/text-input'

export type TimelockFormProps = {
  /** Those that are served. */
  chains: readonly { readonly id: number; readonly name: string }[]
  /** What was typed, where it was wrong. */
  address?: string | undefined
  chain?: string | undefined
  problem?: string | undefined
}

/** Goes to the page of any timelock. A plain GET form. */
export function TimelockForm({ chains, address, chain, problem }: TimelockFormProps) {
  return (
    <form
      action="/timelocks"
      method="get"
      className="grid items-start gap-x-3 gap-y-2 md:grid-cols-[minmax(0,28rem)_minmax(0,12rem)_auto]"
    >
      <Field id="timelock-address" label="Address of a timelock" error={problem}>
        <TextInput
          {...fieldAria({ id: 'timelock-address', hasError: problem !== undefined })}
          name="address"
          required
          mono
          maxLength={200}
          autoCapitalize="off"
          defaultValue={address}
          placeholder="0x…"
        />
      </Field>
      {chains.length > 1 ? (
        <Field id="timelock-chain" label="Chain">
          <Select
            {...fieldAria({ id: 'timelock-chain', hasError: false })}
            name="chain"
            defaultValue={chain}
          >
            {chains.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <input type="hidden" name="chain" value={chains[0]?.id} />
      )}
      <div className="md:pt-6">
        <Button type="submit">Open timelock</Button>
      </div>
    </form>
  )
}
