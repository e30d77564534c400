import type { Hex } from 'viem'
import { UntrustedText } from '@/components/address/untrusted-text'
import { describeRevert } from '@/lib/core/simulation/describe-revert'
import type { ChangeExpectation } from '@/lib/core/simulation/expectations'
import { functionName } from '@/lib/core/simulation/explain-failure'

/** What the proposer says is meant to change for users, as the dossier has it. */
export function MeantChanges({ changes }: { changes: readonly ChangeExpectation[] }) {
  if (changes.length === 0) return null
  return (
    <div>
      <p className="text-ink">Meant to change for users:</p>
      <ul className="grid list-disc gap-1 pl-4">
        {changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a dossier never change places
          <li key={index} className="wrap-anywhere">
            <Behaviour change={change} />: <UntrustedText text={change.reason} maxLength={500} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Behaviour({ change: { selector, reverts, events } }: { change: ChangeExpectation }) {
  const name = selector && functionName('CALL', selector)
  return (
    <>
      {selector ? (
        <code>{name === selector ? selector : `${name} (${selector})`}</code>
      ) : (
        'any call'
      )}{' '}
      {reverts ? (
        <>
          {reverts.newly ? 'reverts where it succeeded, with ' : 'succeeds where it reverted with '}
          <RevertName data={reverts.data} />
        </>
      ) : (
        'has another effect'
      )}
      {events && events.length > 0 && (
        <>
          , in storage and the events{' '}
          {events.map((topic, index) => (
            <span key={topic}>
              {index > 0 && ', '}
              <code>{topic}</code>
            </span>
          ))}{' '}
          alone
        </>
      )}
    </>
  )
}

function RevertName({ data }: { data: Hex }) {
  if (data === '0x') return <>any data</>
  const size = (data.length - 2) / 2
  const { name, message } = describeRevert({
    data: { data, size },
    error: '',
    abi: [],
    others: [],
  })
  if (!name) return <code className="break-all">{data}</code>
  return (
    <code>
      <UntrustedText text={name === 'Error' ? message : name} maxLength={200} />
    </code>
  )
}
