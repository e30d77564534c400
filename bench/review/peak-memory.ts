import { spawn } from 'node:child_process'

/**
 * The most memory that a process of its own holds while it runs a script, in megabytes.
 *
 * @throws Error with what it wrote, where it fails.
 */
export function peakMemory(
  script: string,
  { input = '' }: { input?: string } = {},
): Promise<number> {
  const told = `process.once('exit', () => console.error('\\npeak ' + process.resourceUsage().maxRSS));`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', `${told}\n${script}`]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8')
    })
    child.once('error', reject)
    child.once('close', (code) => {
      const kilobytes = /^peak (\d+)$/m.exec(errors)?.[1]
      if (code === 0 && kilobytes) resolve(Number(kilobytes) / 1024)
      else reject(new Error(`The process whose memory is measured ended with ${code}:\n${errors}`))
    })
    child.stdin.end(input)
  })
}
