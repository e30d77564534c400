import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Stack } from '@/components/ui/columns'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { Field } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/text-input'
import type { BaseError } from '@/lib/core/error/base-error'
import { BatchImport, type BatchImportProps } from './batch-import'
import { NoteList } from './draft-field'
import type { DraftForm } from './draft-form'
import { DraftSection } from './draft-section'
import { ImplementationRows } from './implementation-rows'
import { MigrationRows } from './migration-rows'
import { notesAt } from './notes-at'
import { ProposalPreview } from './proposal-preview'
import { ProposeBox, type ProposeBoxProps } from './propose-box'
import { ProxyChoice } from './proxy-choice'
import { ScheduleFields } from './schedule-fields'
import { WordsFields } from './words-fields'

export type PatchFormProps = {
  form: DraftForm
  protocols: readonly string[]
  chainName: string | undefined
  /** Why the chain could not be read. */
  error: BaseError | undefined
  onRetry: () => void
  onClear: () => void
  /** The way in for a file of the Transaction Builder. */
  batch: BatchImportProps
  proposing: ProposeBoxProps
}

/** The whole form on one page: every part visible, in the order of the work, and what would be signed below it. */
export function PatchForm(props: PatchFormProps) {
  const { form, error, onRetry, proposing } = props
  const roles = [...notesAt(form.notes, 'safe'), ...notesAt(form.notes, 'account')].filter(
    ({ tone }) => tone !== 'missing',
  )
  return (
    <FormColumns
      rail={
        <Stack>
          <ProposeBox {...proposing} />
          {roles.length > 0 && (
            <Panel title="Roles" padded>
              <NoteList notes={roles} />
            </Panel>
          )}
          <DraftFacts {...props} />
        </Stack>
      }
    >
      {error && (
        <ErrorView
          error={error}
          live="alert"
          retryAction={<Button onClick={onRetry}>Read the chain again</Button>}
        />
      )}
      <ProtocolChoice {...props} />
      <BatchImport {...props.batch} />
      <DraftSection
        id="proxies"
        step={1}
        title="Proxies"
        lead="What is to be patched. Each is read from the chain by this browser."
      >
        <ProxyChoice form={form} />
      </DraftSection>
      <DraftSection id="implementations" step={2} title="New implementation">
        <ImplementationRows form={form} />
      </DraftSection>
      <DraftSection
        id="migrations"
        step={3}
        title="Migration (optional)"
        lead="A call that the proxy makes to its own new code, in the same transaction as the upgrade."
      >
        <MigrationRows form={form} />
      </DraftSection>
      <DraftSection id="schedule" step={4} title="Delay and order">
        <ScheduleFields form={form} />
      </DraftSection>
      <DraftSection
        id="words"
        step={5}
        title="What it is"
        lead="Part of the dossier. The operation id commits to every letter."
      >
        <WordsFields form={form} />
      </DraftSection>
      <DraftSection
        id="preview"
        step={6}
        title="What will be signed"
        lead="Computed in this browser from what is typed above, anew with every change."
      >
        <Preview form={form} />
      </DraftSection>
    </FormColumns>
  )
}

/** As on every page, only that the rail stays in sight: the form is long, and the button belongs to all of it. */
function FormColumns({ children, rail }: { children: ReactNode; rail: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_23.5rem]">
      <Stack>{children}</Stack>
      <div>
        <div className="max-h-[calc(100vh-5rem)] overflow-y-auto lg:sticky lg:top-16 max-lg:max-h-none">
          {rail}
        </div>
      </div>
    </div>
  )
}

function Preview({ form: { plan, labels } }: { form: DraftForm }) {
  if (!plan.proposal) {
    return (
      <p className="text-ink-2 text-sm">
        Appears as soon as everything it is made of is there. What is missing is listed beside
        “Propose patch”.
      </p>
    )
  }
  return (
    <ProposalPreview
      proposal={plan.proposal}
      hints={plan.upgrades.flatMap(({ migrationItem }) => migrationItem ?? [])}
      labels={labels}
    />
  )
}

function ProtocolChoice({ form: { draft, update }, protocols }: PatchFormProps) {
  if (protocols.length < 2) return null
  return (
    <Field
      id="protocol"
      label="Protocol"
      hint="One Safe and one timelock. What you chose for another protocol is kept."
    >
      <Select
        id="protocol"
        aria-describedby="protocol-hint"
        value={draft.protocol}
        onChange={({ target }) => update((before) => ({ ...before, protocol: target.value }))}
      >
        {protocols.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
    </Field>
  )
}

function DraftFacts({ form: { facts }, chainName, onClear, proposing }: PatchFormProps) {
  return (
    <Panel padded>
      <div className="grid justify-items-start gap-2 text-ink-2 text-xs">
        {facts ? (
          <p>
            {chainName}: read by this browser at block{' '}
            <b className="font-medium text-ink" title={facts.block.hash}>
              {facts.block.number.toLocaleString('en-US')}
            </b>
            .
          </p>
        ) : (
          <p>{chainName}: no block has been read yet.</p>
        )}
        <p>What you type is kept in this tab and survives a reload.</p>
        {!proposing.step && (
          <Disclosure summary="Begin anew…">
            <Button size="small" onClick={onClear}>
              Clear all that is typed
            </Button>
          </Disclosure>
        )}
      </div>
    </Panel>
  )
}
