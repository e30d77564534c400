import { readFileSync } from 'node:fs'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { readReplaySubject } from '@/lib/actions/replay/read-replay-subject'
import { readHistory } from '@/lib/adapters/fork/read-history'
import { findTransactions } from '@/lib/adapters/fork/find-transactions'
import { withScratch } from '@/lib/adapters/fork/open-fork'
import { runSides, placeCodes } from '@/lib/adapters/fork/replay-engine'
import { createCodeShelf } from '@/lib/actions/replay/code-shelf'
import { newWorld } from '@/lib/core/replay/new-world'
import { createForks } from '@/lib/adapters/fork/forks'
const { rpcUrl, vault, to, pid } = JSON.parse(readFileSync('/tmp/hreplay/chain.json','utf8'))
const chainId=31337
const cpu = (p:number) => { const s = readFileSync(`/proc/${p}/stat`,'utf8').split(') ')[1]!.split(' '); return (Number(s[11])+Number(s[12]))*10 }
const client = createRpcClient({ chainId, name: 'x', rpcUrls: [rpcUrl] })
const block = await readBlock(client, { chainId })
const input = await resolveInput(client, { chainId, block, subject: { kind:'upgrade', proxy: vault, to }, deploymentBlock: 0 })
const { subject } = await readReplaySubject(client, { input })
const node = { url: rpcUrl, limits: { batch: Number(process.argv[2]??100), inFlight: 3, maximum: 64e6, milliseconds: 60000 } }
const n = 500
const { places } = await findTransactions(node, { addresses: [vault], last: n, fromBlock: 0n, toBlock: block.number })
let t = Date.now(), c = cpu(pid), mine = process.cpuUsage()
const timed = (name: string, p: number) => { const u = process.cpuUsage(mine); console.log(name, Date.now()-t, 'ms; proc cpu', cpu(p)-c, 'ms; js cpu', Math.round((u.user+u.system)/1000)); t = Date.now(); mine = process.cpuUsage() }
const history = (await readHistory(node, places)).flatMap(h => h.known ? [h.value] : [])
timed('history', pid)
await withScratch(createForks(), { chainId }, async ({ url, pid: sp }) => {
  const scratch = { url, limits: { batch: 60, inFlight: 2, maximum: 64e6, milliseconds: 60000 } }
  t = Date.now(); c = cpu(pid); mine = process.cpuUsage()
  const code: any = await client.request({ method: 'eth_getCode', params: [to, 'latest'] } as any)
  await placeCodes(scratch, [[to.toLowerCase(), code]])
  const shelf = createCodeShelf({ node, scratch, before: places[0]!.blockNumber - 1n, after: block.number, placed: [to.toLowerCase()] })
  await shelf.place(history.map(h => ({ hash: h.transaction.hash, blockNumber: h.transaction.block.number, prestate: h.prestate })))
  timed('codes', pid)
  for (const round of [1,2]) {
  c = cpu(sp)
  const sides = history.flatMap(h => { const w = newWorld(subject, h.prestate)!; const b = { ...h, codes: new Map() }; return [{ ...b, words: new Map(), wantsSeen: false }, { ...b, prestate: new Map([...w.accounts, ...h.prestate]), words: w.words, wantsSeen: true }] })
  const r = await runSides(scratch, sides as any)
  timed('sides ' + r.filter(x=>x.known).length, sp)
  }
})
