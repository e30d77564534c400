import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Stack } from '@/components/ui/columns'
import { Panel } from '@/components/ui/panel'
import type { AuthorityAccount, PowerRow, UpgradeAuthority } from '@/lib/core/authority/authority'
import { groupPowers } from '@/lib/core/authority/group-powers'
import { PowerGroupView } from './power-group'

export type AuthorityViewProps = {
  authority: UpgradeAuthority
  accounts: readonly AuthorityAccount[]
}

/** Who may do what, through whom and after how long, before and after; what asks for a look comes first. */
export function AuthorityView({ authority: { rows, unread }, accounts }: AuthorityViewProps) {
  const opened = rows.filter(({ change }) => change === 'opened')
  const added = rows.filter((row) => row.change === 'added' && isOpen(row))
  const changed = rows.filter(({ change }) => change !== 'same').length
  return (
    <Stack>
      {opened.length > 0 && (
        <Callout tone="fail" title="Anyone may call what only some could call before">
          <Signatures rows={opened} />
        </Callout>
      )}
      {added.length > 0 && (
        <Callout tone="warn" title="Anyone may call what is new">
          <Signatures rows={added} />
        </Callout>
      )}
      {unread.length > 0 && (
        <Callout tone="unknown" title="Not all of who may do what is known">
          <ul>
            {unread.map((reason) => (
              <li key={reason}>
                <UntrustedText text={reason} maxLength={400} />
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <Panel
        title="Who may do what"
        note={changed > 0 ? `${changed} not the same` : noteOf(unread)}
      >
        {rows.length > 0 ? (
          <ul>
            {groupPowers(rows, accounts).map((group) => (
              <PowerGroupView key={`${group.at} ${group.functions[0]?.signature}`} group={group} />
            ))}
          </ul>
        ) : (
          <p className="p-4 text-ink-2">
            {unread.length > 0
              ? 'No function is known that only some may call.'
              : 'Nothing is kept for some: every function may be called by anyone, before and after.'}
          </p>
        )}
      </Panel>
    </Stack>
  )
}

function noteOf(unread: readonly string[]): string {
  return unread.length > 0 ? 'not all is known' : 'nothing changed'
}

function isOpen({ after }: PowerRow): boolean {
  return after?.passers.some(({ kind }) => kind === 'anyone') ?? false
}

function Signatures({ rows }: { rows: readonly PowerRow[] }) {
  return (
    <ul>
      {rows.map(({ signature }) => (
        <li key={signature} className="break-all font-mono text-xs leading-5">
          <UntrustedText text={signature} maxLength={300} />
        </li>
      ))}
    </ul>
  )
}
