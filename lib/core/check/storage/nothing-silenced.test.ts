import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { emptyContract } from '@/lib/core/check/__fixtures__/empty-contract'
import { known } from '@/lib/core/check/__fixtures__/known'
import { nothingSilenced } from './nothing-silenced'

const contract = (text: string) => known({ ...emptyContract, sources: { 'src/A.sol': text } })
const retyped = 'contract A {\n    /// @custom:oz-retyped-from address\n    uint160 owner;\n}'
const constructing = '/// @custom:oz-upgrades-unsafe-allow constructor\nconstructor() {}'
const quoted = `string s = "@custom:oz-retyped-from address"; ${constructing}`

describeCheck(nothingSilenced, {
  bad: { 'new contract': contract(retyped) },
  twin: { 'new contract': contract(quoted) },
})

test('error: the line is told', () => {
  expect(runOn(nothingSilenced, { 'new contract': contract(retyped) }).evidence).toEqual([
    { where: 'src/A.sol:2', what: '@custom:oz-retyped-from address' },
  ])
})

test('behavior: what the old version said too is still told', () => {
  const facts = { 'old contract': contract(retyped), 'new contract': contract(retyped) }
  expect(runOn(nothingSilenced, facts)).toMatchObject({ verdict: 'warn' })
})

test('behavior: comments that silence other checks are for people to judge', () => {
  const loud = contract('/**\n * @custom:oz-upgrades-unsafe-allow delegatecall selfdestruct\n */')
  const { verdict, evidence } = runOn(nothingSilenced, { 'new contract': loud })
  expect(verdict).toBe('warn')
  expect(evidence[0]?.where).toBe('src/A.sol:2')
})
