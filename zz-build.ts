import { startAnvil } from '@/demo/chain/start-anvil'
import { buildVaultChain } from '@/bench/replay/vault-chain'
import { writeFileSync } from 'node:fs'
const anvil = await startAnvil({ timestamp: 1_795_000_000, maxPersistedStates: 20000 })
const t = Date.now()
const chain = await buildVaultChain(anvil, { transactions: Number(process.argv[2]) })
console.log('built', Date.now() - t)
writeFileSync('/tmp/hreplay/chain.json', JSON.stringify({ ...chain, rpcUrl: anvil.rpcUrl, pid: anvil.pid }))
setTimeout(() => {}, 3600_000)
