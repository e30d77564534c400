import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Allowance, AssetFlows } from '@/lib/core/simulation/asset-flows'
import { describeAmount, flowEdges } from './flow-edges'
import { FlowList } from './flow-list'
import { FlowPicture } from './flow-picture'
import { WholeAddress } from './whole-address'

/** More threads than this are a tangle. */
const mostCurves = 12
const mostRows = 200

/** What changes hands and who may take what from then on. */
export function FlowsView({
  flows: { moves, allowances, unread },
  labels,
  isWhole,
}: {
  flows: AssetFlows
  /** The path was walked to its end: only then is what is not there known not to be. */
  isWhole: boolean
  labels?: AddressLabels | undefined
}) {
  const edges = flowEdges(moves)
  const party = (address: Address) => <Party address={address} labels={labels} />
  return (
    <Panel>
      {edges.length > 0 && edges.length <= mostCurves && (
        <div className="border-line border-b px-4 py-4 max-md:hidden">
          <FlowPicture edges={edges} labels={labels} />
        </div>
      )}
      {edges.length > 0 && (
        <FlowList
          edges={edges.slice(0, mostRows)}
          partyOf={(address, side) =>
            side !== 'is given' && isNobody(address) ? nobody[side] : party(address)
          }
        />
      )}
      {edges.length > 0 && (
        <div className="max-md:hidden">
          <DataTable caption="What changes hands" columns={['From', 'To', 'Amount', 'Asset']}>
            {edges.slice(0, mostRows).map((edge) => (
              <tr key={edge.key}>
                <DataCell label="From">
                  {isNobody(edge.from) ? nobody.gives : party(edge.from)}
                </DataCell>
                <DataCell label="To">{isNobody(edge.to) ? nobody.gets : party(edge.to)}</DataCell>
                <DataCell label="Amount" className="tabular-nums">
                  {describeAmount(edge)}
                  {edge.moves > 1 && (
                    <span className="text-ink-3 text-xs"> in {edge.moves} moves</span>
                  )}
                </DataCell>
                <DataCell label="Asset">{edge.token ? party(edge.token) : 'ether'}</DataCell>
              </tr>
            ))}
          </DataTable>
        </div>
      )}
      {allowances.length > 0 && (
        <div className="border-line border-t">
          <h3 className="px-4 pt-3 pb-1 text-sm max-md:px-3">Who may take what from then on</h3>
          <DataTable caption="Allowances" columns={['Spender', 'May take from', 'Amount', 'Asset']}>
            {allowances.slice(0, mostRows).map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of one document never changes
              <tr key={index}>
                <DataCell label="Spender">{party(one.spender)}</DataCell>
                <DataCell label="May take from">{party(one.owner)}</DataCell>
                <DataCell label="Amount">{describeAllowance(one)}</DataCell>
                <DataCell label="Asset">{party(one.token)}</DataCell>
              </tr>
            ))}
          </DataTable>
        </div>
      )}
      <p className="border-line border-t px-4 py-2.5 text-ink-2 text-sm max-md:px-3">
        {!isWhole && 'The path was not walked to its end: what would follow is unknown. '}
        {isWhole && edges.length === 0 && 'No ether and no token changes hands. '}
        {isWhole && allowances.length === 0 && 'No allowance is given. '}
        {edges.some(({ token }) => token) && 'Amounts of tokens are in their smallest unit. '}
        {allowances.length > 0 &&
          'Allowances are as they were given: what was taken since is not subtracted. '}
        {edges.length > mostRows && `${edges.length - mostRows} more in the raw data. `}
        {unread.length > 0 && (
          <Verdict verdict="unknown">
            {unread.length} events that have the name of a transfer and not its form
          </Verdict>
        )}
      </p>
    </Panel>
  )
}

const nobody = { gives: 'made anew', gets: 'destroyed' } as const

const isNobody = (address: Address) => isAddressEqual(address, zeroAddress)

/** uint256, from which on nobody counts. */
const unlimited = 2n ** 255n

function describeAllowance(one: Allowance): string {
  if (one.kind === 'all') return one.approved ? 'all of them' : 'none any more'
  if (one.kind === 'token') return `no. ${one.id}`
  return one.amount >= unlimited ? 'without limit' : one.amount.toLocaleString('en')
}

function Party({ address, labels }: { address: Address; labels: AddressLabels | undefined }) {
  const label = configuredLabelOf(labels, address)
  return (
    <>
      {label && (
        <b className="block text-xs">
          <UntrustedText text={label} maxLength={64} />
        </b>
      )}
      <WholeAddress address={address} />
    </>
  )
}
