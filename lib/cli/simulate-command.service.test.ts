import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { nodeIo } from './node-io'
import { runSuture } from './run-suture'

let anvil: Anvil
let world: World
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suture-simulate-'))
  process.env.SUTURE_DATA_DIR = folder
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 - Number(worldAge) })
  world = await seedWorld(anvilClient(anvil.rpcUrl))
}, 400_000)
afterAll(async () => {
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function seeded(title: string) {
  const found = world.patches.findLast(({ patch }) => patch.title.startsWith(title))
  if (!found) throw new Error(title)
  return found
}

/** The path of its dossier. */
function dossierOf(title: string): string {
  const path = join(folder, 'dossier.json')
  writeFileSync(path, serializeDossier(seeded(title).patch))
  return path
}

async function simulate(what: string, ...options: readonly string[]) {
  const written = { out: '', error: '' }
  const io = {
    ...nodeIo(),
    writeOut: (text: string) => {
      written.out += text
    },
    writeError: (text: string) => {
      written.error += text
    },
  }
  const code = await runSuture(['simulate', what, '--rpc', anvil.rpcUrl, ...options], io)
  return { code, ...written }
}

test('default', async () => {
  const { operationId, patch } = seeded('Vault 2.1.0')
  const line = [dossierOf('Vault 2.1.0'), '--sources', '.', '--path-only'] as const
  const { code, out, error } = await simulate(...line)
  expect(error).toBe('')
  const told = out.replace(/0x[0-9a-f]{64}/g, '0x…').replace(/0x[0-9a-fA-F]{40}/g, '0x…')
  expect(told).toMatchInlineSnapshot(`
    "Simulation at block 511 of chain 31337

      Path        schedule and execute
      Block       0x…
      Engine      fork
      safeTxHash  0x…
      Operation   0x…

    Made up
      Gas costs nothing, so that nobody needs ether for it.
      No Safe transaction is given: this is the one that would be proposed next.
      Owner 0x… approves the transaction.
      Owner 0x… approves the transaction.
      172800 s (2 days) pass in one block.

    Steps
      done        approve   2 of 3 owners approve Safe transaction 0x… (nonce 7)
      done        schedule  The Safe schedules operation 0x…
                            124088 gas, 0.4 % of a block, 5 events
      done        wait      172800 s (2 days) pass, until the operation is ready
      done        execute   Anybody executes operation 0x…
                            139622 gas, 0.4 % of a block, 7 events

    Written
      0x…
        _timestamps[0x…]  0 → 1
      0x…
        _borrowCap                                       0 → 10000000000000
        implementation                                   0x… → 0x…
        openzeppelin.storage.Initializable._initialized  1 → 2
      0x…
        nonce  7 → 8
      0x…
        _allowances[0x…][0x…]  0 → 115792089237316195423570985008687907853269984665640564039457584007913129639935

    Reads differently
      unknown: nothing is tried

    Allowed
      0x… may take from 0x…  115792089237316195423570985008687907853269984665640564039457584007913129639935 of 0x…

    Calls
      schedule
        CALL 0x… execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes), 124088 gas
          DELEGATECALL 0x… execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes), 88937 gas
            CALL 0x… scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256), 45992 gas
      execute
        CALL 0x… executeBatch(address[],uint256[],bytes[],bytes32,bytes32), 139622 gas
          CALL 0x… upgradeToAndCall(address,bytes), 49293 gas
            DELEGATECALL 0x… upgradeToAndCall(address,bytes), 44301 gas
              STATICCALL 0x… proxiableUUID(), 549 gas
              DELEGATECALL 0x… 0x5b4e128c, 31546 gas
          CALL 0x… 0xe1f21c67, 33384 gas
            CALL 0x… approve(address,uint256), 25368 gas

    Checks
      unknown ST-11  No new variable is read while it is still zero. Not checked: storage after not known.
        storage after: it was not tried
      unknown IN-01  No stranger can initialise the proxy. Not checked: stranger calls not known.
        stranger calls: it was not tried
      unknown IN-02  No stranger can initialise the implementation. Not checked: stranger calls not known.
        stranger calls: it was not tried
      unknown IN-06  What was initialised stays so. Not checked: initialized versions not known.
        initialized versions: it was not tried
      unknown AC-02  No stranger can write what is privileged. Not checked: stranger calls not known.
        stranger calls: it was not tried
      unknown AC-03  Each role can do what it could. Not checked: role probes not known.
        role probes: it was not tried
      unknown AC-04  No stranger can move value out. Not checked: stranger calls not known.
        stranger calls: it was not tried
      unknown SE-05  Contracts that rely on it still understand it. Not checked: consumer answers not known.
        consumer answers: it was not tried
      unknown PX-01  The upgrade can be taken back. Not checked: rollbacks not known.
        rollbacks: it was not tried
      unknown PX-02  No stranger can upgrade afterwards. Not checked: upgrade attempts not known.
        upgrade attempts: it was not tried
      unknown PX-03  The slots of the proxy hold what was declared. Not checked: proxy slots not known.
        proxy slots: it was not tried
      fail    SM-01  Only declared state is written. 1 of 6 writes is declared by nobody.
        0x… _allowances[0x…][0x…], slot 0x…: 0 → 115792089237316195423570985008687907853269984665640564039457584007913129639935
        0x… _borrowCap, slot 151: 0 → 10000000000000: an argument of initializeV2(uint256)
        0x… _timestamps[0x…], slot 0x…: 0 → 1: the timelock marks the operation
        0x… implementation, slot 0x…: 0x… → 0x…: the new code
        0x… openzeppelin.storage.Initializable._initialized, slot 0x…: 1 → 2: the migration counts its version
        0x… nonce, slot 5: 7 → 8: the Safe counts its transactions
      unknown SM-02  No balance changes. Not checked: asset changes not known.
        asset changes: it was not tried
      unknown SM-03  No allowance is granted. Not checked: asset changes not known.
        asset changes: it was not tried
      unknown SM-04  Getters answer as before. Not checked: getter reads not known.
        getter reads: it was not tried
      unknown SM-05  Prices stay within bounds. Not checked: price answers not known.
        price answers: it was not tried
      unknown SM-06  Users can do what they could. Not checked: journeys not known.
        journeys: it was not tried
      unknown CF-01  Parameters that belong together agree. Not checked: pair answers not known.
        pair answers: it was not tried
      unknown DR-05  Mutated transactions have the same effect. Not checked: mutated transactions not known.
        mutated transactions: it was not tried
      unknown TX-02  The Safe’s own code and guards stay. Not checked: safe settings not known.
        safe settings: it was not tried

    The path: pass: it executes, and all that it writes was decoded. Whether it should, the checks say.
    All together: fail
    "
  `)
  expect(out).toContain(operationId)
  expect(out).toContain(patch.upgrades[0]!.to.address)
  expect(code).toBe(1)
})

test('behavior: what is tried beside the path', async () => {
  const { code, out } = await simulate(dossierOf('Vault 2.1.0'), '--sources', '.')
  expect(out).toMatch(/strategyAssets\(\) {2}\d+ → 0/)
  expect(out).toMatch(/convertToAssets: \d more answers differ/)
  for (const check of ['ST-11', 'AC-03', 'SM-01', 'SM-03', 'SM-04', 'SM-05', 'SM-06']) {
    expect(out).toContain(`fail    ${check}`)
  }
  expect(code).toBe(1)
})

test('behavior: the same bytes again, and the steps of one that fails', async () => {
  const { timelock, operationId } = seeded('Strategies timelock')
  const line = [operationId, '--timelock', timelock, '--format', 'json'] as const
  const [one, two] = [await simulate(...line), await simulate(...line)]
  expect(one.out).toBe(two.out)
  expect(JSON.parse(one.out)).toMatchObject({
    schema: 'suture/simulation/1',
    verdict: 'fail',
    simulation: {
      steps: [
        { outcome: { status: 'reverted', failure: { name: 'TimelockUnexecutedPredecessor' } } },
      ],
    },
  })
  expect(one.code).toBe(1)
})

test('behavior: held against the node’s own eth_simulateV1, and by that alone', async () => {
  const dossier = dossierOf('Vault 2.0.0: ')
  const { out, code } = await simulate(dossier, '--sources', '.', '--compare', anvil.rpcUrl)
  expect(out).toContain('comes to the same events, ether, gas and storage')
  expect(code).toBe(0)
  const alone = await simulate(dossier, '--engine', 'eth_simulateV1', '--fail-on', 'unknown')
  expect(alone.out).toContain('unknown: not all of it could be run or seen.')
  expect(alone.code).toBe(1)
})

test('behavior: without sources what they would explain is listed as it is', async () => {
  const { out, code } = await simulate(dossierOf('Vault 2.0.0: '), '--path-only')
  expect(out).toContain('(nobody has given the sources of this code)')
  expect(out).toContain('1 word of storage was not decoded.')
  expect(code).toBe(0)
})

test('error: an engine that there is not', async () => {
  const { code, error } = await simulate('{}', '--engine', 'hardhat')
  expect(error).toContain('fork, eth_simulateV1')
  expect(code).toBe(2)
})

async function verify(json: string, ...options: readonly string[]) {
  const path = join(folder, 'simulation.json')
  writeFileSync(path, json)
  const written: string[] = []
  const io = { ...nodeIo(), writeOut: (text: string) => void written.push(text) }
  const code = await runSuture(['verify', path, '--rpc', anvil.rpcUrl, ...options], io)
  return { code, out: written.join('') }
}

test('behavior: verify makes it again, and says what somebody changed', async () => {
  const { out } = await simulate(dossierOf('Vault 2.1.0'), '--format', 'json')
  expect(await verify(out)).toEqual({
    code: 0,
    out: expect.stringMatching(/^The same\. Simulation 0x[0-9a-f]{64}\n$/),
  })
  const forged = await verify(out.replace('"gasUsed":"', '"gasUsed":"9'))
  expect(forged.code).toBe(1)
  expect(forged.out).toMatch(/^It is not the same\.\n.*gasUsed.*\n/)
})

test('behavior: verify walks the path alone where nobody wanted more', async () => {
  const { out } = await simulate(dossierOf('Vault 2.0.0: '), '--path-only', '--format', 'json')
  expect(await verify(out)).toMatchObject({ code: 0, out: expect.stringMatching(/^The same\./) })
})

test('behavior: verify holds the path of a server against a node, without a fork and without sources', async () => {
  const { out } = await simulate(dossierOf('Vault 2.0.0: '), '--path-only', '--format', 'json')
  const engine = ['--engine', 'eth_simulateV1'] as const
  expect(await verify(out, ...engine)).toEqual({
    code: 0,
    out: 'The same by eth_simulateV1: 2 transactions and 5 words of storage. Calls and checks were not compared.\n',
  })
  const word = `"after":"0x${'0'.repeat(55)}`
  expect(out).toContain(word)
  const forged = await verify(out.replace(word, `${word.slice(0, -1)}1`), ...engine)
  expect(forged).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /^This node comes to something else by eth_simulateV1\.\n {2}Slot 0x[0-9a-f]{64} of 0x/,
    ),
  })
  const spent = await verify(out.replace(/"gasUsed":"(?=\d+","logs")/, '$&9'), ...engine)
  expect(spent.code).toBe(1)
  expect(spent.out).toMatch(/transaction 1 uses 9\d+ gas on the fork, \d+ there\./)
})
