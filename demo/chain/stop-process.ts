import type { ChildProcess } from 'node:child_process'

/** Ends a child process by its own id: SIGTERM, and SIGKILL where that is not heard within `timeout` ms. */
export function stopProcess(child: ChildProcess, timeout = 20_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
