import { readFileSync } from 'node:fs'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { readReplaySubject } from '@/lib/actions/replay/read-replay-subject'
import { replayTransactions } from '@/lib/actions/replay/replay-transactions'
import { createForks } from '@/lib/adapters/fork/forks'
const { rpcUrl, vault, to, pid } = JSON.parse(readFileSync('/tmp/hreplay/chain.json','utf8'))
const chainId=31337
const client = createRpcClient({ chainId, name: 'x', rpcUrls: [rpcUrl] })
const block = await readBlock(client, { chainId })
const input = await resolveInput(client, { chainId, block, subject: { kind:'upgrade', proxy: vault, to }, deploymentBlock: 0 })
const read = await readReplaySubject(client, { input })
const rss = (p:number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${p}/status`,'utf8'))?.[1])/1024
const cpu = (p:number) => { const s = readFileSync(`/proc/${p}/stat`,'utf8').split(') ')[1]!.split(' '); return (Number(s[11])+Number(s[12]))*10 }
const ns = process.argv[2]!.split(',').map(Number)
for (const last of ns) {
  const t = Date.now(); let found = 0; const c0 = cpu(pid), u0 = process.cpuUsage()
  let peak = 0; const timer = setInterval(() => { peak = Math.max(peak, rss(process.pid)) }, 50)
  const replay = await replayTransactions({ rpcUrl: process.argv[4] ?? rpcUrl, forks: createForks({limits:{seconds:3000}}) }, { ...read, wanted: { kind:'last', last }, mode: (process.argv[3] ?? 'exact') as any, onFound: () => { found = Date.now() - t } })
  clearInterval(timer)
  const ms = Date.now() - t
  console.log(last, 'found', found, 'ms, total', ms, 'ms,', Math.round(last/ms*1000), 'tx/s; run only', Math.round(last/(ms-found)*1000), JSON.stringify(replay.counts), replay.groups.length, 'groups', 'node cpu/tx', (cpu(pid)-c0)/last, 'js cpu/tx', (process.cpuUsage(u0).user+process.cpuUsage(u0).system)/1000/last, 'rss', Math.round(peak), 'node anvil', Math.round(rss(pid)))
  if (last === ns.at(-1)) { console.log(replay.groups.map(g=>[g.outcome,g.called?.selector,g.transactions,g.causes].join(' ')).join('\n').slice(0,3000)); console.log(replay.gaps, replay.transactions.filter(t=>t.reason).slice(0,5)) }
}
