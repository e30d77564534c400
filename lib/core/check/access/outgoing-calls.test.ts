import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel } from '@/lib/core/check/__fixtures__/mini-models'
import { noArbitraryCall } from './no-arbitrary-call'
import { noChosenCode } from './no-chosen-code'

const model = (name: string) => ({ 'new model': known(miniModel(name)) })

describeCheck(noArbitraryCall, { bad: model('RouterOpen'), twin: model('Router') })

test('error: what a stranger can do is told', () => {
  const evidence = ['RouterOpen', 'RouterLending'].flatMap((name) =>
    runOn(noArbitraryCall, model(name)).evidence.map(({ what }) => what),
  )
  expect(evidence).toMatchInlineSnapshot(`
    [
      "routeAll((address,bytes)[]) calls the given address with given data: steps[i].to",
      "lend(address,uint256) lets the given address spend: token",
    ]
  `)
})

describeCheck(noChosenCode, { bad: model('ModuleOpen'), twin: model('Module') })

test.each([
  ['ModuleAssembly', 'fail'],
  ['ModuleStored', 'warn'],
  ['ModuleStoredOpen', 'fail'],
  ['Upgraded', 'pass'],
  ['UpgradedOpen', 'fail'],
])('behavior: delegations of %s', (name, verdict) => {
  expect(runOn(noChosenCode, model(name))).toMatchObject({ verdict })
})
