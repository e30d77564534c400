import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Field, fieldAria } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/text-input'
import { queueGroups } from '@/lib/core/timelock/kind/queue-group'
import { groupTitles } from './group-titles'
import { type ReadSearch, risks, type SearchField, searchHref } from './queue-search'

export type SearchFormProps = {
  /** Of the page: the form asks it with other values. */
  path: string
  read: ReadSearch
  /** To choose from, as `chain:address`; none where the page is about one timelock. */
  timelocks?: readonly { readonly value: string; readonly label: string }[] | undefined
}

/** What to look for, as a form that needs no script; what was looked for stands in the address. */
export function SearchForm({ path, read, timelocks = [] }: SearchFormProps) {
  const { given } = read
  const isDetailed = ['timelock', 'target', 'selector', 'proposer'].some(
    (field) => given[field as SearchField] !== undefined,
  )
  const isAny = Object.keys(given).length > 0
  return (
    <search className="mb-6 block">
      <form action={path} method="get" className="grid gap-2">
        <div className="grid items-start gap-x-3 gap-y-2 sm:grid-cols-2 md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]">
          <Text
            read={read}
            field="q"
            label="Search"
            placeholder="Id, address or function, or an end of one"
          />
          <Choice read={read} field="state" label="State" all="Every state">
            {queueGroups.map((name) => (
              <option key={name} value={name}>
                {groupTitles[name].title}
              </option>
            ))}
          </Choice>
          <Choice read={read} field="risk" label="What deserves a look" all="Everything">
            {Object.entries(risks).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Choice>
          <div className="flex items-center gap-3 sm:pt-6">
            <Button type="submit">Search</Button>
            {isAny && (
              <Link href={searchHref(path, {})} className="link link-target" prefetch={false}>
                Clear
              </Link>
            )}
          </div>
        </div>
        <Disclosure
          summary={`By ${timelocks.length > 0 ? 'timelock, ' : ''}target, function or proposer`}
          open={isDetailed}
        >
          <div className="grid items-start gap-x-3 gap-y-2 sm:grid-cols-2 md:grid-cols-4">
            {timelocks.length > 0 && (
              <Choice read={read} field="timelock" label="Timelock" all="Every timelock">
                {timelocks.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Choice>
            )}
            <Text read={read} field="target" label="Target" placeholder="0x…" mono />
            <Text
              read={read}
              field="selector"
              label="Function"
              placeholder="upgradeTo or 0x3659cfe6"
              mono
            />
            <Text read={read} field="proposer" label="Proposer" placeholder="0x…" mono />
          </div>
        </Disclosure>
      </form>
    </search>
  )
}

type FieldProps = { read: ReadSearch; field: SearchField; label: string }

function Text({
  read: { given, problems },
  field,
  label,
  placeholder,
  mono,
}: FieldProps & { placeholder: string; mono?: boolean }) {
  const id = `search-${field}`
  const problem = problems[field]
  return (
    <Field id={id} label={label} error={problem}>
      <TextInput
        {...fieldAria({ id, hasError: problem !== undefined })}
        name={field}
        defaultValue={given[field]}
        placeholder={placeholder}
        maxLength={200}
        mono={mono}
        autoCapitalize="off"
      />
    </Field>
  )
}

function Choice({
  read: { given, problems },
  field,
  label,
  all,
  children,
}: FieldProps & { all: string; children: ReactNode }) {
  const id = `search-${field}`
  const problem = problems[field]
  return (
    <Field id={id} label={label} error={problem}>
      <Select
        // Links change what is chosen, too.
        key={given[field] ?? ''}
        {...fieldAria({ id, hasError: problem !== undefined })}
        name={field}
        defaultValue={given[field] ?? ''}
      >
        <option value="">{all}</option>
        {children}
      </Select>
    </Field>
  )
}
