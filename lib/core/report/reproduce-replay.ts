/** The command line that replays the same transactions again, at the same block; all that it takes stands in the file. */
export function reproduceReplay(): string {
  return 'npx suture verify replay.json --rpc $RPC_URL'
}
