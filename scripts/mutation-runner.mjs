// How Stryker runs the tests of the core: Vitest stays up, the tests and what they import stay loaded, and a mutant costs
// what its tests cost. See docs/adr/0033 and mutation-worker.mjs, which is the other side of the channel.

import { BroadcastChannel } from 'node:worker_threads'
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { createVitest } from 'vitest/node'

class LastingVitest {
  static inject = [commonTokens.options]

  constructor(options) {
    this.options = options
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    const { configFile, dir } = this.options.vitest
    this.vitest = await createVitest('test', {
      config: configFile,
      dir,
      watch: false,
      pool: 'threads',
      maxWorkers: 1,
      isolate: false,
      passWithNoTests: true,
      reporters: [{}],
      runner: './scripts/mutation-worker.mjs',
    })
    const specifications = await this.vitest.globTestSpecifications()
    const channelName = `suture-mutation-${process.pid}`
    this.channel = new BroadcastChannel(channelName)
    const ready = this.next()
    this.vitest.provide('channelName', channelName)
    this.vitest.provide('namespace', INSTRUMENTER_CONSTANTS.NAMESPACE)
    this.vitest.provide(
      'testFiles',
      specifications.map(({ moduleId }) => moduleId),
    )
    // One file stands for the worker that it starts; it runs none of its tests and ends with the channel.
    this.running = this.vitest.runTestSpecifications(specifications.slice(0, 1))
    await Promise.race([ready, this.running])
  }

  async dryRun() {
    const { tests, mutantCoverage } = await this.ask({ kind: 'dry run' })
    return { status: DryRunStatus.Complete, tests, mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, sandboxFileName }) {
    const { tests, hitCount, error } = await this.ask({
      kind: 'mutant',
      mutant: activeMutant.id,
      file: sandboxFileName,
      testFilter,
      hitLimit,
      isStatic: mutantActivation === 'static',
    })
    if (error) return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: error })
    const timeout = determineHitLimitReached(hitCount, hitLimit)
    return toMutantRunResult(timeout ?? { status: DryRunStatus.Complete, tests })
  }

  async dispose() {
    this.channel?.postMessage({ kind: 'end' })
    await this.running
    this.channel?.close()
    await this.vitest?.close()
  }

  ask(message) {
    const answer = this.next()
    this.channel.postMessage(message)
    return answer
  }

  next() {
    return new Promise((resolve) => {
      this.channel.onmessage = ({ data }) => resolve(data)
    })
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'lasting-vitest', LastingVitest),
]
