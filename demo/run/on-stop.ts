/** What has to be ended when the demo ends. */
export type Stopping = {
  /** Adds something to end; the last added is ended first. */
  add: (stop: () => unknown) => void
  stop: () => Promise<void>
}

/**
 * Ends everything in order on Ctrl-C, on a termination request, when the terminal is closed and when npm
 * is gone. A second Ctrl-C does not wait.
 */
export function onStop(): Stopping {
  const stops: (() => unknown)[] = []
  let isStopping = false
  const stop = async () => {
    isStopping = true
    for (const end of stops.splice(0).reverse()) {
      try {
        await end()
      } catch (error) {
        console.error(error)
      }
    }
  }
  const signalled = () => {
    if (isStopping) process.exit(1)
    console.log('\nStopping…')
    void stop().then(() => {
      console.log('Stopped.')
      process.exit(0)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, signalled)
  onParentGone(signalled)
  return { add: (end) => stops.push(end), stop }
}

/** npm hands signals to the shell between it and us, which dies of them without passing them on. */
function onParentGone(gone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    gone()
  }, 500)
  timer.unref()
}
