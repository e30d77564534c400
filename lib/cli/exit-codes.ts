/** What the process ends with. Documented in docs/cli.md: scripts rely on them. */
export const exitCodes = {
  /** Done; of a diff or review: nothing at or above `--fail-on`; of a verification: the same. */
  done: 0,
  /** A verdict or a change that `--fail-on` names, or a report that is not the same when made again. */
  verdict: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A file or a node cannot be read, or is not what it should be. */
  input: 3,
  /** A mistake of ours. */
  bug: 70,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const
