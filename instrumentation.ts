/** Runs once when the server starts. Next compiles this file for its edge runtime as well, which has nothing to start. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServerWork } = await import('@/lib/worker/start-server-work')
    startServerWork()
  }
}
